-- Groups and citizens who get announcements.
CREATE TABLE subscribers (
    chat INTEGER PRIMARY KEY REFERENCES chats (id),
    kind TEXT NOT NULL,                     -- grup, warga
    thread INTEGER,                         -- the forum topic it was asked for in
    since INTEGER NOT NULL,
    ended_at INTEGER,
    reason TEXT                             -- why it ended: they said so, removed us, the chat is gone
) STRICT;

CREATE TABLE subscriber_topics (
    chat INTEGER NOT NULL REFERENCES subscribers (chat),
    topic TEXT NOT NULL,
    PRIMARY KEY (chat, topic)
) STRICT;

-- The kecamatan and kelurahan a subscriber asked for; none means the whole resort.
CREATE TABLE subscriber_areas (
    chat INTEGER NOT NULL REFERENCES subscribers (chat),
    area TEXT NOT NULL,
    PRIMARY KEY (chat, area)
) STRICT;
CREATE INDEX subscriber_areas_area ON subscriber_areas (area);

-- An announcement as it is now. Its approvals name the fingerprint they saw.
CREATE TABLE appeals (
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
    next_fire INTEGER
) STRICT;
CREATE INDEX appeals_due ON appeals (next_fire) WHERE next_fire IS NOT NULL;

CREATE TABLE approvals (
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    person INTEGER NOT NULL REFERENCES chats (id),
    fingerprint TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (appeal, person, fingerprint)
) STRICT;

-- One going-out of an announcement: its recipients are frozen when it begins.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    planned_at INTEGER NOT NULL,
    act TEXT NOT NULL,                      -- send, edit, delete
    of_run INTEGER REFERENCES runs (id),    -- the run whose messages are edited or deleted
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    stopped_at INTEGER,
    progress INTEGER,                       -- the outbox row of the composer's live message
    told_at INTEGER,                        -- when that was last brought up to date
    UNIQUE (appeal, planned_at, act)
) STRICT;
CREATE INDEX runs_open ON runs (id) WHERE ended_at IS NULL;

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    chat INTEGER NOT NULL REFERENCES chats (id),
    state TEXT NOT NULL,
    message_id INTEGER,                     -- Telegram's number of what was sent, or of what is to be changed
    thread INTEGER,
    maybe_twice INTEGER NOT NULL DEFAULT 0, -- it was on its way when the bot was killed
    reason TEXT,
    settled_at INTEGER,
    UNIQUE (run, chat)
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (run, id) WHERE state = 'queued';
CREATE INDEX deliveries_state ON deliveries (run, state);

-- Who has read an order.
CREATE TABLE acknowledgements (
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    chat INTEGER NOT NULL REFERENCES chats (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (appeal, chat)
) STRICT;
