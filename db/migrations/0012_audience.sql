-- The areas of the audience that is being counted or frozen: written and removed within one transaction.
CREATE TABLE audience_areas (
    area TEXT PRIMARY KEY
) STRICT;
