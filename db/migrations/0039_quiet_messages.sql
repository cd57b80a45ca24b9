-- The messages of a chat in which somebody hides, ours and theirs: so that one tap can remove them. For 48 hours.
CREATE TABLE quiet_messages (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL REFERENCES chats (id),
    message INTEGER,                        -- Telegram's number of one of theirs
    outbox INTEGER,                         -- one of ours, whose row knows its number
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX quiet_messages_chat ON quiet_messages (chat);
CREATE INDEX quiet_messages_outbox ON quiet_messages (outbox);
CREATE INDEX quiet_messages_at ON quiet_messages (at);
