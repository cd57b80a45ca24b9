-- name: page(state, urgency, at, after, limit, reader)
-- Reports that are outside the queue are in none of its pages, and those whose place is sealed in none of a place.
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: keys(state, urgency, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: page_untaken(state, urgency, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND officer IS NULL
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: keys_untaken(state, urgency, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency
AND officer IS NULL
AND (seal IS NULL OR seal NOT IN ('propam', 'propam_alone') OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: page_of_district(state, urgency, district, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: keys_of_district(state, urgency, district, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency
AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: page_untaken_of_district(state, urgency, district, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND officer IS NULL AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: keys_untaken_of_district(state, urgency, district, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency
AND officer IS NULL AND district = :district
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: page_of_village(state, urgency, village, untaken, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND village = :village AND (:untaken = 0 OR officer IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: keys_of_village(state, urgency, village, untaken, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency
AND village = :village AND (:untaken = 0 OR officer IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: page_of_unit(state, urgency, unit, district, untaken, at, after, limit, reader)
SELECT id, number, urgency, category, seal, district, village, tps, officer, created_at FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND (created_at, id) > (:at, :after)
AND unit = :unit AND (:untaken = 0 OR officer IS NULL)
AND (district = :district OR :district IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

-- name: keys_of_unit(state, urgency, unit, district, untaken, limit, reader)
SELECT created_at, id FROM reports
WHERE closed_at IS NULL AND state = :state AND urgency = :urgency AND unit = :unit
AND (:untaken = 0 OR officer IS NULL) AND (district = :district OR :district IS NULL)
AND (seal IS NULL OR seal = 'polri' OR urgency = 'darurat')
AND (kept_from = '' OR urgency = 'darurat' OR replace(kept_from, :reader, '') = kept_from)
ORDER BY created_at, id LIMIT :limit;

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
