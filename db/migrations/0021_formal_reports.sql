-- What its reporter is reminded of after an election violation: seven days to report it formally.
CREATE TABLE formal_reports (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    due_at INTEGER                          -- the next reminder; none after the last, or once nothing is left to remind of
) STRICT;
CREATE INDEX formal_reports_due ON formal_reports (due_at) WHERE due_at IS NOT NULL;

-- Open violations of before are reminded too; the bot lets go of those whose seven days are over.
INSERT INTO formal_reports (report, due_at)
SELECT id, coalesce(known_at, created_at) + 259200000 FROM reports WHERE kind = 'pelanggaran' AND closed_at IS NULL;
