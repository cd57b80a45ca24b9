-- People who cannot telephone: no screen of theirs says so any more. Until when nothing that we write to them rings.
ALTER TABLE chats ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN silent_until INTEGER;
ALTER TABLE reports ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;

-- Emergencies of people who can only write, until the desk has written to them.
CREATE TABLE writers (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    filed_at INTEGER NOT NULL,
    ended_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    CHECK (ended_at IS NOT NULL OR wait IS NOT NULL) -- nobody who can only write is forgotten
) STRICT;
CREATE UNIQUE INDEX writers_wait ON writers (wait) WHERE wait IS NOT NULL;
