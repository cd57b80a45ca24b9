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

-- name: renumber(message_id, id)!
UPDATE outbox SET message_id = :message_id WHERE id = :id;

-- name: message_id(id)^
SELECT message_id FROM outbox WHERE id = :id;
