-- People whose alarms the desk sees first, for a day: found by a keyed hash, and nothing of them can be read.
CREATE TABLE screenings (
    owner BLOB PRIMARY KEY,
    sealed BLOB NOT NULL                    -- until when, and who asked for a second day
) STRICT;

CREATE TABLE held_alarms (
    report INTEGER PRIMARY KEY REFERENCES reports (id)
) STRICT;
