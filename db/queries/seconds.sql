-- name: add(act, subject, asked_by, now, wait)^
INSERT INTO seconds (act, subject, asked_by, asked_at, wait) VALUES (:act, :subject, :asked_by, :now, :wait)
RETURNING *;

-- name: get(id)^
SELECT * FROM seconds WHERE id = :id;

-- name: open_one(act, subject)^
SELECT * FROM seconds WHERE act = :act AND subject = :subject AND wait IS NOT NULL ORDER BY id LIMIT 1;

-- name: waiting(wait)^
SELECT * FROM seconds WHERE wait = :wait;

-- name: decide(id, decided_by, granted)^
UPDATE seconds SET decided_by = :decided_by, granted = :granted, wait = NULL WHERE id = :id
RETURNING *;

-- name: end(id, now)^
UPDATE seconds SET ended_at = :now, wait = NULL WHERE id = :id
RETURNING *;

-- name: vouch(id, voucher)!
UPDATE seconds SET voucher = :voucher WHERE id = :id;
