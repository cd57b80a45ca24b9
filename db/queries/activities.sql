-- name: add(officer, kind, place, latitude, longitude, result, file_id, now)!
INSERT INTO activities (officer, kind, place, latitude, longitude, result, file_id, created_at)
VALUES (:officer, :kind, :place, :latitude, :longitude, :result, :file_id, :now);
