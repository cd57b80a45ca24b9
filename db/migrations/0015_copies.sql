-- How many pictures a working copy of this file has, which officers see in its place: NULL until that is known, 0 when
-- there can be none.
ALTER TABLE evidence ADD COLUMN copies INTEGER;
CREATE INDEX evidence_uncopied ON evidence (id) WHERE state = 'fetched' AND kind = 'document' AND copies IS NULL;
