-- name: begin(report, silent, now, wait)!
INSERT INTO threats (report, silent, began_at, wait) VALUES (:report, :silent, :now, :wait);

-- name: get(id)^
SELECT * FROM threats WHERE id = :id;

-- name: of_report(report)^
SELECT * FROM threats WHERE report = :report;

-- name: waiting(wait)^
SELECT * FROM threats WHERE wait = :wait;

-- name: say(id, safe, known, reach)!
UPDATE threats SET safe = coalesce(:safe, safe), known = coalesce(:known, known), reach = coalesce(:reach, reach)
WHERE id = :id;

-- name: told(id, now)!
UPDATE threats SET told_at = :now WHERE id = :id;

-- name: own(id, owner)!
UPDATE threats SET owner = :owner WHERE id = :id;

-- name: again(id, wait)!
UPDATE threats SET ended_at = NULL, silent = 0, owner = NULL, wait = :wait WHERE id = :id;

-- name: end(id, now)!
UPDATE threats SET ended_at = :now, wait = NULL WHERE id = :id;
