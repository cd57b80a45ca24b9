-- Reporters who are threatened because of a report: a task of the two who read it, until one of them ends it.
CREATE TABLE threats (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL UNIQUE REFERENCES reports (id),
    began_at INTEGER NOT NULL,
    silent INTEGER NOT NULL DEFAULT 0, -- its reporter took the report back and must not be asked about it
    safe TEXT, -- ya, tidak
    known TEXT,
    reach TEXT,
    told_at INTEGER, -- the two have it
    owner INTEGER REFERENCES officers (id),
    ended_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    CHECK (ended_at IS NOT NULL OR wait IS NOT NULL) -- nobody who is threatened is forgotten
) STRICT;
CREATE UNIQUE INDEX threats_wait ON threats (wait) WHERE wait IS NOT NULL;

-- What tells of a report on other people's phones besides its call: to be taken off when it is withdrawn or sealed.
CREATE TABLE tellings (
    outbox INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    chat INTEGER NOT NULL REFERENCES chats (id),
    what TEXT NOT NULL, -- words, map, file, voice
    told_at INTEGER NOT NULL,
    gone_at INTEGER
) STRICT;
CREATE INDEX tellings_report ON tellings (report);
