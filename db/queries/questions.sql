-- name: ask(report, officer, now, wait)!
INSERT INTO questions (report, officer, asked_at, wait) VALUES (:report, :officer, :now, :wait);

-- name: open_waits(report)
SELECT wait FROM questions WHERE report = :report AND answered_at IS NULL AND wait IS NOT NULL;

-- name: answer(wait, now)!
UPDATE questions SET answered_at = :now, wait = NULL WHERE wait = :wait;

-- name: end(id, now)!
UPDATE questions SET ended_at = :now, wait = NULL WHERE id = :id;

-- name: waiting(wait)^
SELECT id, report, officer FROM questions WHERE wait = :wait;
