-- name: due()^
SELECT due_at FROM anchor_times WHERE id = 1;

-- name: plan(due_at)!
INSERT INTO anchor_times (id, due_at) VALUES (1, :due_at) ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at;

-- name: bring_forward(due_at)!
UPDATE anchor_times SET due_at = :due_at WHERE id = 1 AND due_at > :due_at;

-- name: count_reports()^
SELECT count(*) FROM reports;

-- name: add(event, hash, reports, at, signature)!
INSERT INTO anchors (event, hash, reports, at, signature) VALUES (:event, :hash, :reports, :at, :signature);

-- name: newest(limit)
SELECT event, hash, reports, at, signature FROM anchors ORDER BY id DESC LIMIT :limit;

-- name: restorations(act, id)
SELECT id, at FROM events WHERE act = :act AND id <= :id ORDER BY id;
