-- name: empty_report(now, id)!
UPDATE reports SET what = '', place = NULL, latitude = NULL, longitude = NULL, happened_words = NULL,
    known_words = NULL, indexed = 0, erased_at = :now, version = version + 1
WHERE id = :id;

-- name: empty_evidence(report)!
UPDATE evidence SET state = 'erasing', file_id = '', file_unique_id = 'erased ' || CAST(id AS TEXT), size = NULL, mime = NULL,
    caption = NULL, sha256 = NULL, found = NULL, look = NULL
WHERE report = :report;

-- name: empty_recorded(report)!
UPDATE recorded SET heard_words = NULL WHERE report = :report;

-- name: drop_topics(chat)!
DELETE FROM subscriber_topics WHERE chat = :chat;

-- name: drop_areas(chat)!
DELETE FROM subscriber_areas WHERE chat = :chat;

-- name: drop_subscriber(chat)!
DELETE FROM subscribers WHERE chat = :chat;

-- name: detach_deliveries(chat, now)!
UPDATE deliveries SET message_id = NULL, others = NULL, state = CASE state WHEN 'queued' THEN 'skipped' ELSE state END,
    settled_at = coalesce(settled_at, :now)
WHERE chat = :chat AND state <> 'sending';

-- name: mark(mark, now)!
INSERT INTO erased_marks (mark, at) VALUES (:mark, :now) ON CONFLICT (mark) DO UPDATE SET at = excluded.at;

-- name: unlisted()
SELECT mark, at FROM erased_marks ORDER BY at, mark;

-- name: listed(mark)*!
DELETE FROM erased_marks WHERE mark = :mark;

-- name: reports(after, limit)
SELECT id, number FROM reports WHERE id > :after AND erased_at IS NULL ORDER BY id LIMIT :limit;

-- name: chats(after, limit)
SELECT id, sealed FROM chats WHERE id > :after ORDER BY id LIMIT :limit;

-- name: backed_up_at()^
SELECT max(at) FROM events WHERE act <> 'pulihkan';
