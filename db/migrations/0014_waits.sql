-- rebuilds: run with foreign keys off, and checked before it is committed.
-- What an open thing waits for: when it is next looked at. Past `due_at` the time is moved, never removed.
CREATE TABLE waits (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                     -- the table of the thing that points here
    due_at INTEGER NOT NULL,
    since INTEGER NOT NULL,                 -- when somebody last gave a sign
    rings INTEGER NOT NULL DEFAULT 0        -- how often it was looked at since without a sign
) STRICT;
CREATE INDEX waits_due ON waits (kind, due_at);

-- An open report that had no clock is due now: nobody was waiting for it.
INSERT INTO waits (id, kind, due_at, since)
SELECT reports.id, 'reports', coalesce(clocks.due_at, reports.created_at), reports.created_at
FROM reports LEFT JOIN clocks ON clocks.report = reports.id WHERE reports.closed_at IS NULL;

CREATE TABLE reports_new (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT,
    category TEXT,
    urgency TEXT NOT NULL,
    state TEXT NOT NULL,
    what TEXT NOT NULL,
    district TEXT,
    village TEXT,
    tps TEXT,
    place TEXT,
    latitude REAL,
    longitude REAL,
    happened_words TEXT,
    happened_at INTEGER,
    ongoing INTEGER NOT NULL DEFAULT 0,
    known_words TEXT,
    known_at INTEGER,
    created_at INTEGER NOT NULL,
    veracity TEXT NOT NULL DEFAULT 'belum',     -- belum, benar, tidak_benar
    rung TEXT NOT NULL DEFAULT 'piket',         -- the level of escalation
    escalation INTEGER NOT NULL DEFAULT 0,      -- how often it escalated, or help was called
    ended_at INTEGER,                           -- since when nothing is left to do
    closed_at INTEGER,
    result TEXT,
    unit TEXT REFERENCES units (code),          -- who answers for it
    officer INTEGER REFERENCES officers (id),   -- who took it
    duplicate_of INTEGER REFERENCES reports (id),
    version INTEGER NOT NULL DEFAULT 0,         -- counts the acts: an old button is known
    erased_at INTEGER,                          -- since when nothing of what its reporter told is left
    wait INTEGER REFERENCES waits (id),
    CHECK (closed_at IS NOT NULL OR wait IS NOT NULL) -- no open report is ever forgotten
) STRICT;
INSERT INTO reports_new (
    id, number, kind, category, urgency, state, what, district, village, tps, place, latitude, longitude,
    happened_words, happened_at, ongoing, known_words, known_at, created_at, veracity, rung, escalation, ended_at,
    closed_at, result, unit, officer, duplicate_of, version, erased_at, wait
)
SELECT id, number, kind, category, urgency, state, what, district, village, tps, place, latitude, longitude,
    happened_words, happened_at, ongoing, known_words, known_at, created_at, veracity, rung, escalation, ended_at,
    closed_at, result, unit, officer, duplicate_of, version, erased_at, CASE WHEN closed_at IS NULL THEN id END
FROM reports;
DROP TABLE reports;
ALTER TABLE reports_new RENAME TO reports;
DROP TABLE clocks;

CREATE UNIQUE INDEX reports_wait ON reports (wait) WHERE wait IS NOT NULL;
CREATE INDEX reports_alike ON reports (category, created_at) WHERE closed_at IS NULL;
CREATE INDEX reports_desk ON reports (state, urgency, created_at, id) WHERE closed_at IS NULL;
CREATE INDEX reports_desk_district ON reports (state, urgency, district, created_at, id)
WHERE closed_at IS NULL AND district IS NOT NULL;
CREATE INDEX reports_desk_village ON reports (state, urgency, village, created_at, id)
WHERE closed_at IS NULL AND village IS NOT NULL;
CREATE INDEX reports_desk_unit ON reports (state, urgency, unit, created_at, id)
WHERE closed_at IS NULL AND unit IS NOT NULL;
CREATE INDEX reports_untaken ON reports (state, urgency, created_at, id) WHERE closed_at IS NULL AND officer IS NULL;
CREATE INDEX reports_untaken_district ON reports (state, urgency, district, created_at, id)
WHERE closed_at IS NULL AND officer IS NULL AND district IS NOT NULL;
CREATE INDEX reports_holder ON reports (officer) WHERE closed_at IS NULL AND officer IS NOT NULL;
