-- name: chats(after, limit)
SELECT id, sealed FROM chats WHERE id > :after ORDER BY id LIMIT :limit;

-- name: reporters(after, limit)
SELECT report, chat, sealed FROM reporters WHERE report > :after ORDER BY report LIMIT :limit;

-- name: officers()
SELECT * FROM officers ORDER BY id;

-- name: invites()
SELECT * FROM invites ORDER BY hash;

-- name: approvals()
SELECT approvals.*, appeals.composer FROM approvals JOIN appeals ON appeals.id = approvals.appeal
ORDER BY approvals.appeal, approvals.person;

-- name: vouch_approval(appeal, person, fingerprint, voucher)!
UPDATE approvals SET voucher = :voucher
WHERE appeal = :appeal AND person = :person AND fingerprint = :fingerprint;

-- name: vouch_text_approval(hash, person, voucher)!
UPDATE text_approvals SET voucher = :voucher WHERE hash = :hash AND person = :person;

-- name: openings()
SELECT * FROM openings ORDER BY id;

-- name: seats()
SELECT * FROM seats ORDER BY officer;

-- name: seat_voices()
SELECT * FROM seat_voices ORDER BY officer, person;

-- name: arrivals()
SELECT * FROM arrivals ORDER BY id;

-- name: seconds()
SELECT * FROM seconds ORDER BY id;

-- name: suspensions()
SELECT * FROM suspensions ORDER BY id;

-- name: seat_codes()
SELECT * FROM seat_codes ORDER BY made_at;

-- name: runs()
SELECT * FROM runs ORDER BY id;

-- name: appeal_parts()
SELECT appeal, fingerprint, person, part FROM appeal_parts ORDER BY appeal, fingerprint, person, part;
