-- name: by_lookup^
SELECT id, sealed, kind, language, language_asked, consented_at, off_at FROM chats WHERE lookup = :lookup;

-- name: by_id^
SELECT id, sealed, kind, language, language_asked, consented_at, off_at FROM chats WHERE id = :id;

-- name: add^
INSERT INTO chats (lookup, sealed, kind, language, created_at)
VALUES (:lookup, :sealed, :kind, :language, :now)
RETURNING id;

-- name: reseal!
UPDATE chats SET sealed = :sealed, kind = :kind WHERE id = :id;

-- name: rekey!
UPDATE chats SET lookup = :lookup, sealed = :sealed, kind = 'supergroup' WHERE id = :id;

-- name: set_language!
UPDATE chats SET language = :language, language_asked = 1 WHERE id = :id;

-- name: set_language_asked!
UPDATE chats SET language_asked = 1 WHERE id = :id;

-- name: set_consented!
UPDATE chats SET consented_at = :now WHERE id = :id AND consented_at IS NULL;

-- name: set_off!
UPDATE chats SET off_at = :now WHERE id = :id AND off_at IS NULL;

-- name: set_on!
UPDATE chats SET off_at = NULL WHERE id = :id AND off_at IS NOT NULL;
