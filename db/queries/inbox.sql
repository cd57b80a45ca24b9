-- name: add(update_id, payload, now)^
INSERT INTO inbox (update_id, payload, received_at) VALUES (:update_id, :payload, :now)
ON CONFLICT DO NOTHING
RETURNING update_id;

-- name: waiting()
SELECT update_id, payload FROM inbox WHERE done_at IS NULL ORDER BY update_id;

-- name: payload(update_id)^
SELECT payload FROM inbox WHERE update_id = :update_id;

-- name: finish(now, failure, update_id)!
UPDATE inbox SET done_at = :now, payload = NULL, failure = :failure WHERE update_id = :update_id AND done_at IS NULL;

-- name: forget(before, limit)!
DELETE FROM inbox WHERE update_id IN (
    SELECT update_id FROM inbox WHERE done_at < :before ORDER BY done_at LIMIT :limit
);

-- name: blur(since, before, day)!
-- What went wrong keeps its minute, by which it is found in the log.
UPDATE inbox SET received_at = :day, done_at = :day
WHERE done_at >= :since AND done_at < :before AND done_at > :day AND failure IS NULL;
