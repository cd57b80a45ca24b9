-- One message can tell of several reports (a list of what others wrote), and a screen that is changed tells no longer
-- of what stood there before.
CREATE TABLE tellings_new (
    outbox INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES reports (id),
    chat INTEGER NOT NULL REFERENCES chats (id),
    what TEXT NOT NULL, -- words, map, file, voice
    told_at INTEGER NOT NULL,
    gone_at INTEGER,
    PRIMARY KEY (outbox, report)
) STRICT;
INSERT INTO tellings_new (outbox, report, chat, what, told_at, gone_at)
SELECT outbox, report, chat, what, told_at, gone_at FROM tellings;
DROP TABLE tellings;
ALTER TABLE tellings_new RENAME TO tellings;
CREATE INDEX tellings_report ON tellings (report);
CREATE INDEX tellings_standing ON tellings (chat) WHERE gone_at IS NULL;
