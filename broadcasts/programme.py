"""The programme of an election: its days, its stages and the reminders around the voting day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.schedule import BeforeElection
from locales import Html, Texts
from locales.texts import names_in
from locales.times import clock, day

MASA_TENANG = "masa_tenang"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the election, from its first local day to its last. Its name is the text `stage.<key>`."""

    key: str
    first: date
    last: date

    def covers(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether a moment lies in it, by the resort's calendar."""
        return self.first <= at.astimezone(zone).date() <= self.last


@dataclass(frozen=True, slots=True)
class Slot:
    """One reminder. `day` counts from the voting day (-3 is H-3); its words are the text `programme.<key>`.

    `until` is the hour of that day from which its words would be wrong; None where they hold for a while.
    """

    key: str
    day: int
    hour: time
    to: frozenset[Kind]
    until: time | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """One election: when people vote (local time), its stages, and its reminders in the order of the file."""

    key: str
    voting: date
    opens: time
    closes: time
    stages: tuple[Stage, ...]
    slots: tuple[Slot, ...]

    @property
    def name(self) -> str:
        """As people read it, `Pilkada 2024`."""
        return self.key.replace("-", " ").title()

    @property
    def calm(self) -> Stage | None:
        """Masa tenang, if the file has it."""
        return next((stage for stage in self.stages if stage.key == MASA_TENANG), None)


def slots(programme: Programme, zone: ZoneInfo) -> list[tuple[Slot, datetime]]:
    """Every reminder with its moment (UTC), in order of time."""
    timed = [(slot, _moment(programme, slot.day, slot.hour, zone)) for slot in programme.slots]
    return sorted(timed, key=lambda pair: pair[1])


def near(programme: Programme, zone: ZoneInfo, now: datetime, within: timedelta) -> list[tuple[Slot, datetime]]:
    """The reminders whose moment is still to come, and soon."""
    return [(slot, at) for slot, at in slots(programme, zone) if now < at <= now + within]


def name_of(programme: Programme, slot: Slot) -> str:
    """What a reminder is kept under: an announcement of this slot of this election, once."""
    return f"{programme.key}/{slot.key}"


def until(programme: Programme, key: str, planned: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) from which a reminder's words are wrong; None when it names none, or is not of this election.

    One that people have given another time than the programme's is theirs to judge: they saw its words and its time.
    """
    slot = next((slot for slot in programme.slots if slot.key == key), None)
    if slot is None or slot.until is None or planned != _moment(programme, slot.day, slot.hour, zone):
        return None
    return _moment(programme, slot.day, slot.until, zone)


def fill(slot: Slot, programme: Programme, zone: ZoneInfo, texts: Texts) -> Html:
    """The words of a reminder with the days and hours of this election.

    A text may name {day} of the voting, {opens}, {closes}, {transfers} (two hours before the end: voters who have
    moved) and {unlisted} (the last hour: voters who are on no list).
    """
    opens, closes = (_moment(programme, 0, hour, zone) for hour in (programme.opens, programme.closes))
    known = {
        "day": day(opens, zone, texts),
        "opens": clock(opens, zone),
        "closes": clock(closes, zone),
        "transfers": clock(closes - timedelta(hours=2), zone),
        "unlisted": clock(closes - timedelta(hours=1), zone),
    }
    key = f"programme.{slot.key}"
    wanted = names_in(texts.templates[key]) if key in texts else set()
    return texts(key, **{name: value for name, value in known.items() if name in wanted})


def as_appeal(slot: Slot, programme: Programme, text: str) -> Appeal:
    """A reminder as an announcement like any other: to be looked at, changed, approved and sent."""
    when = BeforeElection(programme.voting, -slot.day, slot.hour)
    return Appeal(text, Audience(Topic.REMINDER, slot.to), when)


def reminder(programme: Programme, name: str, zone: ZoneInfo, texts: Texts) -> Appeal | None:
    """The reminder that is kept under a name, as the programme's file has it; None when it has it no more."""
    slot = next((slot for slot in programme.slots if name_of(programme, slot) == name), None)
    return None if slot is None else as_appeal(slot, programme, fill(slot, programme, zone, texts))


def _moment(programme: Programme, offset: int, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(programme.voting + timedelta(days=offset), hour, zone).astimezone(UTC)
