-- The reports that were merged into one: their reporters hear of it too.
CREATE INDEX reports_merged ON reports (duplicate_of) WHERE duplicate_of IS NOT NULL;
