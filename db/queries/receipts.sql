-- name: expect(report, outbox, in_place, now)!
INSERT INTO receipts (report, outbox, in_place, since) VALUES (:report, :outbox, :in_place, :now);

-- name: get(report)^
SELECT report, outbox, in_place FROM receipts WHERE report = :report;

-- name: any()^
SELECT count(*) FROM receipts;

-- name: answered(before)
-- Where Telegram has answered for every call, or for some of them a while ago.
SELECT receipts.report FROM receipts
LEFT JOIN pings ON pings.report = receipts.report
LEFT JOIN outbox ON outbox.id = pings.outbox
GROUP BY receipts.report, receipts.since
HAVING sum(CASE WHEN outbox.state = 'queued' THEN 1 ELSE 0 END) = 0
OR (receipts.since <= :before AND sum(CASE WHEN outbox.state = 'sent' THEN 1 ELSE 0 END) > 0)
ORDER BY receipts.report;

-- name: reached(report)
-- The agencies of which Telegram took a call.
SELECT DISTINCT units.agency FROM pings
JOIN outbox ON outbox.id = pings.outbox AND outbox.state = 'sent'
LEFT JOIN officers ON officers.chat = pings.chat AND officers.removed_at IS NULL
JOIN units ON units.code = officers.unit OR units.chat = pings.chat
WHERE pings.report = :report;

-- name: changed_since(chat, outbox)^
-- Whether a message of the reporter's chat was changed after the receipt: it may be the receipt.
SELECT count(*) FROM outbox WHERE outbox.chat = :chat AND outbox.id > :outbox AND outbox.method <> 'sendMessage';

-- name: end(report)!
DELETE FROM receipts WHERE report = :report;
