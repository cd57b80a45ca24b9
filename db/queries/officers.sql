-- name: by_chat(chat)^
SELECT * FROM officers WHERE chat = :chat AND removed_at IS NULL;

-- name: by_id(id)^
SELECT * FROM officers WHERE id = :id;

-- name: add(chat, unit, role, post, village, callsign, now, on_duty)^
INSERT INTO officers (chat, unit, role, post, village, callsign, joined_at, on_duty)
VALUES (:chat, :unit, :role, :post, :village, :callsign, :now, :on_duty)
RETURNING *;

-- name: count_of_unit(unit)^
SELECT count(*) FROM officers WHERE unit = :unit;

-- name: called(callsign)^
SELECT id FROM officers WHERE callsign = :callsign LIMIT 1;

-- name: of_unit(unit)
SELECT * FROM officers WHERE unit = :unit AND removed_at IS NULL ORDER BY role, id;

-- name: of_role(role)
SELECT * FROM officers WHERE role = :role AND removed_at IS NULL ORDER BY id;

-- name: of_function(agency, function)
SELECT officers.* FROM officers JOIN units ON units.code = officers.unit
WHERE units.agency = :agency AND units.function = :function AND officers.removed_at IS NULL
AND officers.role <> 'penghubung' ORDER BY officers.id;

-- name: set_duty(id, on_duty)!
UPDATE officers SET on_duty = :on_duty WHERE id = :id AND on_duty <> :on_duty;

-- name: move(id, unit, callsign)^
UPDATE officers SET unit = :unit, callsign = :callsign, village = NULL WHERE id = :id AND removed_at IS NULL
RETURNING *;

-- name: remove(id, now)^
UPDATE officers SET removed_at = :now, on_duty = 0 WHERE id = :id AND removed_at IS NULL
RETURNING *;

-- name: serving()
SELECT * FROM officers WHERE removed_at IS NULL ORDER BY id;

-- name: expel(id, now)!
-- Without a new voucher: the audit goes on naming the row.
UPDATE officers SET removed_at = :now, on_duty = 0 WHERE id = :id;

-- name: vouch(id, voucher)!
UPDATE officers SET voucher = :voucher WHERE id = :id;

-- name: add_invite(hash, unit, role, post, village, invited_by, expires_at, wait, voucher)!
INSERT INTO invites (hash, unit, role, post, village, invited_by, expires_at, wait, voucher)
VALUES (:hash, :unit, :role, :post, :village, :invited_by, :expires_at, :wait, :voucher);

-- name: open_invite(hash, now)^
SELECT * FROM invites WHERE hash = :hash AND used_at IS NULL AND ended_at IS NULL AND expires_at > :now;

-- name: vouch_invite(hash, voucher)!
UPDATE invites SET voucher = :voucher WHERE hash = :hash;

-- name: use_invite(hash, now)^
UPDATE invites SET used_at = :now, wait = NULL WHERE hash = :hash AND used_at IS NULL AND expires_at > :now
RETURNING *;

-- name: heard(id, now)!
UPDATE officers SET heard_at = :now WHERE id = :id;

-- name: list_now(id, now, since)!
UPDATE officers SET listed_at = :now WHERE id = :id AND listed_at <= :since;

-- name: reinstate(id)^
UPDATE officers SET removed_at = NULL WHERE id = :id AND removed_at IS NOT NULL
AND NOT EXISTS (
    SELECT 1 FROM officers AS other WHERE other.chat = officers.chat AND other.removed_at IS NULL
)
RETURNING *;
