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

-- part: late
-- What was due before a moment; without emergencies and calls for help that are younger than `fresh`.
WHERE kind IN ('reports', 'openings', 'appeals', 'questions', 'orders', 'shift_offers', 'invites', 'help_calls')
AND due_at < :before AND NOT (kind = 'help_calls' AND since > :fresh)
AND NOT (kind = 'reports' AND id IN (
    SELECT reports.wait FROM reports
    WHERE reports.closed_at IS NULL AND reports.urgency = 'darurat' AND reports.created_at > :fresh
))

-- name: late(before, fresh)
SELECT kind, count(*) AS count FROM waits
{late}
GROUP BY kind;

-- name: put_off(before, fresh, to)!
UPDATE waits SET due_at = :to + CASE kind WHEN 'reports' THEN (id * 977) % 82800000 ELSE 0 END
{late};

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

-- name: lost()
-- What is open, but for reports, and points to a wait that is no longer there: how many of each table.
SELECT 'openings' AS kind, count(*) AS count FROM openings
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = openings.wait)
UNION ALL
SELECT 'appeals' AS kind, count(*) AS count FROM appeals
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = appeals.wait)
UNION ALL
SELECT 'questions' AS kind, count(*) AS count FROM questions
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = questions.wait)
UNION ALL
SELECT 'orders' AS kind, count(*) AS count FROM orders
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = orders.wait)
UNION ALL
SELECT 'shift_offers' AS kind, count(*) AS count FROM shift_offers
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = shift_offers.wait)
UNION ALL
SELECT 'invites' AS kind, count(*) AS count FROM invites
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = invites.wait)
UNION ALL
SELECT 'help_calls' AS kind, count(*) AS count FROM help_calls
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = help_calls.wait)
UNION ALL
SELECT 'units' AS kind, count(*) AS count FROM units
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = units.wait)
UNION ALL
SELECT 'writers' AS kind, count(*) AS count FROM writers
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = writers.wait)
UNION ALL
SELECT 'seats' AS kind, count(*) AS count FROM seats
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = seats.wait)
UNION ALL
SELECT 'arrivals' AS kind, count(*) AS count FROM arrivals
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = arrivals.wait)
UNION ALL
SELECT 'seconds' AS kind, count(*) AS count FROM seconds
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = seconds.wait)
UNION ALL
SELECT 'suspensions' AS kind, count(*) AS count FROM suspensions
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = suspensions.wait)
UNION ALL
SELECT 'restorations' AS kind, count(*) AS count FROM restorations
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = restorations.wait)
UNION ALL
SELECT 'objections' AS kind, count(*) AS count FROM objections
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = objections.wait)
UNION ALL
SELECT 'threats' AS kind, count(*) AS count FROM threats
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = threats.wait)
UNION ALL
SELECT 'incidents' AS kind, count(*) AS count FROM incidents
WHERE wait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waits WHERE waits.id = incidents.wait);
