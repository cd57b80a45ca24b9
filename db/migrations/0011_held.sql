-- A delivery to a chat that Telegram has slowed down waits here until then, and takes nobody's place meanwhile.
ALTER TABLE deliveries ADD COLUMN held_until INTEGER;
DROP INDEX deliveries_waiting;
CREATE INDEX deliveries_waiting ON deliveries (run, id) WHERE state = 'queued' AND held_until IS NULL;
CREATE INDEX deliveries_held ON deliveries (held_until) WHERE held_until IS NOT NULL;
CREATE INDEX deliveries_held_chat ON deliveries (chat) WHERE held_until IS NOT NULL;
