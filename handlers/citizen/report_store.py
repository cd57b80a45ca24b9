"""The draft of a chat's report in the database: found, kept, ended."""

from dataclasses import replace
from datetime import datetime, timedelta

from conversations.report_draft import ReportDraft, dump, load
from conversations.salvage import report_of
from db import drafts
from db.drafts import StoredDialogue
from handlers.common.turn import Turn
from resort.quiet_hours import awake

FLOW = "report"
REMIND_AFTER = timedelta(minutes=30)  # of silence
ASLEEP_AFTER = timedelta(days=1)  # then what comes need not be an answer to the question any more


async def of_chat(turn: Turn) -> StoredDialogue:
    """The draft of this chat; its content is None when there is none."""
    return await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)


async def unfinished(turn: Turn) -> bool:
    """Whether there is a draft to go on with."""
    return (await of_chat(turn)).content is not None


def draft_of(turn: Turn, kept: StoredDialogue) -> ReportDraft:
    """The draft. A consent given elsewhere in the meantime counts."""
    assert kept.content is not None
    draft = load(kept.content)
    return replace(
        draft,
        consented=draft.consented or turn.here.consented_at is not None,
        writes=draft.writes or turn.here.writes,
    )


def salvage(turn: Turn, kept: StoredDialogue) -> StoredDialogue:
    """What can be read of a draft that cannot be read whole, to be offered; an emergency keeps its time to go."""
    assert kept.content is not None
    draft = report_of(kept.content, turn.scene, consented=turn.here.consented_at is not None)
    if draft is None:
        return replace(kept, content=None)
    if draft.emergency and kept.due is not None:
        draft = replace(draft, sends_at=kept.due)
    return replace(kept, content=dump(draft), due=_due(turn, replace(kept, content=None), draft))


async def save(turn: Turn, kept: StoredDialogue, draft: ReportDraft) -> None:
    """Keep the draft, with its time to be reminded of or to go by itself."""
    saved = StoredDialogue(FLOW, dump(draft), kept.revision, _due(turn, kept, draft))
    await drafts.save(turn.tx, turn.vault, turn.here.key, saved, turn.now)


async def set_aside(turn: Turn, kept: StoredDialogue, draft: ReportDraft) -> None:
    """Keep what came after a long silence; the draft sleeps on until its citizen says what it is for."""
    assert kept.touched is not None
    await drafts.save(turn.tx, turn.vault, turn.here.key, replace(kept, content=dump(draft)), kept.touched)


def asleep(turn: Turn, kept: StoredDialogue) -> bool:
    """Whether nobody has gone on with a dialogue for a day."""
    return kept.touched is not None and turn.now - kept.touched > ASLEEP_AFTER


async def end(turn: Turn, kept: StoredDialogue) -> None:
    """Let go of a dialogue; its buttons are old from now on."""
    await drafts.save(turn.tx, turn.vault, turn.here.key, StoredDialogue(kept.flow, None, kept.revision + 1), turn.now)


def _due(turn: Turn, kept: StoredDialogue, draft: ReportDraft) -> datetime | None:
    """When to remind; an emergency's time to go by itself is set when it becomes one, and no answer puts it off."""
    if not draft.emergency:
        return None if draft.reminded else awake(turn.now + REMIND_AFTER, turn.resort.zone)
    timed = kept.content is not None and kept.due is not None and load(kept.content).emergency
    return kept.due if timed else draft.sends_at
