-- name: clear()!
DELETE FROM neighbours;

-- name: add(code, area, name, phone, contact)!
INSERT INTO neighbours (code, area, name, phone, contact) VALUES (:code, :area, :name, :phone, :contact);

-- name: of_area(area)
SELECT * FROM neighbours WHERE area = :area ORDER BY code;

-- name: agree(report, neighbour, now)!
INSERT INTO neighbour_reports (report, neighbour, agreed_at) VALUES (:report, :neighbour, :now)
ON CONFLICT (report) DO NOTHING;

-- name: agreed(report)^
SELECT neighbour FROM neighbour_reports WHERE report = :report AND received_at IS NULL;

-- name: receive(report, who, now)!
UPDATE neighbour_reports SET received_by = :who, received_at = :now WHERE report = :report AND received_at IS NULL;
