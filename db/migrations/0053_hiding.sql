-- The messages of somebody who hides: no row names their chat or the minute. What stands in the table named `_before` is
-- sealed, and taken out of it, when the bot starts with its key: db/quiet.py.
ALTER TABLE quiet_messages RENAME TO quiet_messages_before;
DROP INDEX quiet_messages_chat;
DROP INDEX quiet_messages_outbox;
DROP INDEX quiet_messages_at;
CREATE TABLE quiet_messages (
    id INTEGER PRIMARY KEY,
    owner BLOB NOT NULL,                    -- a keyed hash of the chat
    sealed BLOB NOT NULL,                   -- whose message, its numbers, and when it came
    numbered INTEGER NOT NULL,              -- Telegram's number of it is known, or it never got one
    hour INTEGER NOT NULL
) STRICT;
CREATE INDEX quiet_messages_owner ON quiet_messages (owner);
CREATE INDEX quiet_messages_unnumbered ON quiet_messages (id) WHERE numbered = 0;
CREATE INDEX quiet_messages_hour ON quiet_messages (hour);
