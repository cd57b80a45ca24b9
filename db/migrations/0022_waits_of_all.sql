-- rebuilds: run with foreign keys off, and checked before it is committed.
-- Whatever is open points to its wait, not only a report: each table below refuses an open row without one.

-- The number before that of the first wait of each table, while this runs.
CREATE TABLE wait_bases (
    kind TEXT PRIMARY KEY,
    base INTEGER NOT NULL
) STRICT;

-- Requests to open who reported.
INSERT INTO wait_bases (kind, base) SELECT 'openings', coalesce(max(id), 0) FROM waits;
INSERT INTO waits (id, kind, due_at, since)
SELECT wait_bases.base + openings.id, 'openings', openings.asked_at + 24 * 3600 * 1000, openings.asked_at
FROM openings JOIN wait_bases ON wait_bases.kind = 'openings' WHERE openings.decided_by IS NULL;
CREATE TABLE openings_new (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    asked_by INTEGER NOT NULL REFERENCES officers (id),
    reason TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    decided_by INTEGER REFERENCES officers (id),
    granted INTEGER,
    ended_at INTEGER,                       -- nobody decided in time
    wait INTEGER REFERENCES waits (id),
    CHECK (decided_by IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
INSERT INTO openings_new (id, report, asked_by, reason, asked_at, decided_by, granted, wait)
SELECT openings.id, openings.report, openings.asked_by, openings.reason, openings.asked_at, openings.decided_by,
    openings.granted, CASE WHEN openings.decided_by IS NULL THEN wait_bases.base + openings.id END
FROM openings JOIN wait_bases ON wait_bases.kind = 'openings';
DROP TABLE openings;
ALTER TABLE openings_new RENAME TO openings;
CREATE UNIQUE INDEX openings_wait ON openings (wait) WHERE wait IS NOT NULL;

-- One-time ways in.
INSERT INTO wait_bases (kind, base) SELECT 'invites', coalesce(max(id), 0) FROM waits;
INSERT INTO waits (id, kind, due_at, since)
SELECT wait_bases.base + unused.place, 'invites', unused.expires_at, unused.expires_at
FROM (
    SELECT expires_at, row_number() OVER (ORDER BY hash) AS place FROM invites WHERE used_at IS NULL
) AS unused JOIN wait_bases ON wait_bases.kind = 'invites';
CREATE TABLE invites_new (
    hash BLOB PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES units (code),
    role TEXT NOT NULL,
    post TEXT,
    village TEXT,
    invited_by INTEGER REFERENCES officers (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    ended_at INTEGER,                       -- nobody used it in time
    wait INTEGER REFERENCES waits (id),
    CHECK (used_at IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
INSERT INTO invites_new (hash, unit, role, post, village, invited_by, expires_at, used_at, wait)
SELECT invites.hash, invites.unit, invites.role, invites.post, invites.village, invites.invited_by, invites.expires_at,
    invites.used_at, wait_bases.base + unused.place
FROM invites JOIN wait_bases ON wait_bases.kind = 'invites'
LEFT JOIN (
    SELECT hash, row_number() OVER (ORDER BY hash) AS place FROM invites WHERE used_at IS NULL
) AS unused ON unused.hash = invites.hash;
DROP TABLE invites;
ALTER TABLE invites_new RENAME TO invites;
CREATE UNIQUE INDEX invites_wait ON invites (wait) WHERE wait IS NOT NULL;

-- Shifts that are offered to a colleague.
INSERT INTO wait_bases (kind, base) SELECT 'shift_offers', coalesce(max(id), 0) FROM waits;
INSERT INTO waits (id, kind, due_at, since)
SELECT wait_bases.base + shift_offers.officer, 'shift_offers', shift_offers.offered_at, shift_offers.offered_at
FROM shift_offers JOIN wait_bases ON wait_bases.kind = 'shift_offers';
CREATE TABLE shift_offers_new (
    officer INTEGER PRIMARY KEY REFERENCES officers (id),
    colleague INTEGER NOT NULL REFERENCES officers (id),
    offered_at INTEGER NOT NULL,
    wait INTEGER NOT NULL REFERENCES waits (id)
) STRICT;
INSERT INTO shift_offers_new (officer, colleague, offered_at, wait)
SELECT shift_offers.officer, shift_offers.colleague, shift_offers.offered_at, wait_bases.base + shift_offers.officer
FROM shift_offers JOIN wait_bases ON wait_bases.kind = 'shift_offers';
DROP TABLE shift_offers;
ALTER TABLE shift_offers_new RENAME TO shift_offers;
CREATE UNIQUE INDEX shift_offers_wait ON shift_offers (wait);

-- Calls for help: an answered one is open too, until the officer is safe.
INSERT INTO wait_bases (kind, base) SELECT 'help_calls', coalesce(max(id), 0) FROM waits;
INSERT INTO waits (id, kind, due_at, since)
SELECT wait_bases.base + help_calls.id, 'help_calls', help_calls.answered_at + 1800 * 1000, help_calls.answered_at
FROM help_calls JOIN wait_bases ON wait_bases.kind = 'help_calls'
WHERE help_calls.ended_at IS NULL AND help_calls.answered_at IS NOT NULL AND help_calls.wait IS NULL;
CREATE TABLE help_calls_new (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    officer INTEGER NOT NULL REFERENCES officers (id),  -- who needs help
    called_at INTEGER NOT NULL,
    answered_by INTEGER REFERENCES officers (id),       -- who comes, the first one
    answered_at INTEGER,
    ended_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    CHECK (ended_at IS NOT NULL OR wait IS NOT NULL) -- no call for help is forgotten
) STRICT;
INSERT INTO help_calls_new (id, report, officer, called_at, answered_by, answered_at, ended_at, wait)
SELECT help_calls.id, help_calls.report, help_calls.officer, help_calls.called_at, help_calls.answered_by,
    help_calls.answered_at, help_calls.ended_at,
    CASE WHEN help_calls.ended_at IS NULL THEN coalesce(help_calls.wait, wait_bases.base + help_calls.id) END
FROM help_calls JOIN wait_bases ON wait_bases.kind = 'help_calls';
DROP TABLE help_calls;
ALTER TABLE help_calls_new RENAME TO help_calls;
CREATE UNIQUE INDEX help_calls_open ON help_calls (report) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX help_calls_wait ON help_calls (wait) WHERE wait IS NOT NULL;

-- Questions to a reporter. Of earlier releases the last one of each open report that nothing came after is open.
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    officer INTEGER NOT NULL REFERENCES officers (id),  -- who asked
    asked_at INTEGER NOT NULL,
    answered_at INTEGER,
    ended_at INTEGER,                       -- no answer came in time; one that comes later arrives all the same
    wait INTEGER REFERENCES waits (id),
    CHECK (answered_at IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
INSERT INTO wait_bases (kind, base) SELECT 'questions', coalesce(max(id), 0) FROM waits;
INSERT INTO waits (id, kind, due_at, since)
SELECT wait_bases.base + events.id, 'questions', events.at + 24 * 3600 * 1000, events.at
FROM events JOIN wait_bases ON wait_bases.kind = 'questions'
JOIN reports ON reports.id = events.report AND reports.closed_at IS NULL
WHERE events.act = 'tanya_pelapor' AND events.officer IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM events AS later WHERE later.report = events.report AND later.id > events.id
    AND (later.role = 'pelapor' OR later.act = 'tanya_pelapor')
);
INSERT INTO questions (id, report, officer, asked_at, wait)
SELECT events.id, events.report, events.officer, events.at, waits.id
FROM waits JOIN wait_bases ON wait_bases.kind = 'questions' JOIN events ON events.id = waits.id - wait_bases.base
WHERE waits.kind = 'questions';
CREATE UNIQUE INDEX questions_wait ON questions (wait) WHERE wait IS NOT NULL;
CREATE INDEX questions_open ON questions (report) WHERE answered_at IS NULL;

-- Announcements: handed in they wait for their approval, approved for their time.
INSERT INTO wait_bases (kind, base) SELECT 'appeals', coalesce(max(id), 0) FROM waits;
INSERT INTO waits (id, kind, due_at, since)
SELECT wait_bases.base + appeals.id, 'appeals', appeals.created_at + 3600 * 1000, appeals.created_at
FROM appeals JOIN wait_bases ON wait_bases.kind = 'appeals' WHERE appeals.state = 'waiting';
CREATE TABLE appeals_new (
    id INTEGER PRIMARY KEY,
    composer INTEGER NOT NULL REFERENCES chats (id),
    content TEXT NOT NULL,                  -- the one written form of broadcasts.appeal
    fingerprint TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT UNIQUE,                       -- what /cek answers to; given at the first run
    directive INTEGER NOT NULL DEFAULT 0,   -- an order to officers, which asks for "Siap, dimengerti"
    corrects INTEGER REFERENCES appeals (id),
    slot TEXT UNIQUE,                       -- of the programme it belongs to
    created_at INTEGER NOT NULL,
    approved_at INTEGER,
    last_fired INTEGER,
    next_fire INTEGER,
    wait INTEGER REFERENCES waits (id),     -- for its approval
    CHECK (state <> 'waiting' OR wait IS NOT NULL),
    CHECK (state <> 'approved' OR next_fire IS NOT NULL)
) STRICT;
INSERT INTO appeals_new (
    id, composer, content, fingerprint, state, code, directive, corrects, slot, created_at, approved_at, last_fired,
    next_fire, wait
)
SELECT appeals.id, composer, content, fingerprint,
    CASE WHEN state <> 'approved' OR next_fire IS NOT NULL THEN state WHEN last_fired IS NULL THEN 'missed' ELSE 'done' END,
    code, directive, corrects, slot, created_at, approved_at, last_fired, next_fire,
    CASE WHEN state = 'waiting' THEN wait_bases.base + appeals.id END
FROM appeals JOIN wait_bases ON wait_bases.kind = 'appeals';
DROP TABLE appeals;
ALTER TABLE appeals_new RENAME TO appeals;
CREATE INDEX appeals_due ON appeals (next_fire) WHERE next_fire IS NOT NULL;
CREATE INDEX appeals_corrects ON appeals (corrects) WHERE corrects IS NOT NULL;
CREATE UNIQUE INDEX appeals_wait ON appeals (wait) WHERE wait IS NOT NULL;

-- An order and an officer who is to acknowledge it, also one whom Telegram does not reach. All of one run share a wait.
-- Orders of earlier releases are not asked for any more.
CREATE TABLE orders (
    run INTEGER NOT NULL REFERENCES runs (id),
    chat INTEGER NOT NULL REFERENCES chats (id),
    asked_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    ended_at INTEGER,                       -- not acknowledged in time: the sender was told
    wait INTEGER REFERENCES waits (id),
    PRIMARY KEY (run, chat),
    CHECK (acknowledged_at IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
CREATE INDEX orders_wait ON orders (wait) WHERE wait IS NOT NULL;
INSERT INTO orders (run, chat, asked_at, acknowledged_at, ended_at)
SELECT runs.id, deliveries.chat, runs.began_at, acknowledgements.at,
    CASE WHEN acknowledgements.at IS NULL THEN runs.began_at END
FROM runs JOIN appeals ON appeals.id = runs.appeal AND appeals.directive = 1
JOIN deliveries ON deliveries.run = runs.id
LEFT JOIN acknowledgements ON acknowledgements.appeal = appeals.id AND acknowledgements.chat = deliveries.chat
WHERE runs.act = 'send' AND deliveries.chat <> appeals.composer;
DROP TABLE acknowledgements;

-- The group of a unit is looked at each day: one that Telegram refuses gets no calls any more.
INSERT INTO wait_bases (kind, base) SELECT 'units', coalesce(max(id), 0) FROM waits;
INSERT INTO waits (id, kind, due_at, since)
SELECT wait_bases.base + bound.place, 'units', 0, 0
FROM (
    SELECT code, row_number() OVER (ORDER BY code) AS place FROM units WHERE chat IS NOT NULL
) AS bound JOIN wait_bases ON wait_bases.kind = 'units';
CREATE TABLE units_new (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    agency TEXT NOT NULL,                   -- polri, bawaslu, …
    level TEXT NOT NULL,                    -- polres, polsek, wilayah
    function TEXT NOT NULL,                 -- samapta, reskrim, …; - for a whole unit
    parent TEXT REFERENCES units (code),
    chat INTEGER REFERENCES chats (id),     -- the group that gets its calls, if one is bound
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    hours TEXT NOT NULL DEFAULT '',
    latitude REAL,
    longitude REAL,
    lost_at INTEGER,                        -- since when that group refuses what we send, until its people are told
    wait INTEGER REFERENCES waits (id),     -- until the group is looked at again
    CHECK (chat IS NULL OR wait IS NOT NULL)
) STRICT;
INSERT INTO units_new (
    code, name, agency, level, function, parent, chat, address, phone, hours, latitude, longitude, wait
)
SELECT units.code, units.name, units.agency, units.level, units.function, units.parent, units.chat, units.address,
    units.phone, units.hours, units.latitude, units.longitude, wait_bases.base + bound.place
FROM units JOIN wait_bases ON wait_bases.kind = 'units'
LEFT JOIN (
    SELECT code, row_number() OVER (ORDER BY code) AS place FROM units WHERE chat IS NOT NULL
) AS bound ON bound.code = units.code;
DROP TABLE units;
ALTER TABLE units_new RENAME TO units;
CREATE UNIQUE INDEX units_wait ON units (wait) WHERE wait IS NOT NULL;

DROP TABLE wait_bases;

-- What was referred to a unit, and nobody there has taken.
CREATE INDEX reports_referred ON reports (unit) WHERE closed_at IS NULL AND officer IS NULL AND state = 'dilimpahkan';
