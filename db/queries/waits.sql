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

-- name: next_due(kind)^
SELECT min(due_at) FROM waits WHERE kind = :kind;

-- name: bring_forward(by)!
UPDATE waits SET due_at = due_at - :by;

-- name: chat_lost(chat, now)!
UPDATE waits SET due_at = :now WHERE due_at > :now AND id IN (
    SELECT reports.wait FROM officers JOIN reports ON reports.officer = officers.id AND reports.closed_at IS NULL
    WHERE officers.chat = :chat AND officers.removed_at IS NULL AND reports.state <> 'selesai'
);
