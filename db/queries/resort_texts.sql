-- name: keep(hash, name, content, valid_from)!
INSERT INTO resort_texts (hash, name, content, valid_from) VALUES (:hash, :name, :content, :valid_from)
ON CONFLICT (hash) DO NOTHING;

-- name: approved()
SELECT name, hash, valid_from, approved_at FROM resort_texts WHERE approved_at IS NOT NULL ORDER BY approved_at, hash;

-- name: content(hash)^
SELECT content FROM resort_texts WHERE hash = :hash;

-- name: put_in_force(hash, now)!
UPDATE resort_texts SET approved_at = :now WHERE hash = :hash AND approved_at IS NULL;

-- name: note_reading(hash, person, page)!
INSERT INTO text_readings (hash, person, page) VALUES (:hash, :person, :page)
ON CONFLICT (hash, person, page) DO NOTHING;

-- name: readings(person)
SELECT hash, count(*) AS pages FROM text_readings WHERE person = :person GROUP BY hash ORDER BY hash;

-- name: add_voice(hash, person, now)!
INSERT INTO text_approvals (hash, person, at) VALUES (:hash, :person, :now)
ON CONFLICT (hash, person) DO NOTHING;

-- name: voices()
SELECT hash, person FROM text_approvals ORDER BY hash, at, person;
