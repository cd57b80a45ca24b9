-- name: end(head)^
SELECT (SELECT max(id) FROM events) AS last, (SELECT sealed FROM seals WHERE name = :head) AS sealed;

-- name: add(id, report, at, role, officer, act, text, salt, hash)!
INSERT INTO events (id, report, at, role, officer, act, text, salt, hash)
VALUES (:id, :report, :at, :role, :officer, :act, :text, :salt, :hash);

-- name: latest()^
SELECT max(at) FROM events WHERE role <> 'pengelola';

-- name: of_report(report)
SELECT at, role, officer, act, text FROM events WHERE report = :report ORDER BY id;

-- name: after(id, limit)
SELECT id, report, at, role, officer, act, text, salt, hash FROM events WHERE id > :id ORDER BY id LIMIT :limit;

-- name: told(report, role, erased)
SELECT id, report, at, role, officer, act, text, salt, hash FROM events
WHERE report = :report AND role = :role AND text IS NOT NULL AND act <> :erased ORDER BY id;

-- name: drop_text(id)!
UPDATE events SET text = NULL, salt = NULL WHERE id = :id;

-- name: erasures(erased)
SELECT text FROM events WHERE act = :erased ORDER BY id;
