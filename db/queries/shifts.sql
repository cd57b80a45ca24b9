-- No shift lasts longer than a day: those that may still run begin after `begun`, and years of others are not read.

-- name: add(officer, begins_at, ends_at)!
INSERT INTO shifts (officer, begins_at, ends_at, due_at)
SELECT :officer, :begins_at, :ends_at, :begins_at
WHERE NOT EXISTS (SELECT 1 FROM shifts WHERE officer = :officer AND begins_at = :begins_at);

-- part: shift
SELECT shifts.id, shifts.officer, shifts.begins_at, shifts.ends_at, shifts.step, shifts.ready_at, shifts.kept,
    officers.callsign
FROM shifts JOIN officers ON officers.id = shifts.officer

-- name: get(id)^
{shift}
WHERE shifts.id = :id;

-- name: of_unit(unit, now, begun)
{shift}
WHERE officers.unit = :unit AND officers.removed_at IS NULL AND shifts.begins_at > :begun AND shifts.ends_at > :now
ORDER BY shifts.begins_at, shifts.id LIMIT 30;

-- name: running(now, begun)
{shift}
WHERE officers.removed_at IS NULL AND shifts.begins_at > :begun AND shifts.begins_at <= :now
AND shifts.ends_at > :now
ORDER BY CASE WHEN shifts.ready_at IS NULL THEN 0 ELSE 1 END, officers.unit, shifts.id LIMIT 1000;

-- name: next_due()^
SELECT min(due_at) FROM shifts WHERE due_at IS NOT NULL;

-- name: due(now)
{shift}
WHERE shifts.due_at <= :now ORDER BY shifts.due_at, shifts.id LIMIT 200;

-- name: advance(id, step, due_at)!
UPDATE shifts SET step = :step, due_at = :due_at WHERE id = :id;

-- name: ready(officer, now, begun)!
UPDATE shifts SET ready_at = :now
WHERE officer = :officer AND begins_at > :begun AND begins_at <= :now AND ends_at > :now AND ready_at IS NULL;

-- name: keep(officer, since, begun)!
UPDATE shifts SET kept = 1
WHERE officer = :officer AND begins_at > :begun AND ends_at > :since AND step IN ('running', 'offered', 'ended');

-- name: next_of_officer(officer, ends_at, begun)^
SELECT id FROM shifts
WHERE officer = :officer AND begins_at > :begun AND begins_at <= :ends_at AND ends_at > :ends_at LIMIT 1;

-- name: following(officer, unit, since, until)
SELECT DISTINCT shifts.officer FROM shifts JOIN officers ON officers.id = shifts.officer
WHERE officers.unit = :unit AND officers.removed_at IS NULL AND shifts.officer <> :officer
AND shifts.begins_at BETWEEN :since AND :until ORDER BY shifts.officer;

-- name: offered(officer, since, begun)^
SELECT count(*) FROM shifts
WHERE officer = :officer AND begins_at > :begun AND step IN ('offered', 'ended', 'over') AND ends_at > :since;
