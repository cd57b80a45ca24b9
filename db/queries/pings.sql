-- name: add(report, outbox, chat, now)!
INSERT INTO pings (report, outbox, chat, called_at) VALUES (:report, :outbox, :chat, :now);

-- name: unanswered(since, most)
SELECT pings.chat FROM pings JOIN officers ON officers.chat = pings.chat AND officers.removed_at IS NULL
WHERE pings.called_at > :since AND pings.called_at > officers.heard_at
GROUP BY pings.chat HAVING count(*) >= :most;

-- name: of_report(report)
-- Also the lists that name the report, in chats without a call of its own.
SELECT outbox, chat, declined FROM pings WHERE report = :report
UNION ALL
SELECT outbox, chat, 0 AS declined FROM listed_calls WHERE report = :report
ORDER BY outbox;

-- name: newest_in(chat, most)
-- Those that Telegram took, or may take yet.
SELECT pings.outbox, reports.number FROM pings JOIN reports ON reports.id = pings.report
JOIN outbox ON outbox.id = pings.outbox
WHERE pings.chat = :chat AND outbox.state IN ('queued', 'sent') ORDER BY pings.outbox DESC LIMIT :most;

-- name: decline(report, chat)!
UPDATE pings SET declined = 1 WHERE report = :report AND chat = :chat AND declined = 0;

-- name: open_ones(report)^
SELECT count(*) FROM (
    SELECT chat FROM pings WHERE report = :report AND declined = 0
    UNION ALL SELECT chat FROM listed_calls WHERE report = :report
) AS called
JOIN officers ON officers.chat = called.chat AND officers.removed_at IS NULL
JOIN chats ON chats.id = called.chat AND chats.off_at IS NULL;
