-- How often somebody was called lately without giving a sign: then they get one list, not one call after the other.
ALTER TABLE pings ADD COLUMN called_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pings_called ON pings (called_at, chat);
ALTER TABLE officers ADD COLUMN heard_at INTEGER NOT NULL DEFAULT 0;    -- their last act
ALTER TABLE officers ADD COLUMN listed_at INTEGER NOT NULL DEFAULT 0;   -- when they last got the list
