-- Words by which the desk finds a report again: keyed hashes of their stems, which nobody reads without the key. Those
-- of sealed reports are not here. `indexed` is 0 while a report's words are to be taken in anew.
CREATE TABLE search_words (
    word INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES reports (id),
    PRIMARY KEY (word, report)
) STRICT;
CREATE INDEX search_words_report ON search_words (report);
ALTER TABLE reports ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reports_unindexed ON reports (id) WHERE indexed = 0;
-- What each of the desk looks at: the filter of the queue, for the shift, and the pinned message that is kept up to date.
CREATE TABLE desk_boards (
    officer INTEGER PRIMARY KEY REFERENCES officers (id),
    filter TEXT NOT NULL DEFAULT '',        -- as a button carries it
    message INTEGER,                        -- the row of the pinned message in the outbox
    shown BLOB,                             -- keyed hash of what it shows
    seen INTEGER NOT NULL DEFAULT 0,        -- the last event of the memory that it shows; -1 while its officer is off duty
    edited_at INTEGER
) STRICT;
