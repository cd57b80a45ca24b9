-- What the command was told, or is to be told, of the bot's own health. No row: all is well.
CREATE TABLE alarms (
    trouble TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    told_at INTEGER,                        -- when the command was told of it
    well_at INTEGER                         -- since when all looks well again; it is over after a while of that
) STRICT;

-- So that what went wrong of late is found among the many that went well.
CREATE INDEX inbox_failed ON inbox (done_at) WHERE failure IS NOT NULL;
ALTER TABLE evidence ADD COLUMN lost_at INTEGER;
CREATE INDEX evidence_lost ON evidence (lost_at) WHERE lost_at IS NOT NULL;
