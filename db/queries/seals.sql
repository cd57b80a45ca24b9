-- name: get(name)^
SELECT sealed FROM seals WHERE name = :name;

-- name: add(name, sealed)!
INSERT INTO seals (name, sealed) VALUES (:name, :sealed);
