-- Where more than five emergencies wait for one chat they are one list, which is sent anew for each that comes.
CREATE TABLE call_lists (
    outbox INTEGER PRIMARY KEY,             -- the message
    chat INTEGER NOT NULL REFERENCES chats (id)
) STRICT;
CREATE INDEX call_lists_chat ON call_lists (chat);

CREATE TABLE listed_calls (
    report INTEGER NOT NULL REFERENCES reports (id),
    chat INTEGER NOT NULL REFERENCES chats (id),
    outbox INTEGER NOT NULL,                -- the latest list that names it
    PRIMARY KEY (report, chat)
) STRICT;
CREATE INDEX listed_calls_chat ON listed_calls (chat);
