-- name: add(composer, content, fingerprint, state, directive, corrects, slot, now)^
INSERT INTO appeals (composer, content, fingerprint, state, directive, corrects, slot, created_at)
VALUES (:composer, :content, :fingerprint, :state, :directive, :corrects, :slot, :now)
ON CONFLICT (slot) DO NOTHING
RETURNING *;

-- name: get(id)^
SELECT * FROM appeals WHERE id = :id;

-- name: by_code(code)^
SELECT * FROM appeals WHERE code = :code;

-- name: by_slot(slot)^
SELECT * FROM appeals WHERE slot = :slot;

-- name: store(id, composer, content, fingerprint, state, code, approved_at, last_fired, next_fire, wait)!
UPDATE appeals SET composer = :composer, content = :content, fingerprint = :fingerprint, state = :state, code = :code,
    approved_at = :approved_at, last_fired = :last_fired, next_fire = :next_fire, wait = :wait
WHERE id = :id;

-- name: due(now)
SELECT id FROM appeals WHERE next_fire <= :now ORDER BY next_fire, id;

-- name: next_due()^
SELECT min(next_fire) FROM appeals WHERE next_fire IS NOT NULL;

-- name: of_slots(prefix)
SELECT * FROM appeals WHERE substr(slot, 1, length(:prefix)) = :prefix ORDER BY next_fire IS NULL, id;

-- name: listed(composer, limit)
SELECT * FROM appeals
WHERE slot IS NULL AND (composer = :composer OR state NOT IN ('draft', 'withdrawn'))
AND (state <> 'withdrawn' OR last_fired IS NOT NULL)
ORDER BY id DESC LIMIT :limit;

-- name: public_ones(limit)
SELECT appeals.* FROM appeals
WHERE appeals.directive = 0 AND appeals.state NOT IN ('withdrawn', 'stopped') AND appeals.last_fired IS NOT NULL
AND NOT EXISTS (
    SELECT 1 FROM appeals AS later WHERE later.corrects = appeals.id AND later.last_fired IS NOT NULL
)
ORDER BY appeals.last_fired DESC LIMIT :limit;

-- name: public_with(one, two, three, four)
SELECT appeals.* FROM appeals
WHERE appeals.directive = 0 AND appeals.last_fired IS NOT NULL
AND (REPLACE(appeals.content, :one, '') <> appeals.content OR REPLACE(appeals.content, :two, '') <> appeals.content
OR REPLACE(appeals.content, :three, '') <> appeals.content OR REPLACE(appeals.content, :four, '') <> appeals.content)
ORDER BY appeals.last_fired DESC LIMIT 20;

-- name: corrections(id)
SELECT * FROM appeals WHERE corrects = :id AND last_fired IS NOT NULL ORDER BY last_fired DESC, id DESC;

-- name: approve(appeal, person, fingerprint, at, voucher)!
INSERT INTO approvals (appeal, person, fingerprint, at, voucher)
VALUES (:appeal, :person, :fingerprint, :at, :voucher)
ON CONFLICT (appeal, person, fingerprint) DO UPDATE SET at = excluded.at, voucher = excluded.voucher;

-- name: void(appeal)
DELETE FROM approvals WHERE appeal = :appeal
RETURNING appeal, person, fingerprint;

-- name: approvals(appeal)
SELECT approvals.*, appeals.composer FROM approvals JOIN appeals ON appeals.id = approvals.appeal
WHERE approvals.appeal = :appeal ORDER BY approvals.at, approvals.person;

-- name: waiting(wait)^
SELECT * FROM appeals WHERE wait = :wait;

-- name: wait_of(id)^
SELECT wait FROM appeals WHERE id = :id;

-- name: people(id)
SELECT composer AS person FROM appeals WHERE id = :id
UNION
SELECT person FROM approvals WHERE appeal = :id ORDER BY person;

-- name: shelve(id)!
UPDATE appeals SET next_fire = NULL, wait = NULL, state = CASE state WHEN 'running' THEN 'stopped' ELSE 'off' END
WHERE id = :id AND state IN ('approved', 'running', 'waiting');

-- name: note_part(appeal, fingerprint, person, part)!
INSERT INTO appeal_parts (appeal, fingerprint, person, part) VALUES (:appeal, :fingerprint, :person, :part)
ON CONFLICT DO NOTHING;

-- name: parts(appeal, fingerprint)
SELECT person, part FROM appeal_parts WHERE appeal = :appeal AND fingerprint = :fingerprint ORDER BY person, part;

-- name: end_earlier(appeal)
DELETE FROM appeal_parts WHERE appeal = :appeal AND part = 'setuju'
RETURNING appeal, fingerprint, person, part;
