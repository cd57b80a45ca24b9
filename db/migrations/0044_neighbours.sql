-- The Polres beside this one, as they were imported, and reports that were handed over to them with their reporter's yes.
CREATE TABLE neighbours (
    code TEXT PRIMARY KEY,                  -- of the kabupaten or kota
    area TEXT NOT NULL,                     -- its name without kabupaten or kota
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    contact TEXT NOT NULL                   -- how else they are reached; empty: not said
) STRICT;
CREATE TABLE neighbour_reports (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    neighbour TEXT NOT NULL,                -- as its name was when the reporter agreed
    agreed_at INTEGER NOT NULL,
    received_by TEXT,
    received_at INTEGER
) STRICT;
