-- A text that a reporter may have erased is hashed together with chance, so that it cannot be guessed from its hash.
ALTER TABLE events ADD COLUMN salt TEXT;

ALTER TABLE reports ADD COLUMN erased_at INTEGER;          -- since when nothing of what its reporter told is left

-- Files whose report was erased, until they are gone from the folder too.
CREATE INDEX evidence_erasing ON evidence (id) WHERE state = 'erasing';
