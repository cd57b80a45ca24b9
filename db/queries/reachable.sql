-- part: reachable
SELECT officers.id AS officer, officers.chat, officers.unit, officers.role, officers.post, officers.village,
    officers.callsign, officers.on_duty, officers.joined_at, officers.removed_at, officers.voucher, chats.sealed,
    chats.kind, chats.language, chats.language_asked
FROM officers JOIN chats ON chats.id = officers.chat AND chats.off_at IS NULL

-- name: of_target(agency, level, function, district, village, anywhere)
-- Each unit that a target means at a place (or anywhere), with its group and each of its officers on duty; unbound units
-- last.
SELECT units.code AS unit_code, units.name AS unit_name, units.agency,
    unit_groups.id AS group_id, unit_groups.sealed AS group_sealed, unit_groups.kind AS group_kind,
    unit_groups.language AS group_language, unit_groups.language_asked AS group_language_asked,
    officers.id AS officer, officers.chat, officers.unit, officers.role, officers.post, officers.village,
    officers.callsign, officers.on_duty, officers.joined_at, officers.removed_at, officers.voucher,
    people.sealed, people.kind, people.language, people.language_asked,
    EXISTS (SELECT 1 FROM unit_areas WHERE unit_areas.unit = units.code) AS bound
FROM units
LEFT JOIN chats AS unit_groups ON unit_groups.id = units.chat AND unit_groups.off_at IS NULL
LEFT JOIN officers ON officers.unit = units.code AND officers.removed_at IS NULL AND officers.on_duty = 1
    AND EXISTS (SELECT 1 FROM chats WHERE chats.id = officers.chat AND chats.off_at IS NULL)
LEFT JOIN chats AS people ON people.id = officers.chat
WHERE units.agency = :agency AND units.level = :level AND units.function = :function
AND (
    :anywhere = 1
    OR NOT EXISTS (SELECT 1 FROM unit_areas WHERE unit_areas.unit = units.code)
    OR EXISTS (
        SELECT 1 FROM unit_areas
        WHERE unit_areas.unit = units.code AND unit_areas.area IN (:district, :village)
    )
)
ORDER BY bound DESC, units.code, officers.id;

-- name: of_unit(unit)
{reachable}
WHERE officers.unit = :unit AND officers.removed_at IS NULL AND officers.role <> 'penghubung'
ORDER BY officers.role, officers.id;

-- name: of_role(role)
{reachable}
WHERE officers.role = :role AND officers.removed_at IS NULL ORDER BY officers.id;

-- name: of_village(village)
{reachable}
WHERE officers.village = :village AND officers.removed_at IS NULL AND officers.on_duty = 1 ORDER BY officers.id;

-- name: copies(report)
-- The copies of a report's call in chats that are an officer's or a unit's group, and can be written to.
SELECT pings.outbox, pings.chat, pings.declined,
    (SELECT units.code FROM units WHERE units.chat = pings.chat) AS group_of,
    officers.id AS officer, officers.unit, officers.role, officers.post, officers.village, officers.callsign, officers.on_duty, officers.joined_at, officers.removed_at, officers.voucher,
    chats.sealed, chats.kind, chats.language, chats.language_asked
FROM pings
JOIN chats ON chats.id = pings.chat AND chats.off_at IS NULL
LEFT JOIN officers ON officers.chat = pings.chat AND officers.removed_at IS NULL
WHERE pings.report = :report
AND (officers.id IS NOT NULL OR EXISTS (SELECT 1 FROM units WHERE units.chat = pings.chat))
ORDER BY pings.outbox;

-- name: partners()
-- Every agency but the police that has somebody, or a group, who can be written to.
SELECT DISTINCT agency FROM units
WHERE agency <> 'polri' AND (
    EXISTS (
        SELECT 1 FROM officers JOIN chats ON chats.id = officers.chat AND chats.off_at IS NULL
        WHERE officers.unit = units.code AND officers.removed_at IS NULL
    )
    OR EXISTS (SELECT 1 FROM chats WHERE chats.id = units.chat AND chats.off_at IS NULL)
)
ORDER BY agency;
