-- name: add(report, outbox, chat)!
INSERT INTO pings (report, outbox, chat) VALUES (:report, :outbox, :chat);

-- name: of_report(report)
SELECT outbox, chat, declined FROM pings WHERE report = :report ORDER BY outbox;

-- name: decline(report, chat)!
UPDATE pings SET declined = 1 WHERE report = :report AND chat = :chat AND declined = 0;

-- name: open_ones(report)^
SELECT count(*) FROM pings
JOIN officers ON officers.chat = pings.chat AND officers.removed_at IS NULL
JOIN chats ON chats.id = pings.chat AND chats.off_at IS NULL
WHERE pings.report = :report AND pings.declined = 0;
