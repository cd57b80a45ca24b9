-- name: add(report, asked_by, reason, kind, now, wait)^
INSERT INTO openings (report, asked_by, reason, kind, asked_at, wait)
VALUES (:report, :asked_by, :reason, :kind, :now, :wait)
RETURNING *;

-- name: get(id)^
SELECT * FROM openings WHERE id = :id;

-- name: waiting(wait)^
SELECT * FROM openings WHERE wait = :wait;

-- name: decide(id, decided_by, granted)^
UPDATE openings SET decided_by = :decided_by, granted = :granted, wait = NULL WHERE id = :id
RETURNING *;

-- name: end(id, now)^
UPDATE openings SET ended_at = :now, wait = NULL WHERE id = :id
RETURNING *;

-- name: vouch(id, voucher)!
UPDATE openings SET voucher = :voucher WHERE id = :id;
