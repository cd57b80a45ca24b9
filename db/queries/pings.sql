-- name: add(report, outbox, chat, now)!
INSERT INTO pings (report, outbox, chat, called_at) VALUES (:report, :outbox, :chat, :now);

-- name: unanswered(since, most)
SELECT pings.chat FROM pings JOIN officers ON officers.chat = pings.chat AND officers.removed_at IS NULL
WHERE pings.called_at > :since AND pings.called_at > officers.heard_at
GROUP BY pings.chat HAVING count(*) >= :most;

-- name: of_report(report)
SELECT outbox, chat, declined FROM pings WHERE report = :report ORDER BY outbox;

-- name: decline(report, chat)!
UPDATE pings SET declined = 1 WHERE report = :report AND chat = :chat AND declined = 0;

-- name: open_ones(report)^
SELECT count(*) FROM pings
JOIN officers ON officers.chat = pings.chat AND officers.removed_at IS NULL
JOIN chats ON chats.id = pings.chat AND chats.off_at IS NULL
WHERE pings.report = :report AND pings.declined = 0;
