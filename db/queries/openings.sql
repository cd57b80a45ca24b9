-- name: add(report, asked_by, reason, now)^
INSERT INTO openings (report, asked_by, reason, asked_at) VALUES (:report, :asked_by, :reason, :now)
RETURNING id;

-- name: get(id)^
SELECT id, report, asked_by, reason, decided_by FROM openings WHERE id = :id;

-- name: decide(id, decided_by, granted)!
UPDATE openings SET decided_by = :decided_by, granted = :granted WHERE id = :id AND decided_by IS NULL;

-- name: identity(report)^
SELECT chats.sealed AS person, reporters.sealed AS phone
FROM reporters JOIN chats ON chats.id = reporters.chat
WHERE reporters.report = :report;
