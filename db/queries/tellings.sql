-- name: add(outbox, report, chat, what, now)!
INSERT INTO tellings (outbox, report, chat, what, told_at) VALUES (:outbox, :report, :chat, :what, :now)
ON CONFLICT DO NOTHING;

-- name: of_report(report)
-- What stands on phones besides the call itself.
SELECT outbox, chat, what, told_at FROM tellings WHERE report = :report AND gone_at IS NULL
ORDER BY outbox;

-- name: newest_in(chat, most)
SELECT tellings.outbox, tellings.what, tellings.told_at, reports.number
FROM tellings JOIN reports ON reports.id = tellings.report
WHERE tellings.chat = :chat AND tellings.gone_at IS NULL ORDER BY tellings.outbox DESC LIMIT :most;

-- name: gone(outbox, now)!
UPDATE tellings SET gone_at = :now WHERE outbox = :outbox AND gone_at IS NULL;

-- name: replaced(chat, message_id, now)!
-- Something else stands in that message now.
UPDATE tellings SET gone_at = :now
WHERE chat = :chat AND gone_at IS NULL
AND EXISTS (SELECT 1 FROM outbox WHERE outbox.id = tellings.outbox AND outbox.message_id = :message_id);
