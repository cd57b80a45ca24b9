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

-- name: serving(agency, level, function, district, village)
SELECT units.code, units.name, units.agency, units.level, units.function, units.parent, units.chat,
    EXISTS (SELECT 1 FROM unit_areas WHERE unit_areas.unit = units.code) AS bound
FROM units
WHERE units.agency = :agency AND units.level = :level AND units.function = :function
AND (
    NOT EXISTS (SELECT 1 FROM unit_areas WHERE unit_areas.unit = units.code)
    OR EXISTS (
        SELECT 1 FROM unit_areas
        WHERE unit_areas.unit = units.code AND unit_areas.area IN (:district, :village)
    )
)
ORDER BY bound DESC, units.code;

-- name: of_chat(chat)^
SELECT code, name, agency, level, function, parent, chat FROM units WHERE chat = :chat;

-- name: unbind(chat)!
UPDATE units SET chat = NULL WHERE chat = :chat;

-- name: bind(code, chat)!
UPDATE units SET chat = :chat WHERE code = :code;

-- name: areas(unit)
SELECT area FROM unit_areas WHERE unit = :unit ORDER BY area;
