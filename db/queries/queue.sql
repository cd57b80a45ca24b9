-- name: page(state, urgency, at, after, district, untaken, unit, limit)
SELECT id, number, urgency, category, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND (:district IS NULL OR district = :district)
AND (:untaken = 0 OR officer IS NULL)
AND (
    :unit IS NULL OR unit = :unit
    OR district IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
    OR village IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
)
ORDER BY created_at, id LIMIT :limit;

-- name: count(state, urgency, district, untaken, unit, limit)^
SELECT count(*) FROM (
    SELECT 1 FROM reports
    WHERE closed_at IS NULL AND state = :state AND urgency = :urgency
    AND (:district IS NULL OR district = :district)
    AND (:untaken = 0 OR officer IS NULL)
    AND (
        :unit IS NULL OR unit = :unit
        OR district IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
        OR village IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
    )
    LIMIT :limit
) AS found;

-- name: place(id)^
SELECT urgency, created_at FROM reports WHERE id = :id;

-- name: alike(id, category, earliest, latest, limit)
SELECT number, category, what, village, tps, latitude, longitude, happened_at, created_at FROM reports
WHERE closed_at IS NULL AND category = :category AND created_at BETWEEN :earliest AND :latest AND id <> :id
ORDER BY created_at DESC LIMIT :limit;
