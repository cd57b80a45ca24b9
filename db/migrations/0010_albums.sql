-- Telegram's numbers of the other messages of an album, by comma: who takes it back takes back all of it.
ALTER TABLE deliveries ADD COLUMN others TEXT;
