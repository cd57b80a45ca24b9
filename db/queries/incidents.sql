-- name: begin(report, name, leader, now, wait)^
INSERT INTO incidents (report, name, leader, began_at, wait) VALUES (:report, :name, :leader, :now, :wait)
RETURNING id;

-- name: open_ones()
SELECT * FROM incidents WHERE ended_at IS NULL ORDER BY id;

-- name: of_report(report)^
SELECT * FROM incidents WHERE report = :report AND ended_at IS NULL;

-- name: waiting(wait)^
SELECT * FROM incidents WHERE wait = :wait;

-- name: lead(id, leader)!
UPDATE incidents SET leader = :leader WHERE id = :id;

-- name: tell(id, line, now)!
UPDATE incidents SET line = :line, line_at = :now WHERE id = :id;

-- name: follow(report, to)!
UPDATE incidents SET report = :to WHERE report = :report AND ended_at IS NULL
AND NOT EXISTS (SELECT 1 FROM incidents AS others WHERE others.report = :to AND others.ended_at IS NULL);

-- name: end(id, now)!
UPDATE incidents SET ended_at = :now, wait = NULL WHERE id = :id;

-- name: estimate(incident, officer, now, people, mood, weapons, hurt)!
INSERT INTO estimates (incident, officer, at, people, mood, weapons, hurt)
VALUES (:incident, :officer, :now, :people, :mood, :weapons, :hurt);

-- name: estimates(incident, limit)
SELECT estimates.at, estimates.people, estimates.mood, estimates.weapons, estimates.hurt, officers.callsign
FROM estimates JOIN officers ON officers.id = estimates.officer
WHERE estimates.incident = :incident ORDER BY estimates.id DESC LIMIT :limit;

-- name: put_beside(report, incident)!
INSERT INTO beside_incidents (report, incident) VALUES (:report, :incident)
ON CONFLICT (report) DO NOTHING;

-- name: beside(incident, limit)
SELECT reports.number FROM beside_incidents JOIN reports ON reports.id = beside_incidents.report
WHERE beside_incidents.incident = :incident AND reports.closed_at IS NULL AND reports.seal IS NULL
ORDER BY reports.id DESC LIMIT :limit;
