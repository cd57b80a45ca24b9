-- name: drop_older_topics(kept, gone)!
DELETE FROM subscriber_topics
WHERE chat = :kept AND EXISTS (SELECT 1 FROM subscribers WHERE subscribers.chat = :gone);

-- name: drop_older_areas(kept, gone)!
DELETE FROM subscriber_areas
WHERE chat = :kept AND EXISTS (SELECT 1 FROM subscribers WHERE subscribers.chat = :gone);

-- name: drop_older_choice(kept, gone)!
DELETE FROM subscribers WHERE chat = :kept AND EXISTS (SELECT 1 FROM subscribers WHERE chat = :gone);

-- name: take_choice(kept, gone)!
INSERT INTO subscribers (chat, kind, thread, since, ended_at, reason)
SELECT :kept, kind, thread, since, ended_at, reason FROM subscribers WHERE chat = :gone;

-- name: take_topics(kept, gone)!
UPDATE subscriber_topics SET chat = :kept WHERE chat = :gone;

-- name: take_areas(kept, gone)!
UPDATE subscriber_areas SET chat = :kept WHERE chat = :gone;

-- name: drop_choice(kept, gone)!
DELETE FROM subscribers WHERE chat = :gone AND :kept <> :gone;

-- name: drop_waiting_where_sent(kept, gone)!
DELETE FROM deliveries WHERE chat = :kept AND state IN ('queued', 'sending') AND run IN (
    SELECT run FROM deliveries WHERE chat = :gone AND state IN ('sending', 'sent', 'unknown')
);

-- name: drop_second_deliveries(kept, gone)!
DELETE FROM deliveries WHERE chat = :gone AND run IN (SELECT run FROM deliveries WHERE chat = :kept);

-- name: take_deliveries(kept, gone)!
UPDATE deliveries SET chat = :kept WHERE chat = :gone;

-- name: take_messages(kept, gone)!
UPDATE outbox SET chat = :kept WHERE chat = :gone;

-- name: take_exports(kept, gone)!
UPDATE exports SET chat = :kept WHERE chat = :gone;

-- name: drop_second_listed(kept, gone)!
DELETE FROM listed_calls WHERE chat = :gone AND report IN (SELECT report FROM listed_calls WHERE chat = :kept);

-- name: take_listed(kept, gone)!
UPDATE listed_calls SET chat = :kept WHERE chat = :gone;

-- name: take_lists(kept, gone)!
UPDATE call_lists SET chat = :kept WHERE chat = :gone;

-- name: take_pings(kept, gone)!
UPDATE pings SET chat = :kept WHERE chat = :gone;

-- name: take_unit(kept, gone)!
UPDATE units SET chat = :kept WHERE chat = :gone;

-- name: drop_chat(gone)!
DELETE FROM chats WHERE id = :gone;

-- name: send_words_anew(chat)!
UPDATE deliveries SET state = 'queued'
WHERE chat = :chat AND state = 'sending' AND run IN (SELECT id FROM runs WHERE act = 'edit');

-- name: leave_to_the_group(chat)!
UPDATE deliveries SET state = 'failed', reason = 'the group became a supergroup'
WHERE chat = :chat AND state IN ('queued', 'sending') AND run IN (SELECT id FROM runs WHERE act = 'delete');

-- name: forget_numbers(chat)!
UPDATE deliveries SET message_id = NULL, others = NULL WHERE chat = :chat AND run IN (SELECT id FROM runs);

-- name: still_to_send(id)^
SELECT 1 FROM deliveries WHERE id = :id AND state = 'sending';
