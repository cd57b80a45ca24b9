-- name: of_owner(owner)
SELECT flow, sealed, revision, due_at, updated_at FROM drafts WHERE owner = :owner ORDER BY flow;

-- name: save(owner, flow, chat, sealed, revision, due_at, now)!
INSERT INTO drafts (owner, flow, chat, sealed, revision, due_at, updated_at)
VALUES (:owner, :flow, :chat, :sealed, :revision, :due_at, :now)
ON CONFLICT (owner, flow) DO UPDATE SET chat = excluded.chat, sealed = excluded.sealed, revision = excluded.revision,
    due_at = excluded.due_at, updated_at = excluded.updated_at;

-- name: add(owner, flow, chat, sealed, revision, due_at, updated_at)!
INSERT INTO drafts (owner, flow, chat, sealed, revision, due_at, updated_at)
VALUES (:owner, :flow, :chat, :sealed, :revision, :due_at, :updated_at)
ON CONFLICT (owner, flow) DO NOTHING;

-- name: drop(owner, flow)!
DELETE FROM drafts WHERE owner = :owner AND flow = :flow;

-- name: due(now, limit)
SELECT owner, flow, chat FROM drafts
WHERE due_at <= :now AND sealed IS NOT NULL ORDER BY due_at, owner, flow LIMIT :limit;

-- name: next_due()^
SELECT min(due_at) FROM drafts WHERE due_at IS NOT NULL;

-- name: bring_forward(by)!
UPDATE drafts SET due_at = due_at - :by WHERE due_at IS NOT NULL;

-- name: old(before)
SELECT owner, flow FROM drafts WHERE sealed IS NOT NULL AND updated_at < :before ORDER BY owner, flow;

-- name: end_old(owner, flow, before, day)!
UPDATE drafts SET chat = NULL, sealed = NULL, due_at = NULL, revision = revision + 1, updated_at = :day
WHERE owner = :owner AND flow = :flow AND sealed IS NOT NULL AND updated_at < :before;

-- name: blur(day)!
UPDATE drafts SET updated_at = updated_at / :day * :day WHERE updated_at <> updated_at / :day * :day;
