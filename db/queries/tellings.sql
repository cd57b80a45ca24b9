-- name: add(outbox, report, chat, what, now)!
INSERT INTO tellings (outbox, report, chat, what, told_at) VALUES (:outbox, :report, :chat, :what, :now);

-- name: of_report(report)
-- What stands on phones besides the call itself.
SELECT outbox, chat, what, told_at FROM tellings WHERE report = :report AND gone_at IS NULL
ORDER BY outbox;

-- name: gone(report, now)!
UPDATE tellings SET gone_at = :now WHERE report = :report AND gone_at IS NULL;
