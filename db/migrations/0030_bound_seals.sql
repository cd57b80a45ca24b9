-- What gives somebody a right carries a voucher, a keyed hash over the row: see db/vouched.py. What the tables named
-- `_before` hold is sealed for its row, and taken out of them, when the bot first starts with its key: db/binding.py.
ALTER TABLE officers ADD COLUMN voucher BLOB;
ALTER TABLE invites ADD COLUMN voucher BLOB;
ALTER TABLE approvals ADD COLUMN voucher BLOB;
ALTER TABLE text_approvals ADD COLUMN voucher BLOB;
ALTER TABLE resort_texts ADD COLUMN voucher BLOB;
ALTER TABLE openings ADD COLUMN voucher BLOB;

-- Who reported: no row of it leads to a chat without the key.
ALTER TABLE reporters RENAME TO reporters_before;
DROP INDEX reporters_chat;
CREATE TABLE reporters (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    chat BLOB,                              -- sealed; none once its reporter had it erased
    confidential INTEGER NOT NULL,
    sealed BLOB                             -- phone, if they gave one
) STRICT;

-- The reports of one person, in one sealed list that is found by a keyed hash of their chat.
CREATE TABLE own_reports (
    owner BLOB PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

-- Dialogues are found by a keyed hash too: a dump does not say who was writing a report.
DROP INDEX drafts_due;
ALTER TABLE drafts RENAME TO drafts_before;
CREATE TABLE drafts (
    owner BLOB NOT NULL,
    flow TEXT NOT NULL,
    chat BLOB,                              -- sealed; only while it is open
    sealed BLOB,
    revision INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    due_at INTEGER,
    PRIMARY KEY (owner, flow)
) STRICT;
CREATE INDEX drafts_due ON drafts (due_at) WHERE due_at IS NOT NULL;
