-- name: asked(what, chat, parameters)^
SELECT id FROM exports WHERE what = :what AND chat = :chat AND parameters = :parameters AND state = 'asked';

-- name: add(what, chat, parameters, now)!
INSERT INTO exports (what, chat, parameters, state, due_at, asked_at)
VALUES (:what, :chat, :parameters, 'asked', :now, :now);

-- name: claim(now, lease_until)^
UPDATE exports SET attempts = attempts + 1, due_at = :lease_until
WHERE id = (SELECT id FROM exports WHERE state = 'asked' AND due_at <= :now ORDER BY due_at, id LIMIT 1)
RETURNING id, what, chat, parameters, attempts;

-- name: get(id)^
SELECT id, what, chat, parameters, attempts FROM exports WHERE id = :id;

-- name: release()!
UPDATE exports SET due_at = asked_at WHERE state = 'asked';

-- name: again(due_at, id)!
UPDATE exports SET due_at = :due_at WHERE id = :id AND state = 'asked';

-- name: finish(state, path, now, id)!
UPDATE exports SET state = :state, path = :path, finished_at = :now WHERE id = :id AND state = 'asked';

-- name: failed_beside(chat, id, since)^
SELECT count(*) FROM exports WHERE chat = :chat AND id <> :id AND state = 'failed' AND finished_at >= :since;

-- name: owed(outbox, id)!
UPDATE exports SET outbox = :outbox WHERE id = :id;

-- name: next_due()^
SELECT min(due_at) FROM exports WHERE state = 'asked';

-- name: paths()
SELECT path FROM exports WHERE path IS NOT NULL;

-- name: forget(before, sent_before)!
DELETE FROM exports WHERE (finished_at < :before OR (finished_at < :sent_before AND outbox IS NOT NULL)) AND NOT EXISTS (
    SELECT 1 FROM outbox WHERE outbox.id = exports.outbox AND outbox.state = 'queued'
);

-- name: forget_of_chat(chat)!
DELETE FROM exports WHERE chat = :chat;
