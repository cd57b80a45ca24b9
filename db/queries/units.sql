-- name: save(code, name, agency, level, function, parent, address, phone, hours, latitude, longitude)!
INSERT INTO units (code, name, agency, level, function, parent, address, phone, hours, latitude, longitude)
VALUES (:code, :name, :agency, :level, :function, :parent, :address, :phone, :hours, :latitude, :longitude)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, agency = excluded.agency, level = excluded.level,
    function = excluded.function, parent = excluded.parent, address = excluded.address, phone = excluded.phone,
    hours = excluded.hours, latitude = excluded.latitude, longitude = excluded.longitude;

-- name: clear_areas(unit)!
DELETE FROM unit_areas WHERE unit = :unit;

-- name: add_area(unit, area)!
INSERT INTO unit_areas (unit, area) VALUES (:unit, :area);

-- name: get(code)^
SELECT * FROM units WHERE code = :code;

-- name: every()
SELECT * FROM units ORDER BY agency <> 'polri', parent IS NOT NULL, level, name;

-- name: of_chat(chat)^
SELECT * FROM units WHERE chat = :chat;

-- name: waiting(wait)^
SELECT * FROM units WHERE wait = :wait;

-- name: unbind(chat)!
UPDATE units SET chat = NULL, lost_at = NULL, wait = NULL WHERE chat = :chat;

-- name: bind(code, chat, wait)!
UPDATE units SET chat = :chat, lost_at = NULL, wait = :wait WHERE code = :code;

-- name: areas(unit)
SELECT area FROM unit_areas WHERE unit = :unit ORDER BY area;

-- name: every_area()
SELECT unit, area FROM unit_areas ORDER BY unit, area;

-- name: vouch(code, voucher)!
UPDATE units SET voucher = :voucher WHERE code = :code;
