-- name: of_chat(chat)
SELECT flow, sealed, revision, due_at, updated_at FROM drafts WHERE chat = :chat ORDER BY updated_at DESC, flow;

-- name: save(chat, flow, sealed, revision, due_at, now)!
INSERT INTO drafts (chat, flow, sealed, revision, due_at, updated_at)
VALUES (:chat, :flow, :sealed, :revision, :due_at, :now)
ON CONFLICT (chat, flow) DO UPDATE
SET sealed = excluded.sealed, revision = excluded.revision, due_at = excluded.due_at, updated_at = excluded.updated_at;

-- name: due(now, limit)
SELECT chat, flow FROM drafts
WHERE due_at <= :now AND sealed IS NOT NULL ORDER BY due_at, chat, flow LIMIT :limit;

-- name: next_due()^
SELECT min(due_at) FROM drafts WHERE due_at IS NOT NULL;

-- name: bring_forward(by)!
UPDATE drafts SET due_at = due_at - :by WHERE due_at IS NOT NULL;

-- name: old(before)
SELECT chat, flow FROM drafts WHERE sealed IS NOT NULL AND updated_at < :before ORDER BY chat, flow;

-- name: end_old(chat, flow, before)!
UPDATE drafts SET sealed = NULL, due_at = NULL, revision = revision + 1
WHERE chat = :chat AND flow = :flow AND sealed IS NOT NULL AND updated_at < :before;
