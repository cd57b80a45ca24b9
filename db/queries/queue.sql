-- Reports that are outside the queue are in none of its pages, and those whose place is sealed in none of a place.

-- part: page
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)

-- part: in_order
ORDER BY created_at, id LIMIT :limit

-- part: back
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) < (:at, :before)

-- part: backwards
ORDER BY created_at DESC, id DESC LIMIT :limit

-- part: count
WITH asked (level, at) AS (
    VALUES ('darurat', CAST(:darurat AS BIGINT)), ('tinggi', :tinggi), ('sedang', :sedang), ('rendah', :rendah)
)
SELECT asked.level AS urgency, (
    SELECT count(*) FROM (
        SELECT 1 FROM reports WHERE closed_at IS NULL AND state IN (:a, :b, :c, :d)
        AND urgency = asked.level AND (created_at, id) < (asked.at, :before)

-- part: by_urgency
        LIMIT :limit
    ) AS found
) AS total FROM asked

-- part: shown
(seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)

-- part: shown_in_place
(seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)

-- part: in_village
village = :village AND (:untaken = 0 OR officer IS NULL)

-- part: in_unit
unit = :unit AND (:untaken = 0 OR officer IS NULL) AND (district = :district OR :district IS NULL)

-- name: page(state, urgency, at, after, limit, reader)
-- The next reports after one.
{page} AND {shown} {in_order};

-- name: back(state, urgency, at, before, limit, reader)
-- The same, read from a report back to the top.
{back} AND {shown} {backwards};

-- name: count(a, b, c, d, darurat, tinggi, sedang, rendah, before, limit, reader)
-- How many there are of each urgency up to a moment; counting stops at the limit.
{count} AND {shown} {by_urgency};

-- name: page_untaken(state, urgency, at, after, limit, reader)
{page} AND officer IS NULL AND {shown} {in_order};

-- name: back_untaken(state, urgency, at, before, limit, reader)
{back} AND officer IS NULL AND {shown} {backwards};

-- name: count_untaken(a, b, c, d, darurat, tinggi, sedang, rendah, before, limit, reader)
{count} AND officer IS NULL AND {shown} {by_urgency};

-- name: page_of_district(state, urgency, district, at, after, limit, reader)
{page} AND district = :district AND {shown_in_place} {in_order};

-- name: back_of_district(state, urgency, district, at, before, limit, reader)
{back} AND district = :district AND {shown_in_place} {backwards};

-- name: count_of_district(a, b, c, d, darurat, tinggi, sedang, rendah, district, before, limit, reader)
{count} AND district = :district AND {shown_in_place} {by_urgency};

-- name: page_untaken_of_district(state, urgency, district, at, after, limit, reader)
{page} AND officer IS NULL AND district = :district AND {shown_in_place} {in_order};

-- name: back_untaken_of_district(state, urgency, district, at, before, limit, reader)
{back} AND officer IS NULL AND district = :district AND {shown_in_place} {backwards};

-- name: count_untaken_of_district(a, b, c, d, darurat, tinggi, sedang, rendah, district, before, limit, reader)
{count} AND officer IS NULL AND district = :district AND {shown_in_place} {by_urgency};

-- name: page_of_village(state, urgency, village, untaken, at, after, limit, reader)
{page} AND {in_village} AND {shown_in_place} {in_order};

-- name: back_of_village(state, urgency, village, untaken, at, before, limit, reader)
{back} AND {in_village} AND {shown_in_place} {backwards};

-- name: count_of_village(a, b, c, d, darurat, tinggi, sedang, rendah, village, untaken, before, limit, reader)
{count} AND {in_village} AND {shown_in_place} {by_urgency};

-- name: page_of_unit(state, urgency, unit, district, untaken, at, after, limit, reader)
{page} AND {in_unit} AND {shown_in_place} {in_order};

-- name: back_of_unit(state, urgency, unit, district, untaken, at, before, limit, reader)
{back} AND {in_unit} AND {shown_in_place} {backwards};

-- name: count_of_unit(a, b, c, d, darurat, tinggi, sedang, rendah, unit, district, untaken, before, limit, reader)
-- Those that lie in none of the unit's areas: the others are counted there.
{count} AND {in_unit} AND {shown_in_place}
AND coalesce(district, '') NOT IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
AND coalesce(village, '') NOT IN (SELECT area FROM unit_areas WHERE unit_areas.unit = :unit)
{by_urgency};

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
