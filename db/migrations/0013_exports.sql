-- A file that somebody asked for. It is made in a process of its own, lies in the folder of exports, and is sent from
-- there; row and file go after a day.
CREATE TABLE exports (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,                     -- which file: see exports/kinds.py
    chat INTEGER NOT NULL REFERENCES chats (id),
    parameters TEXT NOT NULL,               -- JSON with its version
    state TEXT NOT NULL,                    -- asked, done, failed
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,                -- when it may be taken up; while it is being made, when its lease ends
    path TEXT,                              -- of the file, below the folder of exports
    outbox INTEGER,                         -- the message it is sent with
    asked_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX exports_asked ON exports (due_at) WHERE state = 'asked';
CREATE INDEX exports_of_chat ON exports (chat);
