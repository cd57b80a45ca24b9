-- name: get(officer)^
SELECT filter, message, shown, seen, edited_at FROM desk_boards WHERE officer = :officer;

-- name: choose(officer, filter)!
INSERT INTO desk_boards (officer, filter) VALUES (:officer, :filter)
ON CONFLICT (officer) DO UPDATE SET filter = excluded.filter;

-- name: keep(officer, message, shown, seen, now)!
INSERT INTO desk_boards (officer, message, shown, seen, edited_at) VALUES (:officer, :message, :shown, :seen, :now)
ON CONFLICT (officer) DO UPDATE SET message = excluded.message, shown = excluded.shown, seen = excluded.seen,
    edited_at = excluded.edited_at;

-- name: leave(officer)!
UPDATE desk_boards SET filter = '' WHERE officer = :officer;

-- name: some()^
SELECT officer FROM desk_boards WHERE message IS NOT NULL LIMIT 1;

-- name: newest_event()^
SELECT coalesce(max(id), 0) FROM events;

-- name: due(newest, before, earlier, role)
SELECT desk_boards.officer FROM desk_boards JOIN officers ON officers.id = desk_boards.officer
WHERE message IS NOT NULL AND edited_at <= :before AND officers.removed_at IS NULL
AND (
    (officers.on_duty = 1 AND officers.role = :role AND (seen < :newest OR edited_at <= :earlier))
    OR (seen >= 0 AND (officers.on_duty = 0 OR officers.role <> :role))
)
ORDER BY desk_boards.officer;
