-- name: add(report, officer, kind, file_id, file_unique_id, size, mime, caption, state, now)!
INSERT INTO evidence (report, officer, kind, file_id, file_unique_id, size, mime, caption, state, due_at, added_at)
VALUES (:report, :officer, :kind, :file_id, :file_unique_id, :size, :mime, :caption, :state, :now, :now)
ON CONFLICT DO NOTHING;

-- name: count(report)^
SELECT count(*) FROM evidence WHERE report = :report AND officer IS NULL AND state NOT IN ('erasing', 'erased');

-- name: count_with_merged(report)^
SELECT count(*) FROM evidence WHERE state NOT IN ('erasing', 'erased') AND report IN (
    SELECT id FROM reports WHERE id = :report
    UNION ALL SELECT id FROM reports WHERE duplicate_of = :report AND state = 'duplikat'
);

-- name: due(now, limit)
SELECT id, file_id, mime, kind, attempts, size FROM evidence
WHERE state = 'wanted' AND due_at <= :now ORDER BY due_at, id LIMIT :limit;

-- name: next_due()^
SELECT min(due_at) FROM evidence WHERE state = 'wanted';

-- name: fetched(sha256, path, size, id)!
UPDATE evidence SET state = 'fetched', sha256 = :sha256, path = :path, size = :size WHERE id = :id AND state = 'wanted';

-- name: refused(state, lost_at, id)!
UPDATE evidence SET state = :state, lost_at = :lost_at WHERE id = :id AND state = 'wanted';

-- name: again(due_at, id)!
UPDATE evidence SET attempts = attempts + 1, due_at = :due_at WHERE id = :id;

-- name: put_off(due_at, id)!
UPDATE evidence SET due_at = :due_at WHERE id = :id AND state = 'wanted';

-- name: bytes_since(report, since)^
SELECT coalesce(sum(coalesce(size, 20000000)), 0) FROM evidence
WHERE report = :report AND added_at >= :since AND officer IS NULL AND state IN ('wanted', 'fetched');

-- name: fetch_held(report, now)!
UPDATE evidence SET state = 'wanted', due_at = :now, added_at = :now WHERE report = :report AND state = 'held';

-- name: of_report(report)
SELECT id, kind, file_id, file_unique_id, size, mime, caption, state, copies, form, found, sha256, path, officer
FROM evidence
WHERE report = :report AND state NOT IN ('erasing', 'erased') ORDER BY id;

-- name: uncopied_quick()^
SELECT id, path, kind FROM evidence
WHERE state = 'fetched' AND copies IS NULL
AND (
    kind = 'photo' OR (kind = 'voice' AND size < 2000000)
    OR (kind = 'document' AND substr(coalesce(mime, ''), 1, 6) = 'image/')
)
ORDER BY id DESC LIMIT 1;

-- name: uncopied_others()^
SELECT id, path, kind FROM evidence
WHERE state = 'fetched' AND copies IS NULL
AND kind <> 'photo' AND (kind <> 'voice' OR size >= 2000000)
AND (kind <> 'document' OR substr(coalesce(mime, ''), 1, 6) <> 'image/')
ORDER BY id DESC LIMIT 1;

-- name: copied(copies, form, found, look, id)!
UPDATE evidence SET copies = :copies, form = :form, found = :found,
    look = CASE WHEN officer IS NULL THEN NULL ELSE :look END
WHERE id = :id AND state = 'fetched';

-- name: copy_again()!
UPDATE evidence SET copies = NULL, form = NULL WHERE form = 'no_tool' AND state = 'fetched';

-- name: to_tell(limit)
SELECT DISTINCT report FROM evidence
WHERE told_at IS NULL AND officer IS NULL AND state IN ('fetched', 'held', 'too_big', 'lost') AND NOT EXISTS (
    SELECT 1 FROM evidence AS other
    WHERE other.report = evidence.report AND other.officer IS NULL
    AND (other.state = 'wanted' OR (other.state = 'fetched' AND other.copies IS NULL))
)
ORDER BY report LIMIT :limit;

-- name: told(report, now)!
UPDATE evidence SET told_at = :now WHERE report = :report AND officer IS NULL AND told_at IS NULL;

-- name: untold(report)
SELECT id FROM evidence WHERE report = :report AND told_at IS NULL AND officer IS NULL;

-- name: erasing(limit)
SELECT id FROM evidence WHERE state = 'erasing' ORDER BY id LIMIT :limit;

-- name: erased(id)!
UPDATE evidence SET state = 'erased', path = NULL WHERE id = :id;

-- name: bring_forward(by)!
UPDATE evidence SET due_at = due_at - :by WHERE state = 'wanted';

-- name: some_uncompared()^
SELECT id FROM evidence WHERE officer IS NOT NULL AND told_at IS NULL AND state = 'fetched' AND copies IS NOT NULL LIMIT 1;

-- name: uncompared(limit)
SELECT id FROM evidence
WHERE officer IS NOT NULL AND told_at IS NULL AND state = 'fetched' AND copies IS NOT NULL ORDER BY id LIMIT :limit;

-- name: proof(id)^
SELECT id, report, officer, sha256, file_unique_id, look FROM evidence WHERE id = :id AND officer IS NOT NULL;

-- name: same_by_print(report, sha256)^
SELECT report FROM evidence
WHERE officer IS NOT NULL AND sha256 IS NOT NULL AND sha256 = :sha256 AND report <> :report AND told_at IS NOT NULL
ORDER BY id LIMIT 1;

-- name: same_by_file(report, file_unique_id)^
SELECT report FROM evidence
WHERE officer IS NOT NULL AND file_unique_id = :file_unique_id AND report <> :report AND told_at IS NOT NULL
ORDER BY id LIMIT 1;

-- name: looks(report, limit)
SELECT report, look FROM evidence
WHERE officer IS NOT NULL AND look IS NOT NULL AND report <> :report AND told_at IS NOT NULL
ORDER BY id DESC LIMIT :limit;

-- name: compared(id, now)!
UPDATE evidence SET told_at = :now WHERE id = :id;

-- name: count_proofs(report)^
SELECT count(*) FROM evidence
WHERE report = :report AND officer IS NOT NULL AND state NOT IN ('erasing', 'erased');
