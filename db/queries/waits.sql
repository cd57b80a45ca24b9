-- name: begin(kind, due_at, now)^
INSERT INTO waits (kind, due_at, since) VALUES (:kind, :due_at, :now) RETURNING id;

-- name: get(id)^
SELECT due_at, since, rings FROM waits WHERE id = :id;

-- name: renew(id, due_at, now)!
UPDATE waits SET due_at = :due_at, since = :now, rings = 0 WHERE id = :id;

-- name: ring(id, due_at)!
UPDATE waits SET due_at = :due_at, rings = rings + 1 WHERE id = :id;

-- name: postpone(id, due_at)!
UPDATE waits SET due_at = :due_at WHERE id = :id;

-- name: end(id)!
DELETE FROM waits WHERE id = :id;

-- name: due(kind, now, limit)
SELECT id FROM waits WHERE kind = :kind AND due_at <= :now ORDER BY due_at, id LIMIT :limit;

-- name: next_due(kind)^
SELECT min(due_at) FROM waits WHERE kind = :kind;

-- name: bring_forward(by)!
UPDATE waits SET due_at = due_at - :by;
