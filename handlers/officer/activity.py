"""The giat: officers report patrols, roll calls and visits, or that nothing happened."""

from dataclasses import replace

from casework import activities
from conversations import activity
from conversations.activity import ActivityDraft
from conversations.answer import Answer, Tap
from conversations.callback import Topic
from conversations.flow import Finished, Moved
from conversations.screen import Key, Line, Screen
from db import drafts
from db.drafts import Kept
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales import Refused
from resort.rights import Right

FLOW = "activity"


async def start(turn: Turn) -> None:
    """`/giat`: begin, letting go of one that was not finished."""
    await turn.require(Right.REPORT_ACTIVITY)
    kept = await _kept(turn)
    await _ask(turn, replace(kept, revision=kept.revision + 1), ActivityDraft(), None)


async def tapped(turn: Turn) -> None:
    """A button of the giat; one of an earlier question is told so."""
    callback, kept = turn.callback, await _kept(turn)
    assert callback is not None
    if kept.content is None or callback.revision != kept.revision:
        raise Refused("flow.old_button")
    if callback.choice == "cancel":
        await cancel(turn, kept)
        return
    await answered(turn, kept, Tap(callback.choice))


async def cancel(turn: Turn, kept: Kept) -> None:
    """*Batal*, or `/batal`: nothing was done."""
    await _end(turn, kept)
    await turn.show(Screen(Line("activity.cancelled"), ((MENU,),)), Topic.MENU)


async def answered(turn: Turn, kept: Kept, answer: Answer) -> None:
    """One answer. The right is checked again: it may have been lost since."""
    assert kept.content is not None
    officer = await turn.require(Right.REPORT_ACTIVITY)
    match activity.advance(activity.load(kept.content), answer):
        case Finished(draft):
            await activities.store(turn, officer, draft)
            await _end(turn, kept)
            text = Line("activity.kept", {"work": Key(f"activity.{draft.work}"), "at": turn.now})
            await turn.show(Screen(text, ((MENU,),)), Topic.MENU)
        case Moved(draft, note):
            await _ask(turn, replace(kept, revision=kept.revision + 1), draft, note)


async def _ask(turn: Turn, kept: Kept, draft: ActivityDraft, note: Line | None) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, replace(kept, content=activity.dump(draft)), turn.now)
    await turn.show(activity.screen(draft), Topic.ACTIVITY, revision=kept.revision, note=note)


async def _end(turn: Turn, kept: Kept) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, Kept(FLOW, None, kept.revision + 1), turn.now)


async def _kept(turn: Turn) -> Kept:
    return await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
