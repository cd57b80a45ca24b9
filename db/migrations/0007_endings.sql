-- Reports that were done before endings had a clock: they are closed seven days after they ended, as those from now on.
INSERT INTO clocks (report, due_at)
SELECT id, ended_at + 7 * 24 * 3600 * 1000 FROM reports
WHERE state = 'selesai' AND closed_at IS NULL AND ended_at IS NOT NULL
ON CONFLICT DO NOTHING;
