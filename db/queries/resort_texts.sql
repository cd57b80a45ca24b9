-- name: keep(hash, name, content, valid_from)!
INSERT INTO resort_texts (hash, name, content, valid_from) VALUES (:hash, :name, :content, :valid_from)
ON CONFLICT (hash) DO NOTHING;

-- name: approved()
SELECT name, hash, valid_from, approved_at, voucher FROM resort_texts
WHERE approved_at IS NOT NULL ORDER BY approved_at, hash;

-- name: content(hash)^
SELECT content FROM resort_texts WHERE hash = :hash;

-- name: put_in_force(hash, now)^
UPDATE resort_texts SET approved_at = :now WHERE hash = :hash AND approved_at IS NULL
RETURNING *;

-- name: vouch(hash, voucher)!
UPDATE resort_texts SET voucher = :voucher WHERE hash = :hash;

-- name: note_reading(hash, person, page)!
INSERT INTO text_readings (hash, person, page) VALUES (:hash, :person, :page)
ON CONFLICT (hash, person, page) DO NOTHING;

-- name: readings(person)
SELECT hash, count(*) AS pages FROM text_readings WHERE person = :person GROUP BY hash ORDER BY hash;

-- name: add_voice(hash, person, at, voucher)!
INSERT INTO text_approvals (hash, person, at, voucher) VALUES (:hash, :person, :at, :voucher)
ON CONFLICT (hash, person) DO UPDATE SET at = excluded.at, voucher = excluded.voucher;

-- name: voices()
SELECT hash, person, at, voucher FROM text_approvals ORDER BY hash, at, person;
