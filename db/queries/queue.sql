-- name: page(state, urgency, at, after, limit, reader)
-- Reports that are outside the queue are in none of its pages, and those whose place is sealed in none of a place.
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: back(state, urgency, at, before, limit, reader)
-- The same, read from a report back to the top.
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) < (:at, :before)
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: count(a, b, c, d, darurat, tinggi, sedang, rendah, before, limit, reader)
-- How many there are of each urgency up to a moment; counting stops at the limit.
WITH asked (level, at) AS (
    VALUES ('darurat', CAST(:darurat AS BIGINT)), ('tinggi', :tinggi), ('sedang', :sedang), ('rendah', :rendah)
)
SELECT asked.level AS urgency, (
    SELECT count(*) FROM (
        SELECT 1 FROM reports WHERE closed_at IS NULL AND state IN (:a, :b, :c, :d)
        AND urgency = asked.level AND (created_at, id) < (asked.at, :before)
        AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
        AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
        LIMIT :limit
    ) AS found
) AS total FROM asked;

-- name: page_untaken(state, urgency, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND officer IS NULL
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: back_untaken(state, urgency, at, before, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) < (:at, :before)
AND officer IS NULL
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: count_untaken(a, b, c, d, darurat, tinggi, sedang, rendah, before, limit, reader)
WITH asked (level, at) AS (
    VALUES ('darurat', CAST(:darurat AS BIGINT)), ('tinggi', :tinggi), ('sedang', :sedang), ('rendah', :rendah)
)
SELECT asked.level AS urgency, (
    SELECT count(*) FROM (
        SELECT 1 FROM reports WHERE closed_at IS NULL AND state IN (:a, :b, :c, :d)
        AND urgency = asked.level AND (created_at, id) < (asked.at, :before)
        AND officer IS NULL
        AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
        AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
        LIMIT :limit
    ) AS found
) AS total FROM asked;

-- name: page_of_district(state, urgency, district, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: back_of_district(state, urgency, district, at, before, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) < (:at, :before)
AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: count_of_district(a, b, c, d, darurat, tinggi, sedang, rendah, district, before, limit, reader)
WITH asked (level, at) AS (
    VALUES ('darurat', CAST(:darurat AS BIGINT)), ('tinggi', :tinggi), ('sedang', :sedang), ('rendah', :rendah)
)
SELECT asked.level AS urgency, (
    SELECT count(*) FROM (
        SELECT 1 FROM reports WHERE closed_at IS NULL AND state IN (:a, :b, :c, :d)
        AND urgency = asked.level AND (created_at, id) < (asked.at, :before)
        AND district = :district
        AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
        AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
        LIMIT :limit
    ) AS found
) AS total FROM asked;

-- name: page_untaken_of_district(state, urgency, district, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND officer IS NULL AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: back_untaken_of_district(state, urgency, district, at, before, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) < (:at, :before)
AND officer IS NULL AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: count_untaken_of_district(a, b, c, d, darurat, tinggi, sedang, rendah, district, before, limit, reader)
WITH asked (level, at) AS (
    VALUES ('darurat', CAST(:darurat AS BIGINT)), ('tinggi', :tinggi), ('sedang', :sedang), ('rendah', :rendah)
)
SELECT asked.level AS urgency, (
    SELECT count(*) FROM (
        SELECT 1 FROM reports WHERE closed_at IS NULL AND state IN (:a, :b, :c, :d)
        AND urgency = asked.level AND (created_at, id) < (asked.at, :before)
        AND officer IS NULL AND district = :district
        AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
        AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
        LIMIT :limit
    ) AS found
) AS total FROM asked;

-- name: page_of_village(state, urgency, village, untaken, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND village = :village AND (:untaken = 0 OR officer IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: back_of_village(state, urgency, village, untaken, at, before, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) < (:at, :before)
AND village = :village AND (:untaken = 0 OR officer IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: count_of_village(a, b, c, d, darurat, tinggi, sedang, rendah, village, untaken, before, limit, reader)
WITH asked (level, at) AS (
    VALUES ('darurat', CAST(:darurat AS BIGINT)), ('tinggi', :tinggi), ('sedang', :sedang), ('rendah', :rendah)
)
SELECT asked.level AS urgency, (
    SELECT count(*) FROM (
        SELECT 1 FROM reports WHERE closed_at IS NULL AND state IN (:a, :b, :c, :d)
        AND urgency = asked.level AND (created_at, id) < (asked.at, :before)
        AND village = :village AND (:untaken = 0 OR officer IS NULL)
        AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
        AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
        LIMIT :limit
    ) AS found
) AS total FROM asked;

-- name: page_of_unit(state, urgency, unit, district, untaken, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND unit = :unit AND (:untaken = 0 OR officer IS NULL)
AND (district = :district OR :district IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: back_of_unit(state, urgency, unit, district, untaken, at, before, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) < (:at, :before)
AND unit = :unit AND (:untaken = 0 OR officer IS NULL)
AND (district = :district OR :district IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: count_of_unit(a, b, c, d, darurat, tinggi, sedang, rendah, unit, district, untaken, before, limit, reader)
-- Those that lie in none of the unit's areas: the others are counted there.
WITH asked (level, at) AS (
    VALUES ('darurat', CAST(:darurat AS BIGINT)), ('tinggi', :tinggi), ('sedang', :sedang), ('rendah', :rendah)
)
SELECT asked.level AS urgency, (
    SELECT count(*) FROM (
        SELECT 1 FROM reports WHERE closed_at IS NULL AND state IN (:a, :b, :c, :d)
        AND urgency = asked.level AND (created_at, id) < (asked.at, :before)
        AND unit = :unit AND (:untaken = 0 OR officer IS NULL)
        AND (district = :district OR :district IS NULL)
        AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
        AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
        AND coalesce(district, '') NOT IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
        AND coalesce(village, '') NOT IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
        LIMIT :limit
    ) AS found
) AS total FROM asked;

-- name: place(id)^
SELECT urgency, created_at FROM reports WHERE id = :id;

-- name: alike(id, category, earliest, latest, limit)
SELECT number, category, what, village, tps, latitude, longitude, happened_at, created_at FROM reports
WHERE closed_at IS NULL AND category = :category AND created_at BETWEEN :earliest AND :latest AND id <> :id
AND seal IS NULL
ORDER BY created_at DESC LIMIT :limit;

-- name: apart()^
SELECT count(*) FROM reports
WHERE closed_at IS NULL AND seal IN ('propam', 'propam_alone') AND urgency <> 'darurat';
