-- name: get$
SELECT sealed FROM seals WHERE name = :name;

-- name: add!
INSERT INTO seals (name, sealed) VALUES (:name, :sealed);
