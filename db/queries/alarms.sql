-- name: every()
SELECT * FROM alarms ORDER BY trouble;

-- name: begin(trouble, since)!
INSERT INTO alarms (trouble, since) VALUES (:trouble, :since) ON CONFLICT DO NOTHING;

-- name: store(trouble, told_at, well_at)!
UPDATE alarms SET told_at = :told_at, well_at = :well_at WHERE trouble = :trouble;

-- name: end(trouble)!
DELETE FROM alarms WHERE trouble = :trouble;
