-- Reports that an officer made as an officer: the officer is named, and nobody else is their reporter.
ALTER TABLE reports ADD COLUMN filed_by INTEGER REFERENCES officers (id);
CREATE INDEX reports_filed_by ON reports (filed_by) WHERE filed_by IS NOT NULL;
