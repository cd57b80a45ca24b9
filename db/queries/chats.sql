-- name: by_lookup(lookup)^
SELECT id, sealed, kind, language, language_asked, off_at FROM chats WHERE lookup = :lookup;

-- name: by_id(id)^
SELECT id, sealed, kind, language, language_asked, off_at FROM chats WHERE id = :id;

-- name: add(lookup, sealed, kind, language, now)^
INSERT INTO chats (lookup, sealed, kind, language, created_at)
VALUES (:lookup, :sealed, :kind, :language, :now)
RETURNING id;

-- name: reseal(sealed, id)!
UPDATE chats SET sealed = :sealed WHERE id = :id;

-- name: unpadded(least, after, most)
SELECT id, sealed FROM chats WHERE id > :after AND length(sealed) < :least ORDER BY id LIMIT :most;

-- name: set_kind(kind, id)!
UPDATE chats SET kind = :kind WHERE id = :id;

-- name: set_aside(lookup, id)!
UPDATE chats SET lookup = :lookup WHERE id = :id;

-- name: renew(lookup, sealed, id)!
UPDATE chats SET lookup = :lookup, sealed = :sealed WHERE id = :id;

-- name: forget(id, lookup, sealed, now)!
UPDATE chats SET lookup = :lookup, sealed = :sealed, off_at = coalesce(off_at, :now) WHERE id = :id;

-- name: rekey(lookup, sealed, id)!
UPDATE chats SET lookup = :lookup, sealed = :sealed, kind = 'supergroup' WHERE id = :id;

-- name: set_language(language, id)!
UPDATE chats SET language = :language, language_asked = 1 WHERE id = :id;

-- name: set_language_asked(id)!
UPDATE chats SET language_asked = 1 WHERE id = :id;

-- name: set_off(now, id)!
UPDATE chats SET off_at = :now WHERE id = :id AND off_at IS NULL;

-- name: set_on(id)!
UPDATE chats SET off_at = NULL WHERE id = :id AND off_at IS NOT NULL;

-- name: greet(id, now, before)!
UPDATE chats SET greeted_at = :now WHERE id = :id AND (greeted_at IS NULL OR greeted_at <= :before);
