-- name: ask_officers(run, composer, unit, now, wait)!
INSERT INTO orders (run, chat, asked_at, wait)
SELECT :run, officers.chat, :now, :wait
FROM officers JOIN units ON units.code = officers.unit
WHERE officers.removed_at IS NULL AND officers.chat <> :composer AND officers.role <> 'penghubung'
AND {officers_meant}
ON CONFLICT DO NOTHING;

-- name: ask_recipients(run, composer, now, wait)!
INSERT INTO orders (run, chat, asked_at, wait)
SELECT :run, deliveries.chat, :now, :wait FROM deliveries
JOIN officers ON officers.chat = deliveries.chat AND officers.removed_at IS NULL
WHERE deliveries.run = :run AND deliveries.chat <> :composer
ON CONFLICT DO NOTHING;

-- name: waits_of_chat(appeal, chat)
SELECT DISTINCT wait FROM orders
WHERE chat = :chat AND wait IS NOT NULL AND run IN (SELECT id FROM runs WHERE appeal = :appeal);

-- name: acknowledge(appeal, chat, now)!
UPDATE orders SET acknowledged_at = :now, wait = NULL
WHERE chat = :chat AND acknowledged_at IS NULL AND run IN (SELECT id FROM runs WHERE appeal = :appeal);

-- name: of_appeal(appeal)
SELECT orders.chat, orders.acknowledged_at, EXISTS (
    SELECT 1 FROM deliveries JOIN runs ON runs.id = deliveries.run
    WHERE runs.appeal = :appeal AND deliveries.chat = orders.chat
    AND deliveries.state IN ('sent', 'unknown', 'deleted', 'marked')
) AS delivered
FROM orders WHERE orders.run = (
    SELECT max(latest.run) FROM orders AS latest JOIN runs ON runs.id = latest.run WHERE runs.appeal = :appeal
)
ORDER BY orders.chat;

-- name: waiting(wait)^
SELECT runs.appeal FROM orders JOIN runs ON runs.id = orders.run WHERE orders.wait = :wait LIMIT 1;

-- name: end(wait, now)!
UPDATE orders SET ended_at = :now, wait = NULL WHERE wait = :wait;
