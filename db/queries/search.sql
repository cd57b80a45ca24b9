-- name: some()^
SELECT id FROM reports WHERE indexed = 0 LIMIT 1;

-- name: waiting(limit)
SELECT id FROM reports WHERE indexed = 0 ORDER BY id DESC LIMIT :limit;

-- name: add(word, report)*!
INSERT INTO search_words (word, report) VALUES (:word, :report) ON CONFLICT DO NOTHING;

-- name: forget(report)!
DELETE FROM search_words WHERE report = :report;

-- name: indexed(id)!
UPDATE reports SET indexed = 1 WHERE id = :id;

-- name: stale(id)!
UPDATE reports SET indexed = 0 WHERE id = :id;

-- name: stale_all()!
UPDATE reports SET indexed = 0 WHERE indexed = 1;

-- name: how_many(word, before, most)^
SELECT count(*) FROM (SELECT 1 FROM search_words WHERE word IN (:word, :before) LIMIT :most) AS found;

-- name: find(a, a_before, b, b_before, c, c_before, d, d_before, e, e_before, most, everywhere, unit, reader, limit)
-- The newest reports that hold all words, of those that hold the rarest one, `a`.
SELECT reports.id, number, urgency, category, seal, state, district, village, tps, officer, unit, created_at
FROM (
    SELECT report FROM (SELECT report FROM search_words WHERE word = :a ORDER BY report DESC LIMIT :most) AS now
    UNION
    SELECT report FROM (SELECT report FROM search_words WHERE word = :a_before ORDER BY report DESC LIMIT :most) AS earlier
) AS found JOIN reports ON reports.id = found.report
WHERE seal IS NULL AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
AND EXISTS (SELECT 1 FROM search_words AS other WHERE other.word IN (:b, :b_before) AND other.report = found.report)
AND EXISTS (SELECT 1 FROM search_words AS other WHERE other.word IN (:c, :c_before) AND other.report = found.report)
AND EXISTS (SELECT 1 FROM search_words AS other WHERE other.word IN (:d, :d_before) AND other.report = found.report)
AND EXISTS (SELECT 1 FROM search_words AS other WHERE other.word IN (:e, :e_before) AND other.report = found.report)
AND (
    :everywhere = 1 OR unit = :unit
    OR district IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
    OR village IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
)
ORDER BY reports.id DESC LIMIT :limit;
