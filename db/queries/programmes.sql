-- name: get(key)^
SELECT content FROM programmes WHERE key = :key;

-- name: keep(key, content)!
INSERT INTO programmes (key, content) VALUES (:key, :content)
ON CONFLICT (key) DO UPDATE SET content = excluded.content;

-- name: note_reading(hash, person, page)!
INSERT INTO reminder_readings (hash, person, page) VALUES (:hash, :person, :page) ON CONFLICT DO NOTHING;

-- name: pages_read(hash, person)^
SELECT count(*) FROM reminder_readings WHERE hash = :hash AND person = :person;
