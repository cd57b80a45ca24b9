-- Polres, Polsek, functions and partner agencies.
CREATE TABLE units (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    agency TEXT NOT NULL,                   -- polri, bawaslu, …
    level TEXT NOT NULL,                    -- polres, polsek, wilayah
    function TEXT NOT NULL,                 -- samapta, reskrim, …; - for a whole unit
    parent TEXT REFERENCES units (code),
    chat INTEGER REFERENCES chats (id)      -- the group that gets its pings, if one is bound
) STRICT;

-- The kecamatan and kelurahan a unit answers for; none means the whole resort.
CREATE TABLE unit_areas (
    unit TEXT NOT NULL REFERENCES units (code),
    area TEXT NOT NULL,
    PRIMARY KEY (unit, area)
) STRICT;
CREATE INDEX unit_areas_area ON unit_areas (area);

CREATE TABLE officers (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL REFERENCES chats (id),
    unit TEXT NOT NULL REFERENCES units (code),
    role TEXT NOT NULL,
    post TEXT,                              -- kapolres, wakapolres, kabagops: the upper rungs of the ladder
    village TEXT,                           -- a Bhabinkamtibmas' kelurahan
    callsign TEXT NOT NULL,                 -- how other officers see them
    on_duty INTEGER NOT NULL DEFAULT 1,
    joined_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX officers_chat ON officers (chat) WHERE removed_at IS NULL;
CREATE INDEX officers_unit ON officers (unit) WHERE removed_at IS NULL;

-- One-time ways in. Only the hash is kept.
CREATE TABLE invites (
    hash BLOB PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES units (code),
    role TEXT NOT NULL,
    post TEXT,
    village TEXT,
    invited_by INTEGER REFERENCES officers (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

-- Who is planned when. A shift only says who should be on duty; /siaga says who is.
CREATE TABLE shifts (
    id INTEGER PRIMARY KEY,
    officer INTEGER NOT NULL REFERENCES officers (id),
    begins_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    begun INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX shifts_begin ON shifts (begins_at) WHERE begun = 0;
CREATE INDEX shifts_end ON shifts (ends_at) WHERE ended = 0;

ALTER TABLE reports ADD COLUMN veracity TEXT NOT NULL DEFAULT 'belum';     -- belum, benar, tidak_benar
ALTER TABLE reports ADD COLUMN rung TEXT NOT NULL DEFAULT 'piket';          -- how far it has climbed
ALTER TABLE reports ADD COLUMN escalation INTEGER NOT NULL DEFAULT 0;      -- how often it climbed, or help was called
ALTER TABLE reports ADD COLUMN ended_at INTEGER;                           -- since when nothing is left to do
ALTER TABLE reports ADD COLUMN closed_at INTEGER;
ALTER TABLE reports ADD COLUMN result TEXT;
ALTER TABLE reports ADD COLUMN unit TEXT REFERENCES units (code);          -- who answers for it
ALTER TABLE reports ADD COLUMN officer INTEGER REFERENCES officers (id);   -- who took it
ALTER TABLE reports ADD COLUMN duplicate_of INTEGER REFERENCES reports (id);
ALTER TABLE reports ADD COLUMN version INTEGER NOT NULL DEFAULT 0;         -- counts the acts: an old button is known
CREATE INDEX reports_open ON reports (created_at) WHERE closed_at IS NULL;
-- The desk's queue: each state and urgency is one range in the order of its pages, and every filter is in the index.
CREATE INDEX reports_queue ON reports (state, urgency, created_at, id, district, village, unit, officer)
WHERE closed_at IS NULL;
CREATE INDEX reports_alike ON reports (category, created_at) WHERE closed_at IS NULL;

-- The running clock of a report: past `due_at` it climbs. No row, no clock.
CREATE TABLE clocks (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX clocks_due ON clocks (due_at);

-- Every copy of a report's ping, so that all can be brought up to date.
CREATE TABLE pings (
    report INTEGER NOT NULL REFERENCES reports (id),
    outbox INTEGER PRIMARY KEY,             -- the message; its number with Telegram stands in its outbox row
    chat INTEGER NOT NULL REFERENCES chats (id),
    declined INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pings_report ON pings (report);

-- What officers report of their own work.
CREATE TABLE activities (
    id INTEGER PRIMARY KEY,
    officer INTEGER NOT NULL REFERENCES officers (id),
    kind TEXT NOT NULL,                     -- patroli, apel, sambang, nihil
    place TEXT,
    latitude REAL,
    longitude REAL,
    result TEXT,
    file_id TEXT,
    created_at INTEGER NOT NULL
) STRICT;

-- A request to open who reported; only a second person of the command can grant it.
CREATE TABLE openings (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    asked_by INTEGER NOT NULL REFERENCES officers (id),
    reason TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    decided_by INTEGER REFERENCES officers (id),
    granted INTEGER
) STRICT;
