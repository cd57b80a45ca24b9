"""How far an announcement has come, and how each delivery of it ended."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from locales.refused import Refused


class State(StrEnum):
    """How far an announcement has come."""

    DRAFT = "draft"  # being written
    WAITING = "waiting"  # put before the approver
    APPROVED = "approved"  # waits for its time, also between two runs of one that repeats
    RUNNING = "running"  # a run is going out
    STOPPED = "stopped"  # halted: some have it, the others do not get it
    OFF = "off"  # of the programme: command has switched it off
    MISSED = "missed"  # its time passed before anything could be sent, or before it was approved
    DONE = "done"  # everybody has been written to and no time is left
    WITHDRAWN = "withdrawn"  # taken back: deleted where it was sent, no longer genuine


class Delivery(StrEnum):
    """What became of one announcement for one recipient. Only QUEUED is ever sent."""

    QUEUED = "queued"  # waiting for its turn
    SENDING = "sending"  # claimed; past its lease we no longer know
    SENT = "sent"
    UNKNOWN = "unknown"  # it left, and no answer came: perhaps sent, never sent again
    BLOCKED = "blocked"  # the person stopped the bot or the group removed it: never write again
    MUTED = "muted"  # the bot is in the group but may not write there
    MIGRATED = "migrated"  # the group became a supergroup that has a delivery of its own
    FAILED = "failed"  # Telegram said no for good; see the reason
    SKIPPED = "skipped"  # the run was stopped first, or its time was over
    DELETED = "deleted"  # sent, then taken back
    MARKED = "marked"  # too old to be deleted: it says now that it was taken back


class Fallback(StrEnum):
    """How a delivery arrived otherwise than planned; stands as its reason."""

    MAIN_CHAT = "main_chat"  # the topic of the forum is gone
    WORDS_ONLY = "words_only"  # the group allows no photos, videos or documents


class RunAct(StrEnum):
    """What a run does with its recipients."""

    SEND = "send"
    EDIT = "edit"  # put new words in place of what an earlier run sent
    DELETE = "delete"  # take back what an earlier run sent
    RING = "ring"  # answer what an earlier run put right, with a sound: new words in place make none


OPEN = frozenset({Delivery.QUEUED, Delivery.SENDING})
REACHED = frozenset({Delivery.SENT, Delivery.DELETED})
LOST = frozenset({Delivery.BLOCKED, Delivery.MUTED, Delivery.FAILED})
UNCERTAIN = frozenset({Delivery.UNKNOWN, Delivery.FAILED})  # could be sent again

MOVES: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.DRAFT: frozenset({State.WAITING, State.OFF, State.WITHDRAWN}),
        State.WAITING: frozenset({State.DRAFT, State.APPROVED, State.OFF, State.MISSED, State.WITHDRAWN}),
        State.APPROVED: frozenset({State.DRAFT, State.RUNNING, State.OFF, State.MISSED, State.DONE, State.WITHDRAWN}),
        State.RUNNING: frozenset({State.APPROVED, State.STOPPED, State.MISSED, State.DONE, State.WITHDRAWN}),
        State.STOPPED: frozenset({State.RUNNING, State.WITHDRAWN}),
        State.OFF: frozenset({State.DRAFT, State.WITHDRAWN}),
        State.MISSED: frozenset({State.DRAFT, State.WITHDRAWN}),
        State.DONE: frozenset({State.WITHDRAWN}),
        State.WITHDRAWN: frozenset(),
    }
)


def move(state: State, to: State) -> State:
    """The state an announcement goes to, or `Refused` when it cannot from where it is."""
    if to not in MOVES[state]:
        raise Refused("appeal.not_now")
    return to
