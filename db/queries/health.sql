-- name: inbox()^
SELECT count(*) AS waiting, min(received_at) AS oldest FROM inbox WHERE done_at IS NULL;

-- name: outbox()
SELECT lane, count(*) AS waiting, min(created_at) AS oldest FROM outbox WHERE state = 'queued' GROUP BY lane;

-- name: deliveries(state)^
SELECT count(*) FROM deliveries
WHERE run IN (SELECT id FROM runs WHERE ended_at IS NULL) AND state = :state;

-- name: runs()^
SELECT count(*) FROM runs WHERE ended_at IS NULL;

-- name: evidence()^
SELECT count(*) AS wanted, min(added_at) AS oldest FROM evidence WHERE state = 'wanted';

-- name: failures(unreadable, since, limit)
SELECT failure, done_at FROM inbox WHERE failure <> :unreadable AND done_at >= :since ORDER BY done_at DESC LIMIT :limit;

-- name: unreadable(failure, since)^
SELECT count(*) AS waiting, min(done_at) AS oldest FROM inbox WHERE failure = :failure AND done_at >= :since;

-- name: lost(since, limit)
SELECT reports.number, evidence.lost_at FROM evidence JOIN reports ON reports.id = evidence.report
WHERE evidence.lost_at >= :since ORDER BY evidence.lost_at DESC LIMIT :limit;

-- name: staff(agency)^
SELECT
    (SELECT count(*) FROM units) AS units,
    (
        SELECT count(*)
        FROM officers JOIN chats ON chats.id = officers.chat JOIN units ON units.code = officers.unit
        WHERE officers.removed_at IS NULL AND chats.off_at IS NULL AND units.agency = :agency
    ) AS reachable;

-- name: untaken(state, urgency, before, limit)
SELECT number, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND officer IS NULL AND created_at < :before
AND rung IN ('wakapolres', 'operator')
ORDER BY created_at, id LIMIT :limit;

-- name: refused_calls(lane, since)^
SELECT count(*) AS waiting, min(settled_at) AS oldest FROM outbox
WHERE settled_at >= :since AND lane = :lane AND method = 'sendMessage' AND state IN ('blocked', 'failed');
