-- name: last()^
SELECT id, hash FROM events ORDER BY id DESC LIMIT 1;

-- name: add(id, report, at, role, officer, act, text, hash)!
INSERT INTO events (id, report, at, role, officer, act, text, hash)
VALUES (:id, :report, :at, :role, :officer, :act, :text, :hash);

-- name: latest()^
SELECT max(at) FROM events WHERE role <> 'pengelola';

-- name: of_report(report)
SELECT at, role, officer, act, text FROM events WHERE report = :report ORDER BY id;

-- name: after(id, limit)
SELECT id, report, at, role, officer, act, text, hash FROM events WHERE id > :id ORDER BY id LIMIT :limit;
