-- The elections whose reminders are kept, as their files were when the bot last started.
CREATE TABLE programmes (
    key TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;
