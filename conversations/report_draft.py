"""The draft of a report: exactly what the citizen has told so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.answer import Attachment, Media, Point, Text
from conversations.flow import Draft, Finished, Moved, Stay
from conversations.stored import StoredShape, unchanged
from reports.category import Category, Family, Kind
from reports.seal import Seal

MOST_EVIDENCE = 10
PASSED_ON = "↪️"  # before words that somebody else wrote
SOURCE = "📢"  # before the channel or group that they come from


TOGETHER = timedelta(seconds=2)  # between two messages that are one thought, by Telegram's own dates


class Capacity(StrEnum):
    """As what somebody of the units reports."""

    ASKED = "asked"  # not said yet
    ASKED_AGAIN = "asked_again"  # the words are about the police, and they had said: as an officer
    CITIZEN = "citizen"  # in confidence, as anybody else
    OFFICER = "officer"  # under their callsign


class NextStep(StrEnum):
    """What an officer does with their own report."""

    HANDLE = "handle"  # on the spot, by the officer
    HELP = "help"  # the same, and help is called
    FORWARD = "forward"  # others are called, as to any report
    NOTE = "note"  # nothing more is needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """The words that came last: a message dated within two seconds of them joins the same step."""

    at: datetime  # Telegram's date of the last message
    words: str  # all of them so far
    before: "ReportDraft | None" = None  # the draft before these words; None when they began it
    offered: bool = False  # what they began was offered


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft(Draft):
    """What is known of a report before it is sent. `emergency` walks the short way: where, and send."""

    emergency: bool = False
    sends_at: datetime | None = None  # an emergency that was not sent by then goes to the police by itself
    doubted: bool = False  # it sounds like danger, but perhaps not now: that is asked once
    offered: bool = False  # made from a message out of the blue, not accepted yet
    forwarded: bool = False  # made from a forward, and nobody has said that they see it themselves
    passed_on: tuple[str, ...] = ()  # words of others, kept with the story: never read for danger
    split: bool = False  # each matter it tells of becomes a report of its own
    consented: bool = False
    police: Seal | None = None  # about the police themselves: who alone is to read it, as the citizen chose
    writes: bool = False  # the citizen cannot telephone
    silent: bool = False  # the citizen hides: nothing may ring
    minor: bool = False  # a child tells it: only what and where are asked and kept
    took_money: bool = False  # the citizen says that they took money; what that means was said
    kind: Kind | None = None
    family: Family | None = None
    category: Category | None = None
    what: str | None = None  # as typed; None when it is told in a voice note
    wants_point: bool = False  # chose to share a location
    from_phone: bool = False  # the location is where the phone is, which may be far from what happened
    latitude: float | None = None
    longitude: float | None = None
    district: str | None = None  # Kemendagri code
    village: str | None = None  # Kemendagri code
    tps: str | None = None  # three digits
    place: str | None = None  # landmark or directions, as typed
    happened_words: str | None = None
    happened_at: datetime | None = None
    ongoing: bool = False
    known_words: str | None = None
    known_at: datetime | None = None
    evidence: tuple[Attachment, ...] = ()
    album: str | None = None  # the album last answered, so that its other photos are taken in silence
    surplus: bool = False  # that album did not fit, which was said
    confidential: bool = True
    phone: str | None = None
    reminded: bool = False  # that it was not sent; nobody is reminded twice of one draft
    aside: tuple[Text | Media | Point, ...] = ()  # came after a day of silence: for this report, or for a new one?
    uncorrected: "ReportDraft | None" = None  # as it was before the correction in hand
    burst: Burst | None = None  # the words that came last, if words came last
    shown: int | None = None  # the outbox row of the screen that stands, so that it can be changed
    capacity: Capacity | None = None  # of somebody of the units; None of anybody else
    next_step: NextStep | None = None  # of an officer's report

    @property
    def estimated(self) -> bool:
        """Whether its area was read from a point: never, for a draft keeps only what was told."""
        return False

    @property
    def has_place(self) -> bool:
        """Whether somebody could find it."""
        return self.latitude is not None or self.village is not None or bool(self.place)


Taken = ReportDraft | Stay[ReportDraft] | Moved[ReportDraft] | Finished[ReportDraft]  # what a step makes of an answer

SHAPE = StoredShape("report", 5, ReportDraft, dict.fromkeys(range(1, 5), unchanged))


def dump(draft: ReportDraft) -> bytes:
    """A draft as it is stored."""
    return SHAPE.dump(draft)


def load(content: bytes) -> ReportDraft:
    """A stored draft. Raises `Unreadable`."""
    return SHAPE.load(content)


def whole_story(draft: ReportDraft) -> str | None:
    """What happened, in the citizen's own words and then in those of others, which are marked."""
    words = [*([draft.what] if draft.what else []), *(f"{PASSED_ON} {each}" for each in draft.passed_on)]
    return "\n".join(words) or None
