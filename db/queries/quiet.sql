-- name: add(chat, message, outbox, at)!
INSERT INTO quiet_messages (chat, message, outbox, at) VALUES (:chat, :message, :outbox, :at);

-- name: screen(chat)^
SELECT outbox FROM quiet_messages WHERE chat = :chat AND outbox IS NOT NULL ORDER BY id DESC LIMIT 1;

-- name: holds(chat, outbox)^
SELECT id FROM quiet_messages WHERE chat = :chat AND outbox = :outbox;

-- name: of_chat(chat, since)
SELECT COALESCE(quiet_messages.message, outbox.message_id) AS message
FROM quiet_messages LEFT JOIN outbox ON outbox.id = quiet_messages.outbox
WHERE quiet_messages.chat = :chat AND quiet_messages.at > :since
ORDER BY quiet_messages.id;

-- name: forget_chat(chat)!
DELETE FROM quiet_messages WHERE chat = :chat;

-- name: forget(before)!
DELETE FROM quiet_messages WHERE at < :before;
