-- name: begin(report, now, wait)!
INSERT INTO writers (report, filed_at, wait) VALUES (:report, :now, :wait);

-- name: wait_of(report)^
SELECT wait FROM writers WHERE report = :report AND wait IS NOT NULL;

-- name: waiting(wait)^
SELECT report, filed_at FROM writers WHERE wait = :wait;

-- name: end(wait, now)!
UPDATE writers SET ended_at = :now, wait = NULL WHERE wait = :wait;
