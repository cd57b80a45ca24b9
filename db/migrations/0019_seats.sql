-- Where people find a unit, from the optional columns of units.csv.
ALTER TABLE units ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN hours TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN latitude REAL;
ALTER TABLE units ADD COLUMN longitude REAL;
