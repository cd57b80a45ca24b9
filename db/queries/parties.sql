-- name: lose_group(chat, now)!
UPDATE units SET lost_at = :now WHERE chat = :chat AND lost_at IS NULL;

-- name: owed_is_due(chat, now)!
-- Reports it holds, or that wait for its unit, where nobody else is left; its unit's group; help it promised; a shift
-- it was offered; what the command decides, if it is of the command.
-- One list of numbers: where each part had a condition of its own, a server read every row that waits.
UPDATE waits SET due_at = :now WHERE due_at > :now AND id IN (
    SELECT wait FROM reports WHERE closed_at IS NULL AND officer IS NOT NULL AND state <> 'selesai'
    AND officer IN (SELECT officers.id FROM officers WHERE officers.chat = :chat)
    UNION ALL
    SELECT wait FROM reports WHERE closed_at IS NULL AND officer IS NULL AND state = 'dilimpahkan'
    AND unit IN (
        SELECT officers.unit FROM officers WHERE officers.chat = :chat AND NOT EXISTS (
            SELECT 1 FROM officers AS others JOIN chats ON chats.id = others.chat AND chats.off_at IS NULL
            WHERE others.unit = officers.unit AND others.removed_at IS NULL AND others.chat <> :chat
        )
    )
    UNION ALL
    SELECT wait FROM units WHERE chat = :chat
    UNION ALL
    SELECT incidents.wait FROM officers JOIN incidents ON incidents.leader = officers.id
    WHERE officers.chat = :chat
    UNION ALL
    SELECT help_calls.wait FROM officers JOIN help_calls ON help_calls.answered_by = officers.id
    WHERE officers.chat = :chat
    UNION ALL
    SELECT shift_offers.wait FROM officers
    JOIN shift_offers ON shift_offers.colleague = officers.id OR shift_offers.officer = officers.id
    WHERE officers.chat = :chat
    UNION ALL
    SELECT id FROM waits WHERE kind IN ('openings', 'appeals', 'seconds', 'arrivals') AND EXISTS (
        SELECT 1 FROM officers WHERE chat = :chat AND role = 'komando' AND removed_at IS NULL
    )
);

-- name: questions_are_due(report, now)!
UPDATE waits SET due_at = :now WHERE due_at > :now AND id IN (SELECT wait FROM questions WHERE report = :report);
