-- name: add(report, kind, file_id, file_unique_id, size, mime, caption, state, now)!
INSERT INTO evidence (report, kind, file_id, file_unique_id, size, mime, caption, state, due_at, added_at)
VALUES (:report, :kind, :file_id, :file_unique_id, :size, :mime, :caption, :state, :now, :now)
ON CONFLICT DO NOTHING;

-- name: count(report)^
SELECT count(*) FROM evidence WHERE report = :report AND state NOT IN ('erasing', 'erased');

-- name: count_with_merged(report)^
SELECT count(*) FROM evidence WHERE state NOT IN ('erasing', 'erased') AND report IN (
    SELECT id FROM reports WHERE id = :report
    UNION ALL SELECT id FROM reports WHERE duplicate_of = :report AND state = 'duplikat'
);

-- name: due(now, limit)
SELECT id, file_id, mime, kind, attempts FROM evidence
WHERE state = 'wanted' AND due_at <= :now ORDER BY due_at, id LIMIT :limit;

-- name: next_due()^
SELECT min(due_at) FROM evidence WHERE state = 'wanted';

-- name: fetched(sha256, path, size, id)!
UPDATE evidence SET state = 'fetched', sha256 = :sha256, path = :path, size = :size WHERE id = :id AND state = 'wanted';

-- name: refused(state, lost_at, id)!
UPDATE evidence SET state = :state, lost_at = :lost_at WHERE id = :id AND state = 'wanted';

-- name: again(due_at, id)!
UPDATE evidence SET attempts = attempts + 1, due_at = :due_at WHERE id = :id;

-- name: of_report(report)
SELECT id, kind, file_id, file_unique_id, size, mime, caption, state, copies FROM evidence
WHERE report = :report AND state NOT IN ('erasing', 'erased') ORDER BY id;

-- name: uncopied()^
SELECT evidence.id, evidence.path, reports.number, (
    SELECT count(*) FROM evidence AS earlier WHERE earlier.report = evidence.report AND earlier.id <= evidence.id
) AS place
FROM evidence JOIN reports ON reports.id = evidence.report
WHERE evidence.state = 'fetched' AND evidence.kind = 'document' AND evidence.copies IS NULL
ORDER BY evidence.id DESC LIMIT 1;

-- name: copied(copies, id)!
UPDATE evidence SET copies = :copies WHERE id = :id AND state = 'fetched';

-- name: erasing(limit)
SELECT id FROM evidence WHERE state = 'erasing' ORDER BY id LIMIT :limit;

-- name: erased(id)!
UPDATE evidence SET state = 'erased', path = NULL WHERE id = :id;

-- name: bring_forward(by)!
UPDATE evidence SET due_at = due_at - :by WHERE state = 'wanted';
