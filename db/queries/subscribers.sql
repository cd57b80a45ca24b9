-- name: get(chat)^
SELECT chat, kind, thread, since, ended_at, reason FROM subscribers WHERE chat = :chat;

-- name: save(chat, kind, thread, now)!
INSERT INTO subscribers (chat, kind, thread, since) VALUES (:chat, :kind, :thread, :now)
ON CONFLICT (chat) DO UPDATE SET kind = excluded.kind, thread = excluded.thread, ended_at = NULL, reason = NULL;

-- name: end(chat, reason, now)!
UPDATE subscribers SET ended_at = :now, reason = :reason WHERE chat = :chat AND ended_at IS NULL;

-- name: lose_thread(chat, thread, reason, now)!
UPDATE subscribers SET ended_at = :now, reason = :reason
WHERE chat = :chat AND (thread = :thread OR (thread IS NULL AND :thread IS NULL)) AND ended_at IS NULL;

-- name: resume(chat, asked)!
UPDATE subscribers SET ended_at = NULL, reason = NULL
WHERE chat = :chat AND ended_at IS NOT NULL AND reason <> :asked;

-- name: topics(chat)
SELECT topic FROM subscriber_topics WHERE chat = :chat ORDER BY topic;

-- name: add_topic(chat, topic)!
INSERT INTO subscriber_topics (chat, topic) VALUES (:chat, :topic) ON CONFLICT DO NOTHING;

-- name: drop_topic(chat, topic)!
DELETE FROM subscriber_topics WHERE chat = :chat AND topic = :topic;

-- name: areas(chat)
SELECT area FROM subscriber_areas WHERE chat = :chat ORDER BY area;

-- name: add_area(chat, area)!
INSERT INTO subscriber_areas (chat, area) VALUES (:chat, :area) ON CONFLICT DO NOTHING;

-- name: drop_area(chat, area)!
DELETE FROM subscriber_areas WHERE chat = :chat AND area = :area;

-- name: group_areas(kind)
SELECT subscribers.chat, subscriber_areas.area
FROM subscribers
JOIN chats ON chats.id = subscribers.chat
LEFT JOIN subscriber_areas ON subscriber_areas.chat = subscribers.chat
WHERE subscribers.kind = :kind AND subscribers.ended_at IS NULL AND chats.off_at IS NULL
AND EXISTS (SELECT 1 FROM subscriber_topics WHERE subscriber_topics.chat = subscribers.chat);

-- name: groups_off(kind, removed)
SELECT coalesce(subscribers.reason, :removed) AS reason, count(*) AS count
FROM subscribers JOIN chats ON chats.id = subscribers.chat
WHERE subscribers.kind = :kind AND (subscribers.ended_at IS NOT NULL OR chats.off_at IS NOT NULL)
GROUP BY 1 ORDER BY 2 DESC, 1;

-- name: blur(day)!
UPDATE subscribers SET since = since / :day * :day, ended_at = ended_at / :day * :day WHERE since <> since / :day * :day;
