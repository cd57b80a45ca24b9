-- name: get(name)^
SELECT sealed FROM seals WHERE name = :name;

-- name: set(name, sealed)!
INSERT INTO seals (name, sealed) VALUES (:name, :sealed)
ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed;

-- name: drop(name)!
DELETE FROM seals WHERE name = :name;

-- name: inhabited()^
SELECT 1 FROM chats LIMIT 1;

-- name: add(name, sealed)!
INSERT INTO seals (name, sealed) VALUES (:name, :sealed);
