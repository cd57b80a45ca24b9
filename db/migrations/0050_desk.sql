-- The desk's ranges hold everything that its counts look at, so that counting reads no report. `closed_at` is what tells
-- SQLite so.
DROP INDEX reports_desk;
CREATE INDEX reports_desk ON reports (state, urgency, created_at, id, seal, kept_from, closed_at)
WHERE closed_at IS NULL;
DROP INDEX reports_desk_district;
CREATE INDEX reports_desk_district ON reports (state, urgency, district, created_at, id, seal, kept_from, closed_at)
WHERE closed_at IS NULL AND district IS NOT NULL;
DROP INDEX reports_desk_village;
CREATE INDEX reports_desk_village
ON reports (state, urgency, village, created_at, id, seal, kept_from, officer, closed_at)
WHERE closed_at IS NULL AND village IS NOT NULL;
DROP INDEX reports_desk_unit;
CREATE INDEX reports_desk_unit
ON reports (state, urgency, unit, created_at, id, seal, kept_from, officer, district, village, closed_at)
WHERE closed_at IS NULL AND unit IS NOT NULL;
DROP INDEX reports_untaken;
CREATE INDEX reports_untaken ON reports (state, urgency, created_at, id, seal, kept_from, officer, closed_at)
WHERE closed_at IS NULL AND officer IS NULL;
DROP INDEX reports_untaken_district;
CREATE INDEX reports_untaken_district
ON reports (state, urgency, district, created_at, id, seal, kept_from, officer, closed_at)
WHERE closed_at IS NULL AND officer IS NULL AND district IS NOT NULL;
