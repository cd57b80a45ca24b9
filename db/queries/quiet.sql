-- name: add(owner, sealed, numbered, hour)!
INSERT INTO quiet_messages (owner, sealed, numbered, hour) VALUES (:owner, :sealed, :numbered, :hour);

-- name: of_owner(owner)
SELECT id, owner, sealed FROM quiet_messages WHERE owner = :owner ORDER BY id;

-- name: unnumbered()
SELECT id, owner, sealed FROM quiet_messages WHERE numbered = 0 ORDER BY id;

-- name: seal(owner, sealed, numbered, id)!
UPDATE quiet_messages SET owner = :owner, sealed = :sealed, numbered = :numbered WHERE id = :id;

-- name: forget_owner(owner)!
DELETE FROM quiet_messages WHERE owner = :owner;

-- name: forget(before)!
DELETE FROM quiet_messages WHERE hour < :before;

-- name: before()
SELECT quiet_messages_before.chat, quiet_messages_before.outbox, quiet_messages_before.at,
    coalesce(quiet_messages_before.message, outbox.message_id) AS message
FROM quiet_messages_before LEFT JOIN outbox ON outbox.id = quiet_messages_before.outbox
ORDER BY quiet_messages_before.id;

-- name: forget_before()!
DELETE FROM quiet_messages_before;
