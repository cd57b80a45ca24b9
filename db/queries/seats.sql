-- name: of_command(role)
SELECT officers.*, suspensions.id AS suspension
FROM officers
LEFT JOIN suspensions ON suspensions.officer = officers.id AND suspensions.ended_at IS NULL
WHERE officers.role = :role AND (officers.removed_at IS NULL OR suspensions.id IS NOT NULL) ORDER BY officers.id;

-- name: restorations()
SELECT * FROM restorations ORDER BY id;

-- name: of_people()
-- The seats of everybody who was ever let in.
SELECT officers.id AS number, officers.chat, seats.officer, seats.invited_by, seats.earlier, seats.votes_at,
    seats.confirmed_at, seats.ended_at, seats.voucher
FROM officers LEFT JOIN seats ON seats.officer = officers.id ORDER BY officers.id;

-- name: vouch(officer, voucher)!
UPDATE seats SET voucher = :voucher WHERE officer = :officer;

-- name: vouch_voice(officer, person, voucher)!
UPDATE seat_voices SET voucher = :voucher WHERE officer = :officer AND person = :person;

-- name: vouch_suspension(id, voucher)!
UPDATE suspensions SET voucher = :voucher WHERE id = :id;

-- name: vouch_restoration(id, voucher)!
UPDATE restorations SET voucher = :voucher WHERE id = :id;

-- name: vouch_code(hash, voucher)!
UPDATE seat_codes SET voucher = :voucher WHERE hash = :hash;

-- name: code(hash)^
SELECT * FROM seat_codes WHERE hash = :hash;

-- name: add(officer, invited_by, votes_at, now)!
INSERT INTO seats (officer, invited_by, votes_at, confirmed_at) VALUES (:officer, :invited_by, :votes_at, :now);

-- name: get(officer)^
SELECT * FROM seats WHERE officer = :officer;

-- name: add_voice(officer, person, now)!
INSERT INTO seat_voices (officer, person, at) VALUES (:officer, :person, :now) ON CONFLICT DO NOTHING;

-- name: voices(officer)
SELECT * FROM seat_voices WHERE officer = :officer ORDER BY at, person;

-- name: set_votes(officer, votes_at)!
UPDATE seats SET votes_at = :votes_at WHERE officer = :officer;

-- name: confirm(officer, now)!
UPDATE seats SET confirmed_at = :now, votes_at = coalesce(votes_at, :now), wait = NULL WHERE officer = :officer;

-- name: end(officer, now)!
UPDATE seats SET ended_at = :now, wait = NULL WHERE officer = :officer;

-- name: unconfirmed()
SELECT * FROM seats WHERE wait IS NOT NULL ORDER BY officer;

-- name: suspend(officer, by_chat, now, wait)^
INSERT INTO suspensions (officer, by_chat, began_at, wait) VALUES (:officer, :by_chat, :now, :wait)
RETURNING *;

-- name: suspension(officer)^
SELECT * FROM suspensions WHERE officer = :officer AND ended_at IS NULL;

-- name: suspension_of_chat(chat)^
SELECT suspensions.*
FROM suspensions JOIN officers ON officers.id = suspensions.officer
WHERE officers.chat = :chat AND suspensions.ended_at IS NULL LIMIT 1;

-- name: suspension_waiting(wait)^
SELECT * FROM suspensions WHERE wait = :wait;

-- name: suspended_lately(chat, by_chat, since)^
SELECT suspensions.id FROM suspensions JOIN officers ON officers.id = suspensions.officer
WHERE officers.chat = :chat AND suspensions.by_chat = :by_chat AND suspensions.began_at > :since LIMIT 1;

-- name: end_suspension(officer, now)^
UPDATE suspensions SET ended_at = :now, wait = NULL WHERE officer = :officer AND ended_at IS NULL
RETURNING *;

-- name: restore(now, wait)^
INSERT INTO restorations (at, wait) VALUES (:now, :wait)
RETURNING *;

-- name: restoration_waits()
SELECT wait FROM restorations WHERE wait IS NOT NULL ORDER BY id;

-- name: confirm_restored(confirmed_by, now)!
UPDATE restorations SET confirmed_by = :confirmed_by, confirmed_at = :now, wait = NULL WHERE confirmed_at IS NULL;

-- name: add_code(hash, purpose, subject, now)!
INSERT INTO seat_codes (hash, purpose, subject, made_at) VALUES (:hash, :purpose, :subject, :now);

-- name: open_code(hash, purpose)^
SELECT * FROM seat_codes WHERE hash = :hash AND purpose = :purpose AND used_at IS NULL;

-- name: use_code(hash, now)!
UPDATE seat_codes SET used_at = :now WHERE hash = :hash AND used_at IS NULL;

-- name: earlier_codes(purpose, subject, until, since)
SELECT * FROM seat_codes
WHERE purpose = :purpose AND subject = :subject AND made_at <= :until AND made_at > :since ORDER BY made_at;

-- name: codes_to_do()
SELECT * FROM seat_codes WHERE told_at IS NULL OR (used_at IS NOT NULL AND done_at IS NULL) ORDER BY made_at;

-- name: some_codes_to_do()^
SELECT 1 FROM seat_codes WHERE told_at IS NULL OR (used_at IS NOT NULL AND done_at IS NULL) LIMIT 1;

-- name: code_told(hash, now)!
UPDATE seat_codes SET told_at = :now WHERE hash = :hash;

-- name: code_done(hash, now)!
UPDATE seat_codes SET told_at = coalesce(told_at, :now), done_at = :now WHERE hash = :hash;
