-- A shift goes from step to step, each at its time; it begins for its officer with Saya siap.
ALTER TABLE shifts ADD COLUMN step TEXT NOT NULL DEFAULT 'planned';
ALTER TABLE shifts ADD COLUMN due_at INTEGER;                   -- of the next step; none once it is over
ALTER TABLE shifts ADD COLUMN ready_at INTEGER;                 -- since when its officer is ready
ALTER TABLE shifts ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;  -- the officer keeps their reports after its end
UPDATE shifts SET due_at = begins_at;
UPDATE shifts SET step = 'running', due_at = ends_at - 900000, ready_at = begins_at WHERE begun = 1;
UPDATE shifts SET step = 'over', due_at = NULL WHERE ended = 1;
DROP INDEX shifts_begin;
DROP INDEX shifts_end;
ALTER TABLE shifts DROP COLUMN begun;
ALTER TABLE shifts DROP COLUMN ended;
CREATE INDEX shifts_due ON shifts (due_at) WHERE due_at IS NOT NULL;
