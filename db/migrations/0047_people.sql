-- Who people are inside: name, rank and post, sealed. `place` says whose: an officer, somebody at the door, an invitation.
CREATE TABLE people (
    place BLOB PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
