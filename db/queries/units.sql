-- name: save(code, name, function, parent)!
INSERT INTO units (code, name, function, parent) VALUES (:code, :name, :function, :parent)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, function = excluded.function, parent = excluded.parent;

-- name: clear_areas(unit)!
DELETE FROM unit_areas WHERE unit = :unit;

-- name: add_area(unit, area)!
INSERT INTO unit_areas (unit, area) VALUES (:unit, :area);

-- name: get(code)^
SELECT code, name, function, parent, chat FROM units WHERE code = :code;

-- name: every()
SELECT code, name, function, parent, chat FROM units ORDER BY parent IS NOT NULL, function, name;

-- name: serving(function, district, village)
SELECT units.code, units.name, units.function, units.parent, units.chat FROM units
WHERE units.function = :function
AND (
    NOT EXISTS (SELECT 1 FROM unit_areas WHERE unit_areas.unit = units.code)
    OR EXISTS (
        SELECT 1 FROM unit_areas
        WHERE unit_areas.unit = units.code AND unit_areas.area IN (:district, :village)
    )
)
ORDER BY units.code;

-- name: of_chat(chat)^
SELECT code, name, function, parent, chat FROM units WHERE chat = :chat;

-- name: unbind(chat)!
UPDATE units SET chat = NULL WHERE chat = :chat;

-- name: bind(code, chat)!
UPDATE units SET chat = :chat WHERE code = :code;
