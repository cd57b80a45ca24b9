-- name: next_running(month)^
INSERT INTO counters (month, last) VALUES (:month, 1)
ON CONFLICT (month) DO UPDATE SET last = counters.last + 1
RETURNING last;

-- name: add(wait, number, kind, category, urgency, state, what, district, village, tps, place, latitude, longitude, estimated, happened_words, happened_at, ongoing, known_words, known_at, created_at, seal, minor, writes, filed_by)^
INSERT INTO reports (
    number, kind, category, urgency, state, what, district, village, tps, place, latitude, longitude, estimated,
    happened_words, happened_at, ongoing, known_words, known_at, created_at, wait, seal, minor, writes, filed_by
) VALUES (
    :number, :kind, :category, :urgency, :state, :what, :district, :village, :tps, :place, :latitude, :longitude,
    :estimated, :happened_words, :happened_at, :ongoing, :known_words, :known_at, :created_at, :wait, :seal, :minor, :writes, :filed_by
)
RETURNING *;

-- name: get(id)^
SELECT * FROM reports WHERE id = :id;

-- name: number_of(id)^
SELECT number FROM reports WHERE id = :id;

-- name: numbered(number)^
SELECT * FROM reports WHERE number = :number;

-- name: store(id, wait, category, kind, urgency, district, village, tps, place, latitude, longitude, estimated, state, veracity, level, escalation, ended_at, closed_at, result, unit, officer, duplicate_of, version, seal, kept_from)^
UPDATE reports SET category = :category, kind = :kind, urgency = :urgency, district = :district, village = :village,
    tps = :tps, place = :place, latitude = :latitude, longitude = :longitude, estimated = :estimated,
    state = :state, veracity = :veracity, rung = :level, escalation = :escalation, ended_at = :ended_at, closed_at = :closed_at, result = :result, unit = :unit,
    officer = :officer, duplicate_of = :duplicate_of, version = :version, wait = :wait, seal = :seal,
    kept_from = :kept_from, indexed = indexed * CASE
        WHEN coalesce(category, '') = coalesce(:category, '') AND coalesce(district, '') = coalesce(:district, '')
        AND coalesce(village, '') = coalesce(:village, '') AND coalesce(tps, '') = coalesce(:tps, '')
        AND coalesce(place, '') = coalesce(:place, '') AND coalesce(seal, '') = coalesce(:seal, '') THEN 1 ELSE 0
    END
WHERE id = :id
RETURNING *;

-- name: hand_over(id, to)^
UPDATE reports SET officer = :to, version = version + 1 WHERE id = :id
RETURNING *;

-- name: held_by(officer)
SELECT * FROM reports
WHERE officer = :officer AND closed_at IS NULL AND state IN ('ditugaskan', 'ditindaklanjuti', 'dilimpahkan')
ORDER BY id;

-- name: filed_by(officer, limit)
SELECT * FROM reports WHERE filed_by = :officer AND closed_at IS NULL ORDER BY id DESC LIMIT :limit;

-- name: untaken_called_in(chat)
SELECT * FROM reports
WHERE closed_at IS NULL AND officer IS NULL AND state IN ('diterima', 'diverifikasi', 'ditugaskan', 'dilimpahkan')
AND (
    EXISTS (SELECT 1 FROM pings WHERE pings.report = reports.id AND pings.chat = :chat)
    OR EXISTS (SELECT 1 FROM listed_calls WHERE listed_calls.report = reports.id AND listed_calls.chat = :chat)
)
ORDER BY id;

-- name: due(now, limit)
SELECT reports.id FROM waits JOIN reports ON reports.wait = waits.id
WHERE waits.kind = 'reports' AND waits.due_at <= :now ORDER BY waits.due_at, reports.id LIMIT :limit;

-- name: open_alarms(since, village, tps, south, north, west, east, limit)
SELECT * FROM reports
WHERE closed_at IS NULL AND urgency = 'darurat' AND created_at > :since
AND state IN ('diterima', 'diverifikasi', 'ditugaskan', 'ditindaklanjuti')
AND seal IS NULL AND veracity <> 'tidak_benar'
AND (
    (village = :village AND tps = :tps)
    OR (latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east)
)
ORDER BY id LIMIT :limit;

-- name: count_merged(key)^
SELECT count(*) FROM reports WHERE duplicate_of = :key AND state = 'duplikat';

-- name: merged_into(key)
SELECT * FROM reports WHERE duplicate_of = :key AND state = 'duplikat' ORDER BY id;
