-- The end of the memory of acts as it was shown to witnesses, signed.
CREATE TABLE anchors (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,                 -- the last event
    hash BLOB NOT NULL,
    reports INTEGER NOT NULL,               -- filed up to it
    at INTEGER NOT NULL,
    signature BLOB NOT NULL
) STRICT;

-- When it is shown next: one row, none before that is planned.
CREATE TABLE anchor_times (
    id INTEGER PRIMARY KEY,
    due_at INTEGER NOT NULL
) STRICT;

-- More of what gives somebody a right carries a voucher: see db/vouched.py. What was there before is vouched for once.
ALTER TABLE seats ADD COLUMN voucher BLOB;
ALTER TABLE seat_voices ADD COLUMN voucher BLOB;
ALTER TABLE arrivals ADD COLUMN voucher BLOB;
ALTER TABLE seconds ADD COLUMN voucher BLOB;
ALTER TABLE suspensions ADD COLUMN voucher BLOB;
ALTER TABLE restorations ADD COLUMN voucher BLOB;
ALTER TABLE seat_codes ADD COLUMN voucher BLOB;
ALTER TABLE units ADD COLUMN voucher BLOB;

-- Keyed hashes of what was erased, until they stand in the list beside the key: see app/erased_list.py.
CREATE TABLE erased_marks (
    mark BLOB PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
