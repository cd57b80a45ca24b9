-- Incidents that live for hours, named by the desk: the report that leads one holds the others together.
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),    -- the one that officers act on
    name TEXT NOT NULL,
    leader INTEGER NOT NULL REFERENCES officers (id),
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    line TEXT,                              -- what its leader tells all reporters
    line_at INTEGER,
    wait INTEGER REFERENCES waits (id),
    CHECK (ended_at IS NOT NULL OR wait IS NOT NULL)    -- no open incident without somebody who looks at it
) STRICT;
CREATE UNIQUE INDEX incidents_open ON incidents (report) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX incidents_wait ON incidents (wait) WHERE wait IS NOT NULL;

CREATE TABLE estimates (
    id INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incidents (id),
    officer INTEGER NOT NULL REFERENCES officers (id),  -- who estimated
    at INTEGER NOT NULL,
    people INTEGER NOT NULL,                -- the steps of reports/estimate.py
    mood INTEGER NOT NULL,
    weapons INTEGER NOT NULL,
    hurt INTEGER NOT NULL
) STRICT;
CREATE INDEX estimates_incident ON estimates (incident, id);

CREATE TABLE beside_incidents (
    report INTEGER PRIMARY KEY REFERENCES reports (id), -- an alarm that calls for itself
    incident INTEGER NOT NULL REFERENCES incidents (id)
) STRICT;
CREATE INDEX beside_incidents_incident ON beside_incidents (incident);
