-- Where the areas of the resort lie, and what people name instead of an area. Imported whole; `changes` counts imports.
CREATE TABLE area_shapes (
    area TEXT PRIMARY KEY,
    latitude REAL NOT NULL,                 -- of its centre
    longitude REAL NOT NULL,
    outline TEXT                            -- JSON: rings of [longitude, latitude]
) STRICT;

CREATE TABLE landmarks (
    name TEXT PRIMARY KEY,
    other_names TEXT NOT NULL,              -- apart by semicolons
    latitude REAL NOT NULL,
    longitude REAL NOT NULL
) STRICT;

CREATE TABLE terrain_changes (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;

-- Whether the area of a report was read from its point, and is an estimate.
ALTER TABLE reports ADD COLUMN estimated INTEGER NOT NULL DEFAULT 0;
