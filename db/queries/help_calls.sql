-- name: begin(report, officer, now, wait)!
INSERT INTO help_calls (report, officer, called_at, wait) VALUES (:report, :officer, :now, :wait);

-- name: of_report(report)^
SELECT id, report, officer, called_at, answered_by, wait FROM help_calls WHERE report = :report AND ended_at IS NULL;

-- name: waiting(wait)^
SELECT id, report, officer, called_at, answered_by, wait FROM help_calls WHERE wait = :wait;

-- name: answer(id, officer, now)!
UPDATE help_calls SET answered_by = :officer, answered_at = :now WHERE id = :id;

-- name: lose_answer(id)!
UPDATE help_calls SET answered_by = NULL, answered_at = NULL WHERE id = :id;

-- name: pass_to(id, officer)!
UPDATE help_calls SET officer = :officer WHERE id = :id;

-- name: end(id, now)!
UPDATE help_calls SET ended_at = :now, wait = NULL WHERE id = :id;
