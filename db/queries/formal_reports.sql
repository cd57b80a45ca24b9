-- name: add(report, due_at)!
INSERT INTO formal_reports (report, due_at) VALUES (:report, :due_at) ON CONFLICT (report) DO NOTHING;

-- name: set_due(report, due_at)!
UPDATE formal_reports SET due_at = :due_at WHERE report = :report;

-- name: due(now, limit)
SELECT report FROM formal_reports WHERE due_at <= :now ORDER BY due_at, report LIMIT :limit;

-- name: next_due()^
SELECT min(due_at) FROM formal_reports WHERE due_at IS NOT NULL;

-- name: bring_forward(by)!
UPDATE formal_reports SET due_at = due_at - :by WHERE due_at IS NOT NULL;
