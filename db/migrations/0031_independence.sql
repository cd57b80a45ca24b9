-- Who let an officer in, and since when their voice counts where two people are needed. No row: the command line let
-- them in, and it counts.
CREATE TABLE seats (
    officer INTEGER PRIMARY KEY REFERENCES officers (id),
    invited_by INTEGER REFERENCES chats (id),   -- the private chat; NULL is the machine's command line
    earlier INTEGER NOT NULL DEFAULT 0,         -- taken before seats were confirmed
    votes_at INTEGER,                           -- NULL: the voice does not count any more
    confirmed_at INTEGER,
    ended_at INTEGER,                           -- the officer was removed first
    wait INTEGER REFERENCES waits (id),         -- until another of the command has confirmed the person
    CHECK (confirmed_at IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX seats_wait ON seats (wait) WHERE wait IS NOT NULL;

-- Who has confirmed that a seat is held by the person it was meant for.
CREATE TABLE seat_voices (
    officer INTEGER NOT NULL REFERENCES officers (id),
    person INTEGER NOT NULL REFERENCES chats (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (officer, person)
) STRICT;

-- Seats of earlier releases. Who had made the invitation is known by the moment at which it was used.
INSERT INTO waits (kind, due_at, since)
SELECT 'seats', officers.id, 0 FROM officers WHERE removed_at IS NULL AND role IN ('komando', 'piket');
INSERT INTO seats (officer, invited_by, earlier, votes_at, confirmed_at, ended_at, wait)
SELECT officers.id, (
        SELECT max(makers.chat) FROM invites JOIN officers AS makers ON makers.id = invites.invited_by
        WHERE invites.used_at = officers.joined_at AND invites.role = officers.role
    ), 1, 0,
    CASE WHEN officers.removed_at IS NULL AND waits.id IS NULL THEN officers.joined_at END,
    officers.removed_at, waits.id
FROM officers LEFT JOIN waits ON waits.kind = 'seats' AND waits.due_at = officers.id AND officers.removed_at IS NULL
    AND officers.role IN ('komando', 'piket');
UPDATE waits SET due_at = 0 WHERE kind = 'seats';

-- People who opened a link that one alone cannot let in by: they are let in when another of the command has confirmed.
CREATE TABLE arrivals (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL REFERENCES chats (id),
    unit TEXT NOT NULL REFERENCES units (code),
    role TEXT NOT NULL,
    post TEXT,
    village TEXT,
    invited_by INTEGER REFERENCES chats (id),   -- NULL is the machine's command line
    opened_at INTEGER NOT NULL,
    officer INTEGER REFERENCES officers (id),   -- who they are now
    ended_at INTEGER,                           -- not the person it was meant for, or nobody decided in time
    wait INTEGER REFERENCES waits (id),
    CHECK (officer IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX arrivals_wait ON arrivals (wait) WHERE wait IS NOT NULL;

-- What one of the command asks and another agrees to or not.
CREATE TABLE seconds (
    id INTEGER PRIMARY KEY,
    act TEXT NOT NULL,                          -- keluarkan, tarik
    subject INTEGER NOT NULL,                   -- the officer, the announcement
    asked_by INTEGER NOT NULL REFERENCES chats (id),
    asked_at INTEGER NOT NULL,
    decided_by INTEGER REFERENCES chats (id),
    granted INTEGER,
    ended_at INTEGER,                           -- nobody decided in time
    wait INTEGER REFERENCES waits (id),
    CHECK (decided_by IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX seconds_wait ON seconds (wait) WHERE wait IS NOT NULL;

-- One of the command whose rights another took away for a day.
CREATE TABLE suspensions (
    id INTEGER PRIMARY KEY,
    officer INTEGER NOT NULL REFERENCES officers (id),
    by_chat INTEGER NOT NULL REFERENCES chats (id),
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    CHECK (ended_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX suspensions_wait ON suspensions (wait) WHERE wait IS NOT NULL;
CREATE UNIQUE INDEX suspensions_open ON suspensions (officer) WHERE ended_at IS NULL;

-- A backup that was put in place: no voice of the command counts until its people are confirmed as a list.
CREATE TABLE restorations (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    confirmed_by INTEGER REFERENCES chats (id),
    confirmed_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    CHECK (confirmed_at IS NOT NULL OR wait IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX restorations_wait ON restorations (wait) WHERE wait IS NOT NULL;

-- Codes of the command line that stand for a second person; only the hash is kept.
CREATE TABLE seat_codes (
    hash BLOB PRIMARY KEY,
    purpose TEXT NOT NULL,                      -- pulihkan, or what an officer's or arrival's seat needs
    subject INTEGER,
    made_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

-- Who has had a hand in exactly this content of an announcement; nothing here is ever taken away.
CREATE TABLE appeal_parts (
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    fingerprint TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES chats (id),
    part TEXT NOT NULL,                         -- penyusun, pengaju, penolak; setuju: an approval of an earlier release
    PRIMARY KEY (appeal, fingerprint, person, part)
) STRICT;
INSERT INTO appeal_parts (appeal, fingerprint, person, part)
SELECT id, fingerprint, composer, 'penyusun' FROM appeals;
INSERT INTO appeal_parts (appeal, fingerprint, person, part)
SELECT appeal, fingerprint, person, 'setuju' FROM approvals;

-- Which pages of the reminders that wait somebody was shown: who has not read all of them cannot approve them.
CREATE TABLE reminder_readings (
    hash TEXT NOT NULL,                         -- over all that waits
    person INTEGER NOT NULL REFERENCES chats (id),
    page INTEGER NOT NULL,
    PRIMARY KEY (hash, person, page)
) STRICT;

-- Why an identity is to be opened: danger, court, ...; NULL for requests of earlier releases.
ALTER TABLE openings ADD COLUMN kind TEXT;
