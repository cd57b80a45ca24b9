-- name: leave_room()!
UPDATE counters SET last = (last / 10000 + 1) * 10000;

-- name: doubt()!
UPDATE deliveries SET state = 'unknown' WHERE state IN ('queued', 'sending') AND run IN (
    SELECT id FROM runs WHERE ended_at IS NULL AND act = 'send'
);

-- name: stop_runs(now)
UPDATE runs SET stopped_at = :now WHERE ended_at IS NULL AND stopped_at IS NULL AND act = 'send'
RETURNING *;

-- name: approved_appeals()
SELECT id FROM appeals WHERE state IN ('waiting', 'approved', 'running') ORDER BY id;

-- name: open_invites()
SELECT wait FROM invites WHERE wait IS NOT NULL ORDER BY expires_at;

-- name: open_seconds()
SELECT id FROM seconds WHERE wait IS NOT NULL ORDER BY id;
