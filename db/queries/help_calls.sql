-- name: begin(report, officer, now, wait)!
INSERT INTO help_calls (report, officer, called_at, wait) VALUES (:report, :officer, :now, :wait);

-- name: of_report(report)^
SELECT id, report, officer, called_at, answered_by, wait FROM help_calls WHERE report = :report AND ended_at IS NULL;

-- name: get(id)^
SELECT id, report, officer, called_at, answered_by, wait FROM help_calls WHERE id = :id AND ended_at IS NULL;

-- name: answer(id, officer, now)!
UPDATE help_calls SET answered_by = :officer, answered_at = :now, wait = NULL WHERE id = :id;

-- name: end(id, now)!
UPDATE help_calls SET ended_at = :now, wait = NULL WHERE id = :id;

-- name: due(now)
SELECT help_calls.id FROM help_calls JOIN waits ON waits.id = help_calls.wait
WHERE waits.due_at <= :now ORDER BY waits.due_at, help_calls.id;
