-- Receipts that say that officers are being called, until Telegram has answered for those calls.
CREATE TABLE receipts (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    outbox INTEGER NOT NULL,                -- the receipt's own message
    in_place INTEGER NOT NULL,              -- whether that message can be changed
    since INTEGER NOT NULL
) STRICT;
