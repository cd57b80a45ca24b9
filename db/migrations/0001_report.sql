-- A Telegram address: a person (their private chat) or a group. What Telegram tells us of them is sealed.
CREATE TABLE chats (
    id INTEGER PRIMARY KEY,
    lookup BLOB NOT NULL UNIQUE,            -- keyed hash of the Telegram chat id
    sealed BLOB NOT NULL,                   -- AES-GCM: Telegram id, name, username, phone
    kind TEXT NOT NULL,                     -- private, group, supergroup, channel
    language TEXT NOT NULL,
    language_asked INTEGER NOT NULL DEFAULT 0,
    consented_at INTEGER,
    off_at INTEGER,                         -- since when Telegram refuses what we send there
    created_at INTEGER NOT NULL
) STRICT;

-- Updates as Telegram gave them, stored before Telegram is told that it may forget them.
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    payload BLOB,                           -- sealed; dropped once handled
    received_at INTEGER NOT NULL,
    done_at INTEGER,
    failure TEXT                            -- reference of the error that ended it
) STRICT;
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE done_at IS NULL;
CREATE INDEX inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;

-- Every message we owe somebody.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL REFERENCES chats (id),
    lane INTEGER NOT NULL,
    method TEXT NOT NULL,
    payload BLOB,                           -- sealed; dropped once settled
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    message_id INTEGER,
    reason TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state = 'queued';
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;

-- An unfinished dialogue; the row is its whole state. `revision` never goes back, so an old button is always known as old.
CREATE TABLE drafts (
    chat INTEGER NOT NULL REFERENCES chats (id),
    flow TEXT NOT NULL,
    sealed BLOB,
    revision INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (chat, flow)
) STRICT;

CREATE TABLE counters (
    month TEXT PRIMARY KEY,                 -- yymm in the resort's zone
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE reports (
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
    created_at INTEGER NOT NULL
) STRICT;

-- Who reported lives apart from what was reported.
CREATE TABLE reporters (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    chat INTEGER NOT NULL REFERENCES chats (id),
    confidential INTEGER NOT NULL,
    sealed BLOB                             -- phone, if they gave one
) STRICT;
CREATE INDEX reporters_chat ON reporters (chat);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    kind TEXT NOT NULL,
    file_id TEXT NOT NULL,
    file_unique_id TEXT NOT NULL,
    size INTEGER,
    mime TEXT,
    caption TEXT,
    state TEXT NOT NULL,
    sha256 TEXT,
    path TEXT,                              -- below data/evidence/
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    UNIQUE (report, file_unique_id)
) STRICT;
CREATE INDEX evidence_wanted ON evidence (due_at) WHERE state = 'wanted';

-- What was done, by whom, in order: on a report, or on somebody's rights. Each row's hash covers the row before it.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    report INTEGER REFERENCES reports (id),
    at INTEGER NOT NULL,
    role TEXT NOT NULL,
    officer INTEGER,
    act TEXT NOT NULL,
    text TEXT,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX events_report ON events (report, id);

-- Opens only with the key this database was begun with.
CREATE TABLE seals (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
