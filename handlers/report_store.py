"""The draft of a chat's report in the database: found, kept, ended."""

from dataclasses import replace
from datetime import datetime

from conversations.report_draft import ReportDraft, dump, load
from db import drafts
from db.drafts import Kept
from handlers.turn import Turn

FLOW = "report"


async def of_chat(turn: Turn) -> Kept:
    """The draft of this chat; its content is None when there is none."""
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.flow == FLOW:
            return kept
    return Kept(FLOW, None, 0)


async def in_hand(turn: Turn) -> Kept | None:
    """The unfinished dialogue that was touched last, whichever it is."""
    kept = await drafts.of_chat(turn.tx, turn.vault, turn.here.key)
    return next((one for one in kept if one.content is not None), None)


async def unfinished(turn: Turn) -> bool:
    """Whether there is a draft to go on with."""
    return (await of_chat(turn)).content is not None


def draft_of(turn: Turn, kept: Kept) -> ReportDraft:
    """The draft; who agreed elsewhere meanwhile is not asked again."""
    assert kept.content is not None
    draft = load(kept.content)
    return replace(draft, consented=draft.consented or turn.here.consented_at is not None)


async def save(turn: Turn, kept: Kept, draft: ReportDraft, revision: int | None = None) -> None:
    """Keep the draft, with the revision it had before if no other is given."""
    number = kept.revision if revision is None else revision
    saved = Kept(FLOW, dump(draft), number, _due(kept, draft))
    await drafts.save(turn.tx, turn.vault, turn.here.key, saved, turn.now)


async def end(turn: Turn, kept: Kept) -> None:
    """Let go of a dialogue; its buttons are old from now on."""
    await drafts.save(turn.tx, turn.vault, turn.here.key, Kept(kept.flow, None, kept.revision + 1), turn.now)


def _due(kept: Kept, draft: ReportDraft) -> datetime | None:
    """An emergency's time is set when it becomes one, and no answer puts it off."""
    if not draft.emergency:
        return None
    return kept.due if kept.content is not None and load(kept.content).emergency else draft.sends_at
