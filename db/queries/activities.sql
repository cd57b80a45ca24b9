-- name: add(officer, unit, kind, place, latitude, longitude, result, file_id, now)!
INSERT INTO activities (officer, unit, kind, place, latitude, longitude, result, file_id, created_at)
VALUES (:officer, :unit, :kind, :place, :latitude, :longitude, :result, :file_id, :now);

-- name: counts(since, unit, officer)
SELECT unit, kind, count(*) AS total FROM activities
WHERE created_at >= :since AND (:unit = '' OR unit = :unit) AND (:officer = 0 OR officer = :officer)
GROUP BY unit, kind ORDER BY unit, kind;

-- name: page(since, unit, officer, kind, limit, offset)
SELECT activities.*, officers.callsign FROM activities JOIN officers ON officers.id = activities.officer
WHERE activities.created_at >= :since AND (:unit = '' OR activities.unit = :unit)
AND (:officer = 0 OR activities.officer = :officer) AND (:kind = '' OR activities.kind = :kind)
ORDER BY activities.created_at DESC, activities.id DESC LIMIT :limit OFFSET :offset;

-- name: get(id)^
SELECT activities.*, officers.callsign FROM activities JOIN officers ON officers.id = activities.officer
WHERE activities.id = :id;
