-- name: add(chat, unit, role, post, village, invited_by, now, wait)^
INSERT INTO arrivals (chat, unit, role, post, village, invited_by, opened_at, wait)
VALUES (:chat, :unit, :role, :post, :village, :invited_by, :now, :wait)
RETURNING *;

-- name: get(id)^
SELECT * FROM arrivals WHERE id = :id;

-- name: of_chat(chat)^
SELECT * FROM arrivals WHERE chat = :chat AND wait IS NOT NULL ORDER BY id LIMIT 1;

-- name: waiting(wait)^
SELECT * FROM arrivals WHERE wait = :wait;

-- name: every_open()
SELECT * FROM arrivals WHERE wait IS NOT NULL ORDER BY id;

-- name: confirm(id, officer)^
UPDATE arrivals SET officer = :officer, wait = NULL WHERE id = :id
RETURNING *;

-- name: end(id, now)^
UPDATE arrivals SET ended_at = :now, wait = NULL WHERE id = :id
RETURNING *;

-- name: vouch(id, voucher)!
UPDATE arrivals SET voucher = :voucher WHERE id = :id;
