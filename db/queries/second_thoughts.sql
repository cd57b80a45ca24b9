-- name: keep(report, act, officer, state, unit, wait_due_at, wait_since, wait_rings, told, due_at)!
INSERT INTO second_thoughts (report, act, officer, state, unit, wait_due_at, wait_since, wait_rings, told, due_at)
VALUES (:report, :act, :officer, :state, :unit, :wait_due_at, :wait_since, :wait_rings, :told, :due_at)
ON CONFLICT (report, act) DO UPDATE SET officer = excluded.officer, state = excluded.state, unit = excluded.unit,
    wait_due_at = excluded.wait_due_at, wait_since = excluded.wait_since, wait_rings = excluded.wait_rings,
    told = excluded.told, due_at = excluded.due_at;

-- name: of_report(report)
SELECT * FROM second_thoughts WHERE report = :report ORDER BY due_at, act;

-- name: drop(report, act)!
DELETE FROM second_thoughts WHERE report = :report AND act = :act;

-- name: due(now, limit)
SELECT report, act FROM second_thoughts WHERE due_at <= :now ORDER BY due_at, report, act LIMIT :limit;

-- name: next_due()^
SELECT min(due_at) FROM second_thoughts;

-- name: bring_forward(by)!
UPDATE second_thoughts SET due_at = due_at - :by;
