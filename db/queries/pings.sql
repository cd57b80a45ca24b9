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

-- name: set_deadline(report, due_at)!
INSERT INTO clocks (report, due_at) VALUES (:report, :due_at)
ON CONFLICT (report) DO UPDATE SET due_at = excluded.due_at;

-- name: remove_deadline(report)!
DELETE FROM clocks WHERE report = :report;

-- name: due(now, limit)
SELECT report FROM clocks WHERE due_at <= :now ORDER BY due_at, report LIMIT :limit;

-- name: expire(report, now)!
DELETE FROM clocks WHERE report = :report AND due_at <= :now;

-- name: next_due()^
SELECT min(due_at) FROM clocks;

-- name: bring_forward(by)!
UPDATE clocks SET due_at = due_at - :by;
