-- name: add(appeal, planned_at, act, of_run, now)^
INSERT INTO runs (appeal, planned_at, act, of_run, began_at, fingerprint)
VALUES (:appeal, :planned_at, :act, :of_run, :now, (SELECT fingerprint FROM appeals WHERE id = :appeal))
ON CONFLICT DO NOTHING
RETURNING *;

-- name: vouch(id, voucher)!
UPDATE runs SET voucher = :voucher WHERE id = :id;

-- name: get(id)^
SELECT * FROM runs WHERE id = :id;

-- name: open_ones()
SELECT * FROM runs WHERE ended_at IS NULL ORDER BY id;

-- name: of_appeal(appeal)
SELECT * FROM runs WHERE appeal = :appeal ORDER BY id DESC;

-- name: end(id, now)^
UPDATE runs SET ended_at = :now WHERE id = :id AND ended_at IS NULL
RETURNING *;

-- name: stop(id, now)^
UPDATE runs SET stopped_at = :now WHERE id = :id AND ended_at IS NULL AND stopped_at IS NULL
RETURNING *;

-- name: set_progress(id, progress, now)!
UPDATE runs SET progress = :progress, told_at = :now WHERE id = :id;

-- name: choose_area(area)!
INSERT INTO audience_areas (area) VALUES (:area);

-- name: forget_areas()!
DELETE FROM audience_areas;

-- part: subscribers_meant
FROM subscriber_topics
JOIN subscribers ON subscribers.chat = subscriber_topics.chat
JOIN chats ON chats.id = subscriber_topics.chat
WHERE subscriber_topics.topic = :topic AND subscribers.ended_at IS NULL AND chats.off_at IS NULL
AND ((:groups = 1 AND subscribers.kind = 'grup') OR (:citizens = 1 AND subscribers.kind = 'warga'))
AND (
    NOT EXISTS (SELECT 1 FROM audience_areas)
    OR NOT EXISTS (SELECT 1 FROM subscriber_areas WHERE subscriber_areas.chat = subscribers.chat)
    OR EXISTS (
        SELECT 1 FROM subscriber_areas
        WHERE subscriber_areas.chat = subscribers.chat
        AND (
            subscriber_areas.area IN (SELECT area FROM audience_areas)
            OR subscriber_areas.area IN (SELECT substr(area, 1, 8) FROM audience_areas)
            OR substr(subscriber_areas.area, 1, 8) IN (SELECT area FROM audience_areas)
        )
    )
)

-- part: officers_meant
(officers.unit = :unit OR (:unit = '' AND units.agency = 'polri'))
AND (
    NOT EXISTS (SELECT 1 FROM audience_areas)
    OR NOT EXISTS (SELECT 1 FROM unit_areas WHERE unit_areas.unit = officers.unit)
    OR EXISTS (
        SELECT 1 FROM unit_areas
        WHERE unit_areas.unit = officers.unit
        AND (
            unit_areas.area IN (SELECT area FROM audience_areas)
            OR unit_areas.area IN (SELECT substr(area, 1, 8) FROM audience_areas)
            OR substr(unit_areas.area, 1, 8) IN (SELECT area FROM audience_areas)
        )
    )
)

-- name: freeze_subscribers(run, topic, groups, citizens)!
INSERT INTO deliveries (run, chat, state, thread)
SELECT :run, subscribers.chat, 'queued', subscribers.thread
{subscribers_meant}
ON CONFLICT DO NOTHING;

-- name: freeze_officers(run, unit)!
INSERT INTO deliveries (run, chat, state)
SELECT :run, officers.chat, 'queued'
FROM officers JOIN chats ON chats.id = officers.chat JOIN units ON units.code = officers.unit
WHERE officers.removed_at IS NULL AND chats.off_at IS NULL AND officers.role <> 'penghubung'
AND {officers_meant}
ON CONFLICT DO NOTHING;

-- name: size_of_subscribers(topic, groups, citizens)^
SELECT count(*) {subscribers_meant};

-- name: size_of_officers(unit)^
SELECT count(*)
FROM officers JOIN chats ON chats.id = officers.chat JOIN units ON units.code = officers.unit
WHERE officers.removed_at IS NULL AND chats.off_at IS NULL AND officers.role <> 'penghubung'
AND {officers_meant};

-- name: recipients(appeal)
SELECT DISTINCT deliveries.chat FROM deliveries JOIN runs ON runs.id = deliveries.run
WHERE runs.appeal = :appeal AND runs.act = 'send' AND deliveries.state = 'sent' ORDER BY deliveries.chat;

-- name: areas_of_recipients(run)
SELECT subscriber_areas.chat, subscriber_areas.area
FROM subscriber_areas JOIN deliveries ON deliveries.chat = subscriber_areas.chat
WHERE deliveries.run = :run ORDER BY subscriber_areas.chat, subscriber_areas.area;

-- name: units_of_recipients(run)
SELECT officers.chat, units.name
FROM officers JOIN deliveries ON deliveries.chat = officers.chat JOIN units ON units.code = officers.unit
WHERE deliveries.run = :run AND officers.removed_at IS NULL;

-- name: doubt_stopped()!
UPDATE deliveries SET state = 'unknown' WHERE state = 'sending' AND run IN (
    SELECT id FROM runs WHERE ended_at IS NULL AND stopped_at IS NOT NULL
);

-- name: freeze_again(run, of_run)!
INSERT INTO deliveries (run, chat, state, thread, maybe_twice)
SELECT runs.id, deliveries.chat, 'queued', deliveries.thread, CASE WHEN deliveries.state = 'unknown' THEN 1 ELSE 0 END
FROM deliveries JOIN chats ON chats.id = deliveries.chat JOIN runs ON runs.id = :run
WHERE deliveries.run = :of_run AND deliveries.state IN ('unknown', 'failed') AND chats.off_at IS NULL
ON CONFLICT DO NOTHING;

-- name: freeze_sent(run, of_run)!
INSERT INTO deliveries (run, chat, state, reason, message_id, others)
SELECT runs.id, deliveries.chat,
    CASE WHEN lost AND runs.act = 'delete' THEN 'failed' ELSE 'queued' END,
    CASE WHEN lost AND runs.act = 'delete' THEN 'the group became a supergroup' END,
    deliveries.message_id, deliveries.others
FROM (
    SELECT deliveries.*, message_id IS NULL AS lost FROM deliveries WHERE run = :of_run AND state = 'sent'
) AS deliveries
JOIN chats ON chats.id = deliveries.chat
JOIN runs ON runs.id = :run
WHERE NOT lost OR (chats.kind <> 'private' AND chats.off_at IS NULL)
ON CONFLICT DO NOTHING;

-- name: drop_without_message(run)!
DELETE FROM deliveries WHERE run = :run AND message_id IS NULL;

-- name: claim(run, limit)
UPDATE deliveries SET state = 'sending' WHERE id IN (
    SELECT id FROM deliveries WHERE run = :run AND state = 'queued' AND held_until IS NULL ORDER BY id LIMIT :limit
)
RETURNING id, chat, message_id, others, thread;

-- name: settle(id, state, message_id, others, reason, now)!
UPDATE deliveries SET state = :state, message_id = coalesce(:message_id, message_id), others = coalesce(:others, others),
    reason = :reason, settled_at = :now
WHERE id = :id AND state = 'sending';

-- name: recover()!
UPDATE deliveries SET state = 'queued', maybe_twice = maybe_twice + 1 WHERE state = 'sending' AND run IN (
    SELECT id FROM runs WHERE ended_at IS NULL
);

-- name: release(id)!
UPDATE deliveries SET state = 'queued' WHERE id = :id AND state = 'sending';

-- name: doubt(id)!
UPDATE deliveries SET maybe_twice = maybe_twice + 1 WHERE id = :id;

-- name: hold(id, until)!
UPDATE deliveries SET held_until = :until
WHERE id = :id OR (
    chat = (SELECT chat FROM deliveries WHERE id = :id) AND state = 'queued' AND run IN (
        SELECT id FROM runs WHERE ended_at IS NULL
    )
);

-- name: hold_those_held(run)!
UPDATE deliveries SET held_until = (
    SELECT max(earlier.held_until) FROM deliveries AS earlier
    WHERE earlier.chat = deliveries.chat AND earlier.held_until IS NOT NULL
)
WHERE run = :run AND state = 'queued' AND held_until IS NULL AND chat IN (
    SELECT chat FROM deliveries WHERE held_until IS NOT NULL
);

-- name: free_held(now)!
UPDATE deliveries SET held_until = NULL WHERE held_until <= :now;

-- name: bring_forward(by)!
UPDATE deliveries SET held_until = held_until - :by WHERE held_until IS NOT NULL;

-- name: skip_stopped(id, now)!
UPDATE deliveries SET state = 'skipped', settled_at = :now WHERE id = :id AND state = 'queued' AND run IN (
    SELECT id FROM runs WHERE stopped_at IS NOT NULL
);

-- name: skip(run, now)!
UPDATE deliveries SET state = 'skipped', settled_at = :now WHERE run = :run AND state = 'queued';

-- name: counts(run)
SELECT state, count(*) AS count FROM deliveries WHERE run = :run GROUP BY state;

-- name: maybe_twice(run)^
SELECT count(*) FROM deliveries WHERE run = :run AND maybe_twice > 0;

-- name: outcomes(run, after, limit)
SELECT deliveries.id, deliveries.chat, deliveries.state, deliveries.reason, chats.sealed, chats.kind
FROM deliveries JOIN chats ON chats.id = deliveries.chat
WHERE deliveries.run = :run AND deliveries.id > :after ORDER BY deliveries.id LIMIT :limit;

-- name: mark_deleted(run, of_run)!
UPDATE deliveries SET state = 'deleted' WHERE run = :of_run AND state = 'sent' AND chat IN (
    SELECT chat FROM deliveries WHERE run = :run AND state = 'sent'
);

-- name: last_delivery()^
SELECT max(id) FROM deliveries;

-- name: blur(first, last, day)!
UPDATE deliveries SET settled_at = settled_at / :day * :day
WHERE id BETWEEN :first AND :last AND settled_at <> settled_at / :day * :day;
