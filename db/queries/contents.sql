-- part: remembered
(
    SELECT events.text FROM events
    WHERE events.report = reports.id AND events.act IN ('dibuat', 'isi_berubah') ORDER BY events.id DESC LIMIT 1
) AS recorded, (
    SELECT events.stands FROM events
    WHERE events.report = reports.id AND events.stands IS NOT NULL ORDER BY events.id DESC LIMIT 1
) AS stands

-- part: waits
(
    reports.closed_at IS NOT NULL OR (
        SELECT waits.id FROM waits WHERE waits.id = reports.wait AND waits.kind = 'reports' LIMIT 1
    ) IS NOT NULL
) AS waits

-- name: report(id)^
-- With what the memory holds of it last.
SELECT reports.*, {remembered} FROM reports WHERE reports.id = :id;

-- name: reports(filed, after, limit)
SELECT reports.*, {remembered}, {waits}, (
    SELECT events.id FROM events WHERE events.report = reports.id AND events.act = :filed LIMIT 1
) AS filed
FROM reports WHERE reports.id > :after ORDER BY reports.id LIMIT :limit;

-- name: newest_reports(limit)
SELECT reports.*, {remembered}, {waits}, (
    SELECT events.id FROM events WHERE events.report = reports.id AND events.act = 'dibuat' LIMIT 1
) AS filed
FROM reports ORDER BY reports.id DESC LIMIT :limit;

-- name: fetched_files(after, limit)
-- Whether the report is from before fingerprints (a file of a later one that is in no event was put there by somebody
-- else), and whether the file is in an event. Looked up row by row: never by joining all events.
SELECT evidence.id, evidence.sha256, (
        SELECT 1 FROM events
        WHERE events.report = evidence.report AND events.act = 'dibuat' AND events.text IS NULL LIMIT 1
    ) AS early, (
        SELECT 1 FROM events WHERE events.report = evidence.report AND events.act = 'berkas_disimpan'
        AND substr(events.text, 1, length(CAST(evidence.id AS TEXT)) + 1) = CAST(evidence.id AS TEXT) || ' ' LIMIT 1
    ) AS recorded
FROM evidence WHERE evidence.id > :after AND evidence.state = 'fetched' ORDER BY evidence.id LIMIT :limit;

-- name: unknown_files(after, limit)
SELECT evidence.id FROM evidence WHERE evidence.id > :after AND evidence.state = 'fetched' AND NOT EXISTS (
    SELECT 1 FROM events WHERE events.report = evidence.report AND events.act = 'berkas_disimpan'
    AND substr(events.text, 1, length(CAST(evidence.id AS TEXT)) + 1) = CAST(evidence.id AS TEXT) || ' '
) ORDER BY evidence.id LIMIT :limit;

-- name: lost_reports(act)
SELECT events.report FROM events WHERE events.act = :act AND NOT EXISTS (
    SELECT 1 FROM reports WHERE reports.id = events.report
) ORDER BY events.id;

-- name: forged(act)
SELECT id, report, text FROM events WHERE act = :act ORDER BY id;

-- name: files(act, after, limit)
SELECT id, report, text FROM events WHERE id > :after AND act = :act AND text IS NOT NULL ORDER BY id LIMIT :limit;

-- name: file(id)^
SELECT report, state, sha256, path FROM evidence WHERE id = :id;

-- name: report_of_file(id)^
SELECT report FROM evidence WHERE id = :id;
