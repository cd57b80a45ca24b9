-- A group is greeted once a day at most.
ALTER TABLE chats ADD COLUMN greeted_at INTEGER;
