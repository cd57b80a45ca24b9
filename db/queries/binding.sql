-- name: bound(act)^
SELECT 1 FROM events WHERE act = :act LIMIT 1;

-- name: own_reports(after, limit)
SELECT reporters_before.report, reporters_before.chat, reports.created_at
FROM reporters_before JOIN reports ON reports.id = reporters_before.report
WHERE reporters_before.report > :after ORDER BY reporters_before.report LIMIT :limit;

-- name: add_lists(owner, sealed)*!
INSERT INTO own_reports (owner, sealed) VALUES (:owner, :sealed)
ON CONFLICT (owner) DO UPDATE SET sealed = excluded.sealed;

-- name: reporters(limit)
SELECT report, chat, confidential, sealed FROM reporters_before ORDER BY report LIMIT :limit;

-- name: add_reporters(report, chat, confidential, sealed)*!
INSERT INTO reporters (report, chat, confidential, sealed) VALUES (:report, :chat, :confidential, :sealed);

-- name: drop_reporters(last)!
DELETE FROM reporters_before WHERE report <= :last;

-- name: drafts(limit)
SELECT chat, flow, sealed, revision, updated_at, due_at FROM drafts_before ORDER BY chat, flow LIMIT :limit;

-- name: add_drafts(owner, flow, chat, sealed, revision, updated_at, due_at)*!
INSERT INTO drafts (owner, flow, chat, sealed, revision, updated_at, due_at)
VALUES (:owner, :flow, :chat, :sealed, :revision, :updated_at, :due_at);

-- name: drop_drafts(chat, flow)!
DELETE FROM drafts_before WHERE (chat, flow) <= (:chat, :flow);

-- name: chats(after, limit)
SELECT id, sealed, created_at, off_at, consented_at, writes, silent_until FROM chats
WHERE id > :after ORDER BY id LIMIT :limit;

-- name: seal_chats(id, sealed, created_at, off_at)*!
UPDATE chats SET sealed = :sealed, created_at = :created_at, off_at = :off_at, consented_at = NULL, writes = 0,
    silent_until = NULL
WHERE id = :id;

-- name: seal_message(id, payload)!
UPDATE outbox SET payload = :payload WHERE id = :id;

-- name: seal_update(update_id, payload)!
UPDATE inbox SET payload = :payload WHERE update_id = :update_id;
