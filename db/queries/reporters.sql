-- name: add(report, chat, confidential, sealed)!
INSERT INTO reporters (report, chat, confidential, sealed) VALUES (:report, :chat, :confidential, :sealed);

-- name: add_nobody(report)!
INSERT INTO reporters (report, chat, confidential, sealed) VALUES (:report, NULL, 1, NULL);

-- name: get(report)^
SELECT report, chat, confidential, sealed FROM reporters WHERE report = :report;

-- name: renew(report, chat, sealed)!
UPDATE reporters SET chat = :chat, sealed = :sealed WHERE report = :report;

-- name: detach(report)!
UPDATE reporters SET chat = NULL, sealed = NULL WHERE report = :report;

-- name: own(owner)^
SELECT sealed FROM own_reports WHERE owner = :owner;

-- name: keep_own(owner, sealed)!
INSERT INTO own_reports (owner, sealed) VALUES (:owner, :sealed)
ON CONFLICT (owner) DO UPDATE SET sealed = excluded.sealed;

-- name: drop_own(owner)!
DELETE FROM own_reports WHERE owner = :owner;

-- name: get_before(report)^
SELECT report, chat, confidential, sealed FROM reporters_before WHERE report = :report;

-- name: move(report)!
-- Its reporter is forgotten before it was sealed for its row.
INSERT INTO reporters (report, chat, confidential, sealed)
SELECT report, NULL, confidential, NULL FROM reporters_before
WHERE report = :report
ON CONFLICT (report) DO NOTHING;

-- name: drop_before(report)!
DELETE FROM reporters_before WHERE report = :report;
