-- name: waiting(wait)^
SELECT invited_by, unit, role, expires_at FROM invites WHERE wait = :wait;

-- name: end(wait, now)^
UPDATE invites SET ended_at = :now, wait = NULL WHERE wait = :wait
RETURNING *;
