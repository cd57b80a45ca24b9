"""Every dialogue that can be open in a chat, one entry each, and what a message means in it.

A dialogue that is a table of steps is a `Dialogue` for the driver; a new one is its table in `conversations/` and one
entry here. Three are no tables: adding to a report, words that somebody was asked for, and names
of areas.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from casework import activities
from conversations.activity import ACTIVITY, READ, ActivityDraft, dump, load
from conversations.answer import Answer
from conversations.callback import Topic
from conversations.heard import Heard
from conversations.salvage import activity_of
from conversations.screen import Key, Line, Screen
from db.drafts import StoredDialogue
from handlers.announcements import composing
from handlers.citizen import adding, addition_store, beginning, belonging, report
from handlers.common import hearing, prompts
from handlers.common.buttons import MENU
from handlers.common.driver import Dialogue, nothing
from handlers.common.turn import Turn
from handlers.officer import asking, recording, reporting
from handlers.subscribers import typed_areas
from handlers.telegram.incoming import answer_of
from locales import Refused
from resort.rights import Right

# --- The giat ------------------------------------------------------------------------------------


def _load_activity(turn: Turn, kept: StoredDialogue) -> ActivityDraft:
    assert kept.content is not None
    return load(kept.content)


async def _nothing_to_know(turn: Turn, draft: ActivityDraft) -> None:
    return None


async def _store_activity(turn: Turn, draft: ActivityDraft) -> None:
    await activities.store(turn, await turn.require(Right.REPORT_ACTIVITY), draft)
    text = Line("activity.kept", {"work": Key(f"activity.{draft.work}"), "at": turn.now})
    await turn.show(Screen(text, ((READ,), (MENU,))), Topic.MENU)


def _salvage_activity(turn: Turn, kept: StoredDialogue) -> StoredDialogue:
    assert kept.content is not None
    draft = activity_of(kept.content)
    return replace(kept, content=None if draft is None else dump(draft))


async def _activity_cancelled(turn: Turn, draft: ActivityDraft) -> Screen:
    return Screen(Line("activity.cancelled"), ((MENU,),))


GIAT: Dialogue[ActivityDraft, None] = Dialogue(
    flow="activity",
    topic=Topic.ACTIVITY,
    steps=ACTIVITY,
    load=_load_activity,
    dump=dump,
    scene=_nothing_to_know,
    finish=_store_activity,
    cancelled=_activity_cancelled,
    salvage=_salvage_activity,
    right=Right.REPORT_ACTIVITY,
)


async def start_giat(turn: Turn) -> None:
    """`/giat`: begin, letting go of one that was not finished."""
    await GIAT.begin(turn, ActivityDraft())


# --- All of them ---------------------------------------------------------------------------------


def as_it_is(turn: Turn, kept: StoredDialogue) -> Answer:
    """The message as an answer."""
    message = turn.update.effective_message
    assert message is not None
    return answer_of(message)


async def never(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """For a dialogue that every message belongs to."""
    return False


async def ask_what_it_is(turn: Turn, kept: StoredDialogue, heard: Heard) -> None:
    """Ask what words that sound like danger are; the dialogue stays as it is."""
    await hearing.ask(turn, heard)


async def record_or_ask(turn: Turn, kept: StoredDialogue, heard: Heard) -> None:
    """Danger in what is being told is written down; where a number or a tap is asked for, ask what the words are."""
    if recording.takes_stories(turn, kept) and heard.words is not None:
        await recording.DIALOGUE.answered(turn, kept, heard.words)
    else:
        await hearing.ask(turn, heard)


async def drop_words(turn: Turn, kept: StoredDialogue) -> None:
    """Nothing is said."""
    await asking.drop(turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """What a message means while a dialogue is open."""

    flow: str
    answered: Callable[[Turn, StoredDialogue, Answer], Awaitable[None]]
    cancel: Callable[[Turn, StoredDialogue], Awaitable[None]]
    check_readable: Callable[[Turn, StoredDialogue], Awaitable[None]]  # raises what keeps it from being read
    salvage: Callable[[Turn, StoredDialogue], StoredDialogue] = nothing  # what is saved of one that cannot be read
    right: Right | None = None  # whoever loses it continues as a citizen
    read: Callable[[Turn, StoredDialogue], Answer] = as_it_is
    # Whether the message is no longer an answer, which ends the dialogue.
    ended_by: Callable[[Turn, StoredDialogue, Answer], Awaitable[bool]] = never
    # What words that mean danger do in place of an answer; None: the dialogue hears them itself.
    danger: Callable[[Turn, StoredDialogue, Heard], Awaitable[None]] | None = None


def of_staff(dialogue: Dialogue[Any, Any]) -> Listener:
    """A table of steps for officers: danger typed in it is asked about first."""
    return Listener(
        flow=dialogue.flow,
        answered=dialogue.answered,
        cancel=dialogue.cancel,
        check_readable=dialogue.check_readable,
        salvage=dialogue.salvage,
        right=dialogue.right,
        read=dialogue.reading,
        danger=ask_what_it_is,
    )


TABLES: tuple[Dialogue[Any, Any], ...] = (
    report.DIALOGUE,
    composing.DIALOGUE,
    GIAT,
    recording.DIALOGUE,
    reporting.DIALOGUE,
)
STARTS: dict[str, Callable[[Turn], Awaitable[None]]] = {"giat": start_giat}  # by command
LISTENERS: dict[str, Listener] = {
    listener.flow: listener
    for listener in (
        Listener(
            flow=report.DIALOGUE.flow,
            answered=beginning.go_on,
            cancel=report.DIALOGUE.cancel,
            check_readable=report.DIALOGUE.check_readable,
            salvage=report.DIALOGUE.salvage,
        ),
        Listener(
            flow=reporting.FLOW,
            answered=reporting.DIALOGUE.answered,
            cancel=reporting.DIALOGUE.cancel,
            check_readable=reporting.DIALOGUE.check_readable,
            salvage=reporting.DIALOGUE.salvage,
            right=reporting.DIALOGUE.right,
        ),
        Listener(
            flow=addition_store.FLOW,
            answered=adding.add,
            cancel=adding.cancel,
            check_readable=adding.check_readable,
            ended_by=belonging.end_by,
        ),
        Listener(
            flow=asking.FLOW,
            answered=prompts.answered,
            cancel=drop_words,
            check_readable=prompts.check_readable,
            read=prompts.read,
            ended_by=prompts.lapse,
            danger=prompts.set_aside,
        ),
        Listener(
            flow=typed_areas.FLOW,
            answered=typed_areas.answered,
            cancel=typed_areas.cancel,
            check_readable=typed_areas.check_readable,
            ended_by=typed_areas.end_by,
        ),
        of_staff(composing.DIALOGUE),
        of_staff(GIAT),
        Listener(
            flow=recording.DIALOGUE.flow,
            answered=recording.DIALOGUE.answered,
            cancel=recording.DIALOGUE.cancel,
            check_readable=recording.DIALOGUE.check_readable,
            read=recording.DIALOGUE.reading,
            ended_by=recording.is_lost,
            danger=record_or_ask,
        ),
    )
}


async def tapped(turn: Turn) -> None:
    """A button of the question a dialogue stands at."""
    callback = turn.callback
    dialogue = next((each for each in TABLES if callback is not None and each.owns(callback)), None)
    if callback is None or dialogue is None:
        raise Refused("flow.old_button")
    await dialogue.tapped(turn, callback)
