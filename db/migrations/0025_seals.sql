-- Who reads the story of a report when that is not everybody who is called: see reports/seal.py.
ALTER TABLE reports ADD COLUMN seal TEXT;
-- A child told it: nobody may ask who it is.
ALTER TABLE reports ADD COLUMN minor INTEGER NOT NULL DEFAULT 0;

-- What is outside the queue is not counted in it either: the indexes of the queue know the seal.
DROP INDEX reports_desk;
CREATE INDEX reports_desk ON reports (state, urgency, created_at, id, seal) WHERE closed_at IS NULL;
DROP INDEX reports_desk_district;
CREATE INDEX reports_desk_district ON reports (state, urgency, district, created_at, id, seal)
WHERE closed_at IS NULL AND district IS NOT NULL;
DROP INDEX reports_untaken;
CREATE INDEX reports_untaken ON reports (state, urgency, created_at, id, seal)
WHERE closed_at IS NULL AND officer IS NULL;
DROP INDEX reports_untaken_district;
CREATE INDEX reports_untaken_district ON reports (state, urgency, district, created_at, id, seal)
WHERE closed_at IS NULL AND officer IS NULL AND district IS NOT NULL;
CREATE INDEX reports_seal ON reports (seal) WHERE closed_at IS NULL AND seal IS NOT NULL;
UPDATE reports SET seal = 'ppa' WHERE category = 'kekerasan_dalam_rumah_tangga';
