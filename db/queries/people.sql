-- name: keep(place, sealed)!
INSERT INTO people (place, sealed) VALUES (:place, :sealed)
ON CONFLICT (place) DO UPDATE SET sealed = excluded.sealed;

-- name: of(place)^
SELECT sealed FROM people WHERE place = :place;

-- name: drop(place)!
DELETE FROM people WHERE place = :place;

-- name: every()
SELECT place, sealed FROM people ORDER BY place;
