-- name: add(report, recorder, way, heard_words, heard_at, code, accused, undated)!
INSERT INTO recorded (report, recorder, way, heard_words, heard_at, code, accused, undated)
VALUES (:report, :recorder, :way, :heard_words, :heard_at, :code, :accused, :undated);

-- name: get(report)^
SELECT * FROM recorded WHERE report = :report;

-- name: of_chat(chat)
SELECT recorded.report, recorded.code FROM recorded JOIN officers ON officers.id = recorded.recorder
WHERE officers.chat = :chat ORDER BY recorded.report;

-- name: renew(report, code)!
UPDATE recorded SET code = :code WHERE report = :report;

-- name: tried(report, tries, since)!
UPDATE recorded SET tries = :tries, tries_since = :since WHERE report = :report;

-- name: hold(report)!
UPDATE recorded SET held = 1 WHERE report = :report;

-- name: release(report)!
UPDATE recorded SET held = 0 WHERE report = :report AND held = 1;

-- name: dated(report)!
UPDATE recorded SET undated = 0 WHERE report = :report AND undated = 1;

-- name: date_report(report, happened_words, happened_at, ongoing)^
UPDATE reports SET happened_words = :happened_words, happened_at = :happened_at, ongoing = :ongoing WHERE id = :report
RETURNING *;
