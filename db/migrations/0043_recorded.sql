-- Reports that somebody of the resort wrote down for another person. `reporters` holds the recorder's chat for them; no
-- list of one's own reports has them.
CREATE TABLE recorded (
    report INTEGER PRIMARY KEY REFERENCES reports (id),
    recorder INTEGER NOT NULL REFERENCES officers (id),
    way TEXT,                               -- how it came: 110, telepon, pesan, ht, datang, surat; NULL: not said
    heard_words TEXT,                       -- when the recorder heard it, as typed
    heard_at INTEGER NOT NULL,
    code BLOB NOT NULL,                     -- the two words of its reporter: a sealed hash
    tries INTEGER NOT NULL DEFAULT 0,       -- wrong ones since `tries_since`
    tries_since INTEGER,
    accused INTEGER NOT NULL DEFAULT 0,     -- its words accuse the recorder's own office: no news goes to the recorder
    undated INTEGER NOT NULL DEFAULT 0,     -- nobody said when it happened: the recorder is asked
    held INTEGER NOT NULL DEFAULT 0         -- only the desk was called so far
) STRICT;
CREATE INDEX recorded_recorder ON recorded (recorder);
