"""Runs any dialogue: a table of steps over a frozen draft that remembers which of them were answered.

The current step is never stored: it is the first step of the table that applies and is not answered yet.
*Kembali* takes back the last answer that was asked for; a correction takes back one answer and what hangs on it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from conversations.answer import Answer, Tap, as_number
from conversations.screen import Line, Screen
from locales import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the flow itself keeps in every draft; a dialogue's own draft adds its fields."""

    answered: tuple[str, ...] = ()  # names of answered steps, in the order of the answers
    correcting: tuple[str, ...] = ()  # names that a correction took back
    page: int = 0  # of a long list of choices


D = TypeVar("D", bound=Draft)
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Stay(Generic[D]):
    """The step took something in but is not finished: it is shown again, under a note."""

    draft: D
    note: Line | None = None


@dataclass(frozen=True, slots=True)
class Moved(Generic[D]):
    """The dialogue goes on: show the current step of `draft`, under a note if there is one."""

    draft: D
    note: Line | None = None


@dataclass(frozen=True, slots=True)
class Silent(Generic[D]):
    """The draft took something in that needs no answer, such as the other photos of an album."""

    draft: D


@dataclass(frozen=True, slots=True)
class Finished(Generic[D]):
    """The dialogue is at its end and the draft is complete."""

    draft: D


def always(_: object) -> bool:
    """For a step that every draft goes through."""
    return True


@dataclass(frozen=True, slots=True)
class Step(Generic[D, S]):
    """One question. `show` draws it; `take` puts an answer into the draft or raises `Refused`."""

    name: str
    show: Callable[[D, S], Screen]
    take: Callable[[D, Answer, S], "D | Stay[D] | Moved[D] | Finished[D]"]
    applies: Callable[[D], bool] = always
    optional: bool = False  # *Lewati* passes it
    binds: tuple[str, ...] = ()  # steps to answer again when this one is corrected
    fresh: bool = False  # shown as a new message, below everything that came before
    on_demand: bool = False  # its button may ask it although it was never answered


def current(steps: Sequence[Step[D, S]], draft: D) -> Step[D, S]:
    """The step a draft stands at. The last step of a table is never answered: it ends the dialogue."""
    for step in steps[:-1]:
        if step.name not in draft.answered and step.applies(draft):
            return step
    return steps[-1]


def advance(steps: Sequence[Step[D, S]], draft: D, answer: Answer, scene: S) -> Moved[D] | Finished[D]:
    """Put an answer into a draft. Raises `Refused` when it does not fit; the draft is then as it was."""
    step = current(steps, draft)
    if isinstance(answer, Tap):
        match answer.name:
            case "back":
                return Moved(back(steps, draft))
            case "page":
                return Moved(replace(draft, page=as_number(answer.value)))
            case "edit":
                return Moved(correct(steps, draft, answer.value))
            case "skip":
                if not step.optional:
                    raise Refused("flow.not_optional")
                return Moved(_settled(steps, draft, step))
    taken = step.take(draft, answer, scene)
    match taken:
        case Finished():
            return taken
        case Stay(stayed, note):
            return Moved(stayed, note)
        case Moved(moved, note):
            return Moved(_settled(steps, moved, step), note)
        case _:
            return Moved(_settled(steps, taken, step))


def back(steps: Sequence[Step[D, S]], draft: D) -> D:
    """Go back to the question answered last; from the first question of a correction, out of the correction.

    What was filled in without asking is passed over, and at the very first question nothing changes.
    """
    here, answered = current(steps, draft), draft.answered
    while answered and (not draft.correcting or answered[-1] in draft.correcting):
        answered = answered[:-1]
        earlier = replace(draft, answered=answered, page=0)
        if current(steps, earlier) is not here:
            return earlier
    if draft.correcting:
        return replace(draft, answered=answered + draft.correcting, correcting=(), page=0)
    return replace(draft, page=0)


def at_start(steps: Sequence[Step[D, S]], draft: D) -> bool:
    """Whether there is no earlier question: *Kembali* leads out of the dialogue."""
    return not draft.correcting and current(steps, back(steps, draft)) is current(steps, draft)


def correct(steps: Sequence[Step[D, S]], draft: D, name: str) -> D:
    """Ask one step again, and those bound to it. Raises `Refused` for one that was never asked and is not on demand."""
    step = next((step for step in steps if step.name == name), None)
    if step is None or not (name in draft.answered or step.on_demand):
        raise Refused("flow.nothing_to_correct")
    again = (name, *(answered for answered in draft.answered if answered != name and answered in step.binds))
    kept = tuple(answered for answered in draft.answered if answered not in again)
    return replace(draft, answered=kept, correcting=again, page=0)


def _settled(steps: Sequence[Step[D, S]], draft: D, step: Step[D, S]) -> D:
    """The draft with a step answered; once nothing is left to ask, a correction is over."""
    if step.name not in draft.answered:
        draft = replace(draft, answered=(*draft.answered, step.name))
    draft = replace(draft, page=0)
    return replace(draft, correcting=()) if current(steps, draft) is steps[-1] else draft
