-- name: save(code, name, agency, level, function, parent)!
INSERT INTO units (code, name, agency, level, function, parent)
VALUES (:code, :name, :agency, :level, :function, :parent)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, agency = excluded.agency, level = excluded.level,
    function = excluded.function, parent = excluded.parent;

-- name: clear_areas(unit)!
DELETE FROM unit_areas WHERE unit = :unit;

-- name: add_area(unit, area)!
INSERT INTO unit_areas (unit, area) VALUES (:unit, :area);

-- name: get(code)^
SELECT code, name, agency, level, function, parent, chat FROM units WHERE code = :code;

-- name: every()
SELECT code, name, agency, level, function, parent, chat FROM units ORDER BY agency <> 'polri', parent IS NOT NULL, level, name;

-- name: of_chat(chat)^
SELECT code, name, agency, level, function, parent, chat FROM units WHERE chat = :chat;

-- name: unbind(chat)!
UPDATE units SET chat = NULL WHERE chat = :chat;

-- name: bind(code, chat)!
UPDATE units SET chat = :chat WHERE code = :code;

-- name: areas(unit)
SELECT area FROM unit_areas WHERE unit = :unit ORDER BY area;
