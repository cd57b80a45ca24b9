"""Every dialogue, one entry each: who may hold it, and what a message, *Batal* and danger mean in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from conversations.answer import Answer
from conversations.heard import Heard
from db.drafts import Kept
from handlers.announcements import composing
from handlers.citizen import adding, beginning, report, report_store
from handlers.common import hearing, prompts
from handlers.common.turn import Turn
from handlers.officer import activity, asking
from handlers.telegram.incoming import answer_of
from resort.rights import Right


def as_it_is(turn: Turn, kept: Kept) -> Answer:
    """The message as an answer."""
    message = turn.update.effective_message
    assert message is not None
    return answer_of(message)


async def never(turn: Turn, kept: Kept, answer: Answer) -> bool:
    """For a dialogue that every message belongs to."""
    return False


async def ask(turn: Turn, kept: Kept, heard: Heard) -> None:
    """Ask what the words are; the dialogue stays as it is."""
    await hearing.ask(turn, heard)


async def drop_words(turn: Turn, kept: Kept) -> None:
    """Nothing is said."""
    await asking.drop(turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """What a message means while a dialogue is open."""

    flow: str
    answered: Callable[[Turn, Kept, Answer], Awaitable[None]]
    cancel: Callable[[Turn, Kept], Awaitable[None]]
    right: Right | None = None  # whoever loses it continues as a citizen
    read: Callable[[Turn, Kept], Answer] = as_it_is
    ended_by: Callable[[Turn, Kept, Answer], Awaitable[bool]] = never  # the message is no answer any more: it is over
    danger: Callable[[Turn, Kept, Heard], Awaitable[None]] | None = None  # instead of an answer; None: it hears itself


DIALOGUES: dict[str, Dialogue] = {
    dialogue.flow: dialogue
    for dialogue in (
        Dialogue(flow=report_store.FLOW, answered=beginning.go_on, cancel=report.cancel),
        Dialogue(flow=adding.FLOW, answered=adding.add, cancel=adding.cancel, ended_by=adding.end_by),
        Dialogue(
            flow=composing.FLOW,
            answered=composing.answered,
            cancel=composing.cancel,
            right=Right.COMPOSE,
            read=composing.read,
            danger=ask,
        ),
        Dialogue(
            flow=activity.FLOW,
            answered=activity.answered,
            cancel=activity.cancel,
            right=Right.REPORT_ACTIVITY,
            danger=ask,
        ),
        Dialogue(
            flow=asking.FLOW,
            answered=prompts.answered,
            cancel=drop_words,
            read=prompts.read,
            ended_by=prompts.lapse,
            danger=prompts.set_aside,
        ),
    )
}
