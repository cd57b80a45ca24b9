-- name: add(chat, lane, method, payload, now)^
INSERT INTO outbox (chat, lane, method, payload, state, created_at)
VALUES (:chat, :lane, :method, :payload, 'queued', :now)
RETURNING id;

-- name: waiting()
SELECT outbox.id, outbox.chat, outbox.lane, outbox.method, outbox.payload, chats.sealed
FROM outbox JOIN chats ON chats.id = outbox.chat
WHERE outbox.state = 'queued'
ORDER BY outbox.lane, outbox.id;

-- name: settle(state, message_id, reason, now, id)!
UPDATE outbox SET state = :state, message_id = :message_id, reason = :reason, settled_at = :now, payload = NULL
WHERE id = :id AND state = 'queued';

-- name: forget(before, limit)!
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox
    WHERE settled_at < :before AND id < (SELECT max(id) FROM outbox) ORDER BY settled_at LIMIT :limit
);

-- name: forget_answers(since, before, limit)!
-- What was sent and is never changed later: no call, no live message of an announcement, no file.
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox
    WHERE settled_at >= :since AND settled_at < :before AND id < (SELECT max(id) FROM outbox)
    AND NOT EXISTS (SELECT 1 FROM pings WHERE pings.outbox = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.progress = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM exports WHERE exports.outbox = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.outbox = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM call_lists WHERE call_lists.outbox = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM tellings WHERE tellings.outbox = outbox.id AND tellings.gone_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM desk_boards WHERE desk_boards.message = outbox.id)
    ORDER BY settled_at LIMIT :limit
);

-- name: blur_newest(before, day)!
UPDATE outbox SET created_at = :day, settled_at = :day
WHERE id = (SELECT max(id) FROM outbox) AND settled_at < :before AND settled_at <> :day;

-- name: renumber(message_id, id)!
UPDATE outbox SET message_id = :message_id WHERE id = :id;

-- name: message_id(id)^
SELECT message_id FROM outbox WHERE id = :id;
