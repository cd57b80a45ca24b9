-- Pictures with which officers end reports: one that ends two is pointed out to the desk.
CREATE INDEX evidence_proof_print ON evidence (sha256) WHERE officer IS NOT NULL AND sha256 IS NOT NULL;
CREATE INDEX evidence_proof_file ON evidence (file_unique_id) WHERE officer IS NOT NULL;
CREATE INDEX evidence_uncompared ON evidence (id) WHERE officer IS NOT NULL AND told_at IS NULL AND state = 'fetched';
