-- name: shapes()
SELECT area, latitude, longitude, outline FROM area_shapes ORDER BY area;

-- name: clear_shapes()!
DELETE FROM area_shapes;

-- name: add_shape(area, latitude, longitude, outline)!
INSERT INTO area_shapes (area, latitude, longitude, outline) VALUES (:area, :latitude, :longitude, :outline);

-- name: landmarks()
SELECT name, other_names, latitude, longitude FROM landmarks ORDER BY name;

-- name: clear_landmarks()!
DELETE FROM landmarks;

-- name: add_landmark(name, other_names, latitude, longitude)!
INSERT INTO landmarks (name, other_names, latitude, longitude)
VALUES (:name, :other_names, :latitude, :longitude);

-- name: seats()
-- The seat of each Polsek that has one, by the areas it answers for.
SELECT unit_areas.area, units.latitude, units.longitude
FROM units JOIN unit_areas ON unit_areas.unit = units.code
WHERE units.agency = 'polri' AND units.level = 'polsek' AND units.latitude IS NOT NULL
ORDER BY units.code, unit_areas.area;

-- name: changed(at)!
INSERT INTO terrain_changes (at) VALUES (:at);

-- name: last_change()^
SELECT id FROM terrain_changes ORDER BY id DESC LIMIT 1;
