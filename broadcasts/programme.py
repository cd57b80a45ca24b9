"""The programme of an election: its days, its stages and the reminders around the voting day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.schedule import BeforeElection
from locales import Html, Texts
from locales.texts import names_in
from locales.times import clock, day
from resort.quiet_hours import Nights

MASA_TENANG = "masa_tenang"
_CALM_DAYS = 3  # before the vote, where the file does not name the stage
_NIGHT_AGAIN = time(6, 0)  # of the day after the vote


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
class SlotKey:
    """Which reminder of which election a stored announcement is; written `pilkada-2024/buka`."""

    election: str
    slot: str

    def __str__(self) -> str:
        return f"{self.election}/{self.slot}"

    @classmethod
    def read(cls, written: str) -> "SlotKey":
        """The key as it was written. Raises `ValueError` for anything else."""
        election, separator, slot = written.partition("/")
        if not separator:
            raise ValueError(f"no key of a slot: {written}")
        return cls(election, slot)


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


def nights(programme: Programme, zone: ZoneInfo) -> Nights:
    """The nights of officers: none from the beginning of masa tenang to 06.00 of the day after the vote."""
    first = programme.voting - timedelta(days=_CALM_DAYS) if programme.calm is None else programme.calm.first
    begins = datetime.combine(first, time(), zone).astimezone(UTC)
    return Nights(zone, begins, _moment(programme, 1, _NIGHT_AGAIN, zone))


def near(programme: Programme, zone: ZoneInfo, now: datetime, within: timedelta) -> list[tuple[Slot, datetime]]:
    """The reminders whose moment is still to come, and soon."""
    return [(slot, at) for slot, at in slots(programme, zone) if now < at <= now + within]


def key_of(programme: Programme, slot: Slot) -> SlotKey:
    """The key of a reminder: an announcement of this slot of this election, once."""
    return SlotKey(programme.key, slot.key)


def slot_of(programme: Programme, key: SlotKey | None) -> Slot | None:
    """The slot that a key means; None when it is of another election, or no longer in the file."""
    return next((slot for slot in programme.slots if key_of(programme, slot) == key), None)


def until(programme: Programme, key: SlotKey | None, planned: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) from which a reminder's words are wrong; None when it names none, or is not of this election.

    One that people have given another time than the programme's is theirs to judge: they saw its words and its time.
    """
    slot = slot_of(programme, key)
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


def reminder(programme: Programme, key: SlotKey | None, zone: ZoneInfo, texts: Texts) -> Appeal | None:
    """The reminder of a key, as the programme's file has it; None when the file no longer has it."""
    slot = slot_of(programme, key)
    return None if slot is None else as_appeal(slot, programme, fill(slot, programme, zone, texts))


def _moment(programme: Programme, offset: int, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(programme.voting + timedelta(days=offset), hour, zone).astimezone(UTC)
