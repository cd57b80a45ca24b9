-- name: expect(report, outbox, in_place, now)!
INSERT INTO receipts (report, outbox, in_place, since) VALUES (:report, :outbox, :in_place, :now);

-- name: get(report)^
SELECT report, outbox, in_place FROM receipts WHERE report = :report;

-- name: any()^
SELECT count(*) FROM receipts;

-- name: answered(before)
-- Where Telegram has answered for every call, or for some of them a while ago.
SELECT receipts.report FROM receipts
WHERE (
    NOT EXISTS (
        SELECT 1 FROM pings JOIN outbox ON outbox.id = pings.outbox
        WHERE pings.report = receipts.report AND outbox.state = 'queued'
    )
    AND NOT EXISTS (
        SELECT 1 FROM listed_calls JOIN outbox ON outbox.id = listed_calls.outbox
        WHERE listed_calls.report = receipts.report AND outbox.state = 'queued'
    )
)
OR (
    receipts.since <= :before AND (
        EXISTS (
            SELECT 1 FROM pings JOIN outbox ON outbox.id = pings.outbox
            WHERE pings.report = receipts.report AND outbox.state = 'sent'
        )
        OR EXISTS (
            SELECT 1 FROM listed_calls JOIN outbox ON outbox.id = listed_calls.outbox
            WHERE listed_calls.report = receipts.report AND outbox.state = 'sent'
        )
    )
)
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
