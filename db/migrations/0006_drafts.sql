-- What happens by itself to a dialogue that nobody goes on with, and when: see handlers/unsent.py.
ALTER TABLE drafts ADD COLUMN due_at INTEGER;
CREATE INDEX drafts_due ON drafts (due_at) WHERE due_at IS NOT NULL;
