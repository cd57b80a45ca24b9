-- name: report(id)^
-- With what the memory holds of it last.
SELECT reports.*, (
        SELECT events.text FROM events
        WHERE events.report = reports.id AND events.act IN ('dibuat', 'isi_berubah') ORDER BY events.id DESC LIMIT 1
    ) AS recorded, (
        SELECT events.stands FROM events
        WHERE events.report = reports.id AND events.stands IS NOT NULL ORDER BY events.id DESC LIMIT 1
    ) AS stands
FROM reports WHERE reports.id = :id;

-- name: reports(filed, after, limit)
SELECT reports.*, (
        SELECT events.text FROM events
        WHERE events.report = reports.id AND events.act IN ('dibuat', 'isi_berubah') ORDER BY events.id DESC LIMIT 1
    ) AS recorded, (
        SELECT events.stands FROM events
        WHERE events.report = reports.id AND events.stands IS NOT NULL ORDER BY events.id DESC LIMIT 1
    ) AS stands, (
        SELECT events.id FROM events WHERE events.report = reports.id AND events.act = :filed LIMIT 1
    ) AS filed, (
        reports.closed_at IS NOT NULL OR EXISTS (
            SELECT 1 FROM waits WHERE waits.id = reports.wait AND waits.kind = 'reports'
        )
    ) AS waits
FROM reports WHERE reports.id > :after ORDER BY reports.id LIMIT :limit;

-- name: newest_reports(limit)
SELECT reports.*, (
        SELECT events.text FROM events
        WHERE events.report = reports.id AND events.act IN ('dibuat', 'isi_berubah') ORDER BY events.id DESC LIMIT 1
    ) AS recorded, (
        SELECT events.stands FROM events
        WHERE events.report = reports.id AND events.stands IS NOT NULL ORDER BY events.id DESC LIMIT 1
    ) AS stands, (
        SELECT events.id FROM events WHERE events.report = reports.id AND events.act = 'dibuat' LIMIT 1
    ) AS filed, (
        reports.closed_at IS NOT NULL OR EXISTS (
            SELECT 1 FROM waits WHERE waits.id = reports.wait AND waits.kind = 'reports'
        )
    ) AS waits
FROM reports ORDER BY reports.id DESC LIMIT :limit;

-- name: without_standing(after, limit)
SELECT reports.* FROM reports WHERE reports.id > :after AND EXISTS (
    SELECT 1 FROM events WHERE events.report = reports.id AND events.act = 'dibuat'
) AND NOT EXISTS (
    SELECT 1 FROM events WHERE events.report = reports.id AND events.stands IS NOT NULL
) ORDER BY reports.id LIMIT :limit;

-- name: uncovered_reports(after, limit)
SELECT reports.* FROM reports WHERE reports.id > :after AND EXISTS (
    SELECT 1 FROM events WHERE events.report = reports.id AND events.act = 'dibuat'
) AND NOT EXISTS (
    SELECT 1 FROM events
    WHERE events.report = reports.id AND events.act IN ('dibuat', 'isi_berubah') AND events.text IS NOT NULL
) ORDER BY reports.id LIMIT :limit;

-- name: uncovered_files(after, limit)
-- Of reports from before fingerprints: a file of a later one that is in no event was put there by somebody else.
SELECT evidence.id, evidence.sha256 FROM evidence WHERE evidence.id > :after AND evidence.state = 'fetched'
AND EXISTS (
    SELECT 1 FROM events
    WHERE events.report = evidence.report AND events.act = 'dibuat' AND events.text IS NULL
) AND NOT EXISTS (
    SELECT 1 FROM events WHERE events.report = evidence.report AND events.act = 'berkas_disimpan'
    AND substr(events.text, 1, length(CAST(evidence.id AS TEXT)) + 1) = CAST(evidence.id AS TEXT) || ' '
) ORDER BY evidence.id LIMIT :limit;

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
