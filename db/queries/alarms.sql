-- name: every()
SELECT * FROM alarms WHERE trouble <> 'alive' ORDER BY trouble;

-- name: last_alive()^
SELECT since FROM alarms WHERE trouble = 'alive';

-- name: alive(at)!
INSERT INTO alarms (trouble, since) VALUES ('alive', :at) ON CONFLICT (trouble) DO UPDATE SET since = excluded.since;

-- name: begin(trouble, since)!
INSERT INTO alarms (trouble, since) VALUES (:trouble, :since) ON CONFLICT DO NOTHING;

-- name: store(trouble, told_at, well_at)!
UPDATE alarms SET told_at = :told_at, well_at = :well_at WHERE trouble = :trouble;

-- name: end(trouble)!
DELETE FROM alarms WHERE trouble = :trouble;
