-- name: expect(report, outbox, in_place, now)!
INSERT INTO receipts (report, outbox, in_place, since) VALUES (:report, :outbox, :in_place, :now);

-- name: get(report)^
SELECT report, outbox, in_place FROM receipts WHERE report = :report;

-- name: any()^
SELECT count(*) FROM receipts;

-- name: answered(before)
-- Where Telegram has answered for every call, or for some of them a while ago.
SELECT receipts.report FROM receipts
LEFT JOIN (
    SELECT report, outbox FROM pings UNION ALL SELECT report, outbox FROM listed_calls
) AS called ON called.report = receipts.report
LEFT JOIN outbox ON outbox.id = called.outbox
GROUP BY receipts.report, receipts.since
HAVING sum(CASE WHEN outbox.state = 'queued' THEN 1 ELSE 0 END) = 0
OR (receipts.since <= :before AND sum(CASE WHEN outbox.state = 'sent' THEN 1 ELSE 0 END) > 0)
ORDER BY receipts.report;

-- name: reached(report)
-- The agencies of which Telegram took a call.
SELECT DISTINCT units.agency FROM (
    SELECT outbox, chat FROM pings WHERE report = :report
    UNION ALL SELECT outbox, chat FROM listed_calls WHERE report = :report
) AS called
JOIN outbox ON outbox.id = called.outbox AND outbox.state = 'sent'
LEFT JOIN officers ON officers.chat = called.chat AND officers.removed_at IS NULL
JOIN units ON units.code = officers.unit OR units.chat = called.chat;

-- name: changed_since(chat, outbox)^
-- Whether a message of the reporter's chat was changed after the receipt: it may be the receipt.
SELECT count(*) FROM outbox WHERE outbox.chat = :chat AND outbox.id > :outbox AND outbox.method <> 'sendMessage';

-- name: end(report)!
DELETE FROM receipts WHERE report = :report;
