-- name: get(owner)^
SELECT sealed FROM screenings WHERE owner = :owner;

-- name: put(owner, sealed)!
INSERT INTO screenings (owner, sealed) VALUES (:owner, :sealed)
ON CONFLICT (owner) DO UPDATE SET sealed = excluded.sealed;

-- name: drop(owner)!
DELETE FROM screenings WHERE owner = :owner;

-- name: hold(report)!
INSERT INTO held_alarms (report) VALUES (:report);

-- name: held(report)^
SELECT count(*) FROM held_alarms WHERE report = :report;

-- name: release(report)!
DELETE FROM held_alarms WHERE report = :report;
