-- An activity stays with the unit whose it was, wherever its officer goes; lists are read from the newest.
ALTER TABLE activities ADD COLUMN unit TEXT NOT NULL DEFAULT '';
UPDATE activities SET unit = (SELECT officers.unit FROM officers WHERE officers.id = activities.officer);
CREATE INDEX activities_created_at ON activities (created_at);
