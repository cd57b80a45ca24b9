-- Who must not read a report, for its words accuse their office: the codes of those units, each between two spaces.
ALTER TABLE reports ADD COLUMN kept_from TEXT NOT NULL DEFAULT '';

-- What its reporter said about that, and what the level above made of it.
CREATE TABLE objections (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    unit TEXT NOT NULL REFERENCES units (code),
    held_at INTEGER NOT NULL,
    asked_at INTEGER, -- the reporter was asked
    answer TEXT, -- ya, tidak, tidak_tahu
    answered_at INTEGER,
    outcome TEXT, -- tidak, tetap, dikirim, akan_dikirim
    decided_by INTEGER REFERENCES officers (id),
    ended_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    UNIQUE (report, unit),
    CHECK (ended_at IS NOT NULL OR wait IS NOT NULL) -- no report is withheld without a day on which it is looked at
) STRICT;
CREATE UNIQUE INDEX objections_wait ON objections (wait) WHERE wait IS NOT NULL;
CREATE INDEX objections_unit ON objections (unit, answered_at);
