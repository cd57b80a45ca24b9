-- name: hold(report, unit, now, wait)!
INSERT INTO objections (report, unit, held_at, wait) VALUES (:report, :unit, :now, :wait);

-- name: get(id)^
SELECT * FROM objections WHERE id = :id;

-- name: waiting(wait)^
SELECT * FROM objections WHERE wait = :wait;

-- name: of_report(report)
SELECT * FROM objections WHERE report = :report ORDER BY id;

-- name: asked(id, now)!
UPDATE objections SET asked_at = :now WHERE id = :id;

-- name: answer(id, answer, now)!
UPDATE objections SET answer = :answer, answered_at = :now WHERE id = :id;

-- name: decide(id, outcome, officer)!
UPDATE objections SET outcome = :outcome, decided_by = :officer WHERE id = :id;

-- name: end(id, outcome, now)!
UPDATE objections SET outcome = coalesce(:outcome, outcome), ended_at = :now, wait = NULL WHERE id = :id;

-- name: wished_about(unit)^
SELECT count(*) FROM objections WHERE unit = :unit AND answer = 'ya';

-- name: wished_of(report)^
SELECT count(*) FROM objections WHERE report = :report AND answer = 'ya';
