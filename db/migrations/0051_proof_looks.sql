-- What an officer's picture looks like, in 64 bits: the same one, sent anew, is found again. Of no reporter's files.
ALTER TABLE evidence ADD COLUMN look TEXT;
CREATE INDEX evidence_looks ON evidence (id) WHERE officer IS NOT NULL AND look IS NOT NULL;
