-- name: chats(after, limit)
SELECT id FROM chats WHERE id > :after ORDER BY id LIMIT :limit;

-- name: done(last)^
SELECT count(*) FROM chats WHERE id <= :last;

-- name: count()^
SELECT count(*) FROM chats;
