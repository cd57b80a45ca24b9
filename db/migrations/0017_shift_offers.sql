-- A shift that an officer offers to a colleague: nothing is handed over until the colleague takes it.
CREATE TABLE shift_offers (
    officer INTEGER PRIMARY KEY REFERENCES officers (id),
    colleague INTEGER NOT NULL REFERENCES officers (id),
    offered_at INTEGER NOT NULL
) STRICT;
