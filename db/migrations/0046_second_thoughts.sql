-- Taps that can be taken back for a minute: what the report, and its wait, were before. A row lives for that minute.
CREATE TABLE second_thoughts (
    report INTEGER NOT NULL REFERENCES reports (id),
    act TEXT NOT NULL, -- terima, menuju_lokasi, di_lokasi
    officer INTEGER NOT NULL REFERENCES officers (id),
    state TEXT NOT NULL,
    unit TEXT REFERENCES units (code),
    wait_due_at INTEGER NOT NULL,
    wait_since INTEGER NOT NULL,
    wait_rings INTEGER NOT NULL,
    told INTEGER NOT NULL, -- its reporter was told at once
    due_at INTEGER NOT NULL,
    PRIMARY KEY (report, act)
) STRICT;
CREATE INDEX second_thoughts_due ON second_thoughts (due_at);
