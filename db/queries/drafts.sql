-- name: of_chat(chat)
SELECT flow, sealed, revision FROM drafts WHERE chat = :chat ORDER BY updated_at DESC, flow;

-- name: save(chat, flow, sealed, revision, now)!
INSERT INTO drafts (chat, flow, sealed, revision, updated_at) VALUES (:chat, :flow, :sealed, :revision, :now)
ON CONFLICT (chat, flow) DO UPDATE
SET sealed = excluded.sealed, revision = excluded.revision, updated_at = excluded.updated_at;

-- name: old(before)
SELECT chat, flow FROM drafts WHERE sealed IS NOT NULL AND updated_at < :before ORDER BY chat, flow;

-- name: end_old(chat, flow, before)!
UPDATE drafts SET sealed = NULL, revision = revision + 1
WHERE chat = :chat AND flow = :flow AND sealed IS NOT NULL AND updated_at < :before;
