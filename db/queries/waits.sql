-- name: begin(kind, due_at, now)^
INSERT INTO waits (kind, due_at, since) VALUES (:kind, :due_at, :now) RETURNING id;

-- name: get(id)^
SELECT due_at, since, rings FROM waits WHERE id = :id;

-- name: renew(id, due_at, now)!
UPDATE waits SET due_at = :due_at, since = :now, rings = 0 WHERE id = :id;

-- name: restore(id, due_at, since, rings)!
UPDATE waits SET due_at = :due_at, since = :since, rings = :rings WHERE id = :id;

-- name: ring(id, due_at)!
UPDATE waits SET due_at = :due_at, rings = rings + 1 WHERE id = :id;

-- name: postpone(id, due_at)!
UPDATE waits SET due_at = :due_at WHERE id = :id;

-- name: end(id)!
DELETE FROM waits WHERE id = :id;

-- name: due(kind, now, limit)
SELECT id FROM waits WHERE kind = :kind AND due_at <= :now ORDER BY due_at, id LIMIT :limit;

-- name: next_due(kind)^
SELECT min(due_at) FROM waits WHERE kind = :kind;

-- name: bring_forward(by)!
UPDATE waits SET due_at = due_at - :by;

-- name: late(before, fresh)
-- What was due before a moment, by kind; without emergencies and calls for help that are younger than `fresh`.
SELECT kind, count(*) AS count FROM waits
WHERE kind IN ('reports', 'openings', 'appeals', 'questions', 'orders', 'shift_offers', 'invites', 'help_calls')
AND due_at < :before AND NOT (kind = 'help_calls' AND since > :fresh)
AND NOT (kind = 'reports' AND id IN (
    SELECT reports.wait FROM reports
    WHERE reports.closed_at IS NULL AND reports.urgency = 'darurat' AND reports.created_at > :fresh
))
GROUP BY kind;

-- name: put_off(before, fresh, to)!
UPDATE waits SET due_at = :to + CASE kind WHEN 'reports' THEN (id * 977) % 82800000 ELSE 0 END
WHERE kind IN ('reports', 'openings', 'appeals', 'questions', 'orders', 'shift_offers', 'invites', 'help_calls')
AND due_at < :before AND NOT (kind = 'help_calls' AND since > :fresh)
AND NOT (kind = 'reports' AND id IN (
    SELECT reports.wait FROM reports
    WHERE reports.closed_at IS NULL AND reports.urgency = 'darurat' AND reports.created_at > :fresh
));

-- name: late_of_people(before)
-- What was due before a moment and concerns one person: their questions, orders, offers and invitations.
SELECT waits.kind, officers.chat, count(*) AS count FROM waits
JOIN questions ON questions.wait = waits.id JOIN officers ON officers.id = questions.officer
WHERE waits.kind = 'questions' AND waits.due_at < :before GROUP BY waits.kind, officers.chat
UNION ALL
SELECT waits.kind, appeals.composer AS chat, count(*) AS count FROM waits
JOIN runs ON runs.id = (SELECT min(orders.run) FROM orders WHERE orders.wait = waits.id)
JOIN appeals ON appeals.id = runs.appeal
WHERE waits.kind = 'orders' AND waits.due_at < :before GROUP BY waits.kind, appeals.composer
UNION ALL
SELECT waits.kind, officers.chat, count(*) AS count FROM waits
JOIN shift_offers ON shift_offers.wait = waits.id JOIN officers ON officers.id = shift_offers.officer
WHERE waits.kind = 'shift_offers' AND waits.due_at < :before GROUP BY waits.kind, officers.chat
UNION ALL
SELECT waits.kind, officers.chat, count(*) AS count FROM waits
JOIN invites ON invites.wait = waits.id JOIN officers ON officers.id = invites.invited_by
WHERE waits.kind = 'invites' AND waits.due_at < :before GROUP BY waits.kind, officers.chat;
