-- Whose file it is: an officer's, who added it to a note; NULL: the reporter's.
ALTER TABLE evidence ADD COLUMN officer INTEGER;
-- What its working copy is sent as: photo, video, video_note, voice, audio; NULL while there is none.
ALTER TABLE evidence ADD COLUMN form TEXT;
-- What the original tells of its maker, a comma between: gps, owner, device; more: it has pages without a picture.
ALTER TABLE evidence ADD COLUMN found TEXT;
-- When its reporter got its print, and heard what was found.
ALTER TABLE evidence ADD COLUMN told_at INTEGER;
UPDATE evidence SET officer = (
    SELECT min(events.officer) FROM events
    WHERE events.report = evidence.report AND events.act = 'foto_petugas' AND events.at = evidence.added_at
);
UPDATE evidence SET told_at = added_at;
UPDATE evidence SET form = 'photo' WHERE copies > 0;
DROP INDEX evidence_uncopied;
CREATE INDEX evidence_uncopied ON evidence (id) WHERE state = 'fetched' AND copies IS NULL;
CREATE INDEX evidence_untooled ON evidence (id) WHERE form = 'no_tool';
CREATE INDEX evidence_untold ON evidence (report) WHERE told_at IS NULL AND officer IS NULL;
