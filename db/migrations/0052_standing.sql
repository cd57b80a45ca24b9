-- What an act left behind: where its report stands, and the rows that give rights, as fingerprints. See db/standing.py.
ALTER TABLE events ADD COLUMN stands TEXT;
ALTER TABLE events ADD COLUMN rights TEXT;
CREATE INDEX events_rights ON events (id) WHERE rights IS NOT NULL;

-- A run sends the words that were approved and no others, and only if the bot itself began it.
ALTER TABLE runs ADD COLUMN fingerprint TEXT;
ALTER TABLE runs ADD COLUMN voucher BLOB;
UPDATE runs SET fingerprint = (SELECT appeals.fingerprint FROM appeals WHERE appeals.id = runs.appeal)
WHERE ended_at IS NULL;
