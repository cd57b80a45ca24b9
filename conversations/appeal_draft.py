"""The draft of an announcement: exactly what its composer has said so far."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Annotated

from pydantic import Field

from broadcasts.appeal import Appeal, Audience, Kind, Media, Poll, Topic
from broadcasts.schedule import AtOnce, BeforeElection, Day, Once, Repeating, Schedule
from conversations.flow import Draft
from conversations.stored import StoredShape, unchanged

# The questions of `conversations.appeal`, which a draft that changes an announcement has answered.
EVERY_STEP = ("content", "topic", "kinds", "unit", "areas", "when", "days", "hour", "until", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDraft(Draft):
    """What is known of an announcement before it is put before an approver."""

    key: int | None = None  # the announcement it becomes or changes, once there is one
    directive: bool = False  # an order to officers
    corrects: int | None = None  # the announcement whose words it replaces where it was sent
    text: str = ""  # Telegram HTML
    media: tuple[Media, ...] = ()
    poll: Poll | None = None
    album: str | None = None  # the album taken as content, so that its other files join it in silence
    topic: Topic = Topic.APPEAL
    kinds: frozenset[Kind] = frozenset()
    of_unit: bool = False  # for the officers of one unit
    unit: str | None = None
    areas: frozenset[str] = frozenset()
    when: Annotated[AtOnce | Once | BeforeElection, Field(discriminator="form")] | None = None
    repeating: bool = False
    days: frozenset[Day] = frozenset()
    hour: time | None = None
    until: date | None = None
    urgent: bool = False
    reason: str | None = None
    above: bool = False  # the words stand above the files

    @property
    def appeal(self) -> Appeal:
        """The announcement it says; only of a draft whose steps are all answered."""
        audience = Audience(self.topic, self.kinds, self.areas, self.unit)
        text, media = laid_out(self.text, self.media)
        reason = self.reason if self.urgent else None
        return Appeal(text, audience, self._schedule, media, self.poll, reason, self.above)

    @property
    def _schedule(self) -> Schedule:
        if self.repeating:
            assert self.hour is not None
            assert self.until is not None
            return Repeating(self.days, self.hour, self.until)
        assert self.when is not None
        return self.when


def draft_of(appeal: Appeal, key: int | None, *, directive: bool, corrects: int | None) -> AppealDraft:
    """The draft in which an announcement is changed: everything is answered."""
    when = appeal.when
    repeating = when if isinstance(when, Repeating) else None
    return AppealDraft(
        answered=EVERY_STEP,
        key=key,
        directive=directive,
        corrects=corrects,
        text=appeal.text,
        media=appeal.media,
        poll=appeal.poll,
        topic=appeal.audience.topic,
        kinds=appeal.audience.kinds,
        of_unit=appeal.audience.unit is not None,
        unit=appeal.audience.unit,
        areas=appeal.audience.areas,
        when=None if isinstance(when, Repeating) else when,
        repeating=repeating is not None,
        days=repeating.days if repeating else frozenset(),
        hour=repeating.hour if repeating else None,
        until=repeating.until if repeating else None,
        urgent=appeal.emergency is not None,
        reason=appeal.emergency,
        above=appeal.above,
    )


def laid_out(text: str, media: tuple[Media, ...]) -> tuple[str, tuple[Media, ...]]:
    """The text below the first file, and the files with captions of their own.

    The only caption of an album stands below all of it, wherever it was written. Of several each stays at its file.
    """
    captioned = [each for each in media if each.caption]
    if not captioned or captioned[0].caption != text:
        return text, media
    if len(captioned) > 1:
        return "", media
    return text, tuple(replace(each, caption="") for each in media)


SHAPE = StoredShape("announcement_draft", 3, AppealDraft, {1: unchanged, 2: unchanged}, whole=True)


def dump(draft: AppealDraft) -> bytes:
    """A draft as it is stored."""
    return SHAPE.dump(draft)


def load(content: bytes) -> AppealDraft:
    """A stored draft. Raises `Unreadable`."""
    return SHAPE.load(content)
