"""When an announcement goes out: its next time, and what to make of times that were missed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Literal
from zoneinfo import ZoneInfo


class Day(StrEnum):
    """The days of the week, from Monday on, by name: a number would mean another day in every library."""

    MONDAY = "senin"
    TUESDAY = "selasa"
    WEDNESDAY = "rabu"
    THURSDAY = "kamis"
    FRIDAY = "jumat"
    SATURDAY = "sabtu"
    SUNDAY = "minggu"

    @classmethod
    def of(cls, day: date) -> "Day":
        """The day of the week of a date."""
        return tuple(cls)[day.weekday()]


@dataclass(frozen=True, slots=True)
class AtOnce:
    """As soon as it is approved."""

    form: Literal["at_once"] = field(default="at_once", kw_only=True)


@dataclass(frozen=True, slots=True)
class Once:
    """At one moment."""

    at: datetime
    form: Literal["once"] = field(default="once", kw_only=True)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment carries its zone")


@dataclass(frozen=True, slots=True)
class Repeating:
    """On days of the week at a local time of day, up to and with a last local date."""

    days: frozenset[Day]
    hour: time
    until: date
    form: Literal["repeating"] = field(default="repeating", kw_only=True)

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("something that repeats does so on at least one day")
        _local(self.hour)


@dataclass(frozen=True, slots=True)
class BeforeElection:
    """A number of days before the voting day (negative: after it), at a local time of day.

    It names the voting day itself: when that day moves, the announcement is another one and has to be approved again.
    """

    election: date
    days: int
    hour: time
    form: Literal["before_election"] = field(default="before_election", kw_only=True)

    def __post_init__(self) -> None:
        _local(self.hour)


Schedule = AtOnce | Once | Repeating | BeforeElection


def _local(hour: time) -> None:
    if hour.tzinfo is not None:
        raise ValueError("a time of day is local and carries no zone")


@dataclass(frozen=True, slots=True)
class Due:
    """A time that has come: the planned moment, how late it is by now, and earlier ones missed that it stands for."""

    at: datetime
    late: timedelta
    missed: int


def first_fire(schedule: Schedule, approved: datetime, zone: ZoneInfo) -> datetime | None:
    """When something approved at a moment first goes out (UTC); None when its time has already passed."""
    if isinstance(schedule, AtOnce):
        return approved
    return next_fire(schedule, approved, zone)


def next_fire(schedule: Schedule, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first planned time strictly after a moment (UTC), or None when there is none any more."""
    planned: datetime | None = None
    match schedule:
        case Once(at):
            planned = at
        case BeforeElection(election, days, hour):
            planned = _moment(election - timedelta(days=days), hour, zone)
        case Repeating():
            planned = next((fire for fire in _repeated(schedule, after, zone) if fire > after), None)
    if planned is None or planned <= after:
        return None
    return planned.astimezone(UTC)


def fires(schedule: Schedule, approved: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Every time at which something approved at a moment goes out, in order (UTC)."""
    return _from(first_fire(schedule, approved, zone), schedule, zone)


def due(
    schedule: Schedule, approved: datetime, last_fired: datetime | None, now: datetime, zone: ZoneInfo
) -> Due | None:
    """What is to go out now, or None. Missed times become one: the latest counts, the others are only numbered.

    `last_fired` is the planned moment of the last run, None before the first.
    """
    first = first_fire(schedule, approved, zone) if last_fired is None else next_fire(schedule, last_fired, zone)
    come = tuple(takewhile(lambda fire: fire <= now, _from(first, schedule, zone)))
    return Due(come[-1], now - come[-1], len(come) - 1) if come else None


def _from(fire: datetime | None, schedule: Schedule, zone: ZoneInfo) -> Iterator[datetime]:
    while fire is not None:
        yield fire
        fire = next_fire(schedule, fire, zone)


def _repeated(schedule: Repeating, after: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The times of the eight days from a moment on: whatever the days are, the next one is among them."""
    start = after.astimezone(zone).date()
    for ahead in range(8):
        day = start + timedelta(days=ahead)
        if day <= schedule.until and Day.of(day) in schedule.days:
            yield _moment(day, schedule.hour, zone)


def _moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
