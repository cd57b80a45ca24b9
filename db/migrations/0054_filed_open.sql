-- An officer's own reports that are open are found beside all that they ever filed.
DROP INDEX reports_filed_by;
CREATE INDEX reports_filed_by ON reports (filed_by) WHERE closed_at IS NULL AND filed_by IS NOT NULL;
