-- name: end(head)^
SELECT (SELECT max(id) FROM events) AS last, (SELECT sealed FROM seals WHERE name = :head) AS sealed;

-- name: hash(id)^
SELECT hash FROM events WHERE id = :id;

-- name: relink(id, hash)*!
UPDATE events SET hash = :hash WHERE id = :id;

-- name: relinked(act)^
SELECT text FROM events WHERE act = :act ORDER BY id LIMIT 1;

-- name: erasures_of(report, erased)
SELECT text FROM events WHERE report = :report AND act = :erased;

-- name: add(id, report, at, role, officer, act, text, salt, stands, rights, hash)!
INSERT INTO events (id, report, at, role, officer, act, text, salt, stands, rights, hash)
VALUES (:id, :report, :at, :role, :officer, :act, :text, :salt, :stands, :rights, :hash);

-- name: newest_at()^
SELECT at FROM events ORDER BY id DESC LIMIT 1;

-- name: rights(after)
SELECT id, rights FROM events WHERE rights IS NOT NULL AND id > :after ORDER BY id;

-- name: happened(report, act)^
SELECT min(at) FROM events WHERE report = :report AND act = :act;

-- name: latest()^
SELECT max(at) FROM events WHERE role <> 'pengelola';

-- name: last_by(report, officer, act)^
SELECT max(at) FROM events WHERE report = :report AND officer = :officer AND act = :act;

-- name: looks(report)^
SELECT count(DISTINCT officer) AS officers, sum(CASE act WHEN 'lihat_bukti' THEN 1 ELSE 0 END) AS at_files
FROM events WHERE report = :report AND act IN ('lihat_laporan', 'lihat_bukti');

-- name: of_report(report)
SELECT at, role, officer, act, text FROM events WHERE report = :report ORDER BY id;

-- name: after(id, limit)
SELECT id, report, at, role, officer, act, text, salt, stands, rights, hash FROM events WHERE id > :id ORDER BY id LIMIT :limit;

-- name: told(report, role, erased)
SELECT id, report, at, role, officer, act, text, salt, stands, rights, hash FROM events
WHERE report = :report AND text IS NOT NULL AND act <> :erased
AND (role = :role OR act IN ('dibuat', 'isi_berubah', 'berkas_disimpan', 'lihat_bukti')) ORDER BY id;

-- name: drop_text(id)!
UPDATE events SET text = NULL, salt = NULL WHERE id = :id;

-- name: erasures(erased)
SELECT text FROM events WHERE act = :erased ORDER BY id;
