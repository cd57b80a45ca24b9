-- name: of_command(role)
SELECT officers.chat, seats.officer AS seat, seats.votes_at, suspensions.id AS suspension
FROM officers
LEFT JOIN seats ON seats.officer = officers.id
LEFT JOIN suspensions ON suspensions.officer = officers.id AND suspensions.ended_at IS NULL
WHERE officers.role = :role AND (officers.removed_at IS NULL OR suspensions.id IS NOT NULL) ORDER BY officers.id;

-- name: restored()^
SELECT id FROM restorations WHERE confirmed_at IS NULL LIMIT 1;

-- name: ties()
SELECT officers.chat, seats.invited_by FROM seats JOIN officers ON officers.id = seats.officer
WHERE seats.invited_by IS NOT NULL ORDER BY officers.id;
