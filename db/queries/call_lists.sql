-- name: waiting(since, most)
SELECT called.chat, count(*) AS count FROM (
    SELECT pings.chat, pings.report FROM reports JOIN pings ON pings.report = reports.id AND pings.declined = 0
    WHERE reports.closed_at IS NULL AND reports.officer IS NULL AND reports.urgency = 'darurat'
    AND reports.state IN ('diterima', 'diverifikasi', 'ditugaskan') AND reports.created_at > :since
    UNION
    SELECT listed_calls.chat, listed_calls.report FROM reports
    JOIN listed_calls ON listed_calls.report = reports.id
    WHERE reports.closed_at IS NULL AND reports.officer IS NULL AND reports.urgency = 'darurat'
    AND reports.state IN ('diterima', 'diverifikasi', 'ditugaskan') AND reports.created_at > :since
) AS called
GROUP BY called.chat HAVING count(*) >= :most;

-- name: of_chat(chat, since)
SELECT reports.* FROM reports
WHERE closed_at IS NULL AND officer IS NULL AND urgency = 'darurat'
AND state IN ('diterima', 'diverifikasi', 'ditugaskan') AND created_at > :since
AND (
    EXISTS (SELECT 1 FROM listed_calls WHERE listed_calls.report = reports.id AND listed_calls.chat = :chat)
    OR EXISTS (
        SELECT 1 FROM pings WHERE pings.report = reports.id AND pings.chat = :chat AND pings.declined = 0
    )
)
ORDER BY id DESC;

-- name: add(outbox, chat)!
INSERT INTO call_lists (outbox, chat) VALUES (:outbox, :chat);

-- name: list_again(outbox, chat)!
UPDATE listed_calls SET outbox = :outbox WHERE chat = :chat;

-- name: list_report(report, chat, outbox)!
INSERT INTO listed_calls (report, chat, outbox) VALUES (:report, :chat, :outbox)
ON CONFLICT (report, chat) DO NOTHING;

-- name: older(chat, newest)
SELECT call_lists.outbox, coalesce(outbox.state, 'forgotten') AS state FROM call_lists
LEFT JOIN outbox ON outbox.id = call_lists.outbox
WHERE call_lists.chat = :chat AND call_lists.outbox < :newest;

-- name: in_chat(chat)
SELECT outbox FROM call_lists WHERE chat = :chat;

-- name: forget(outbox)!
DELETE FROM call_lists WHERE outbox = :outbox;

-- name: of_called(report)
SELECT chat, max(outbox) AS outbox FROM call_lists
WHERE chat IN (
    SELECT chat FROM pings WHERE report = :report UNION SELECT chat FROM listed_calls WHERE report = :report
)
GROUP BY chat;

-- name: take_off(report, chat)!
DELETE FROM listed_calls WHERE report = :report AND chat = :chat;
