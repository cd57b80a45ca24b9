-- name: get(key)^
SELECT content FROM programmes WHERE key = :key;

-- name: keep(key, content)!
INSERT INTO programmes (key, content) VALUES (:key, :content)
ON CONFLICT (key) DO UPDATE SET content = excluded.content;
