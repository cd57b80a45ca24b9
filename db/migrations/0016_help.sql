-- An officer's call for help: it is rung until somebody answers, or the officer says that it is over.
CREATE TABLE help_calls (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    officer INTEGER NOT NULL REFERENCES officers (id),  -- who needs help
    called_at INTEGER NOT NULL,
    answered_by INTEGER REFERENCES officers (id),       -- who comes, the first one
    answered_at INTEGER,
    ended_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    CHECK (answered_at IS NOT NULL OR ended_at IS NOT NULL OR wait IS NOT NULL) -- no call for help is forgotten
) STRICT;
CREATE UNIQUE INDEX help_calls_open ON help_calls (report) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX help_calls_wait ON help_calls (wait) WHERE wait IS NOT NULL;
