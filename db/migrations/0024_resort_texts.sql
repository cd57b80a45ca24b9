-- What the resort itself states, in every version that somebody of the command has read; the files are in folders.
CREATE TABLE resort_texts (
    hash TEXT PRIMARY KEY,                  -- SHA-256 over name and content
    name TEXT NOT NULL,
    content TEXT NOT NULL,                  -- the file as it was read
    valid_from TEXT NOT NULL,               -- a day, YYYY-MM-DD
    approved_at INTEGER                     -- since when two of the command have approved it
) STRICT;
CREATE INDEX resort_texts_approved ON resort_texts (name) WHERE approved_at IS NOT NULL;

-- Which pages of a version somebody was shown: who has not read all of it cannot approve it.
CREATE TABLE text_readings (
    hash TEXT NOT NULL REFERENCES resort_texts (hash),
    person INTEGER NOT NULL,                -- the chat
    page INTEGER NOT NULL,
    PRIMARY KEY (hash, person, page)
) STRICT;

CREATE TABLE text_approvals (
    hash TEXT NOT NULL REFERENCES resort_texts (hash),
    person INTEGER NOT NULL,                -- the chat; 0 is the machine's command line
    at INTEGER NOT NULL,
    PRIMARY KEY (hash, person)
) STRICT;
