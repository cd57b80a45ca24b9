"""The plan of a polling day: who does what and when, and what goes wrong. Seeded dice, nothing else."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from resort.area import Areas
from tests.survival.tale import Act, Area, Show, Tale, at_length, in_danger

ZONE = ZoneInfo("Asia/Jakarta")
RESORT = "14.72"
DAY = datetime(2024, 11, 27, tzinfo=ZONE)

# Of all reports, the part that is begun from one local time to the next; within it they are spread evenly.
_RHYTHM = (
    ("05.40", "07.00", 0.08),
    ("07.00", "07.20", 0.10),
    ("07.20", "12.30", 0.30),
    ("12.30", "12.45", 0.08),
    ("12.45", "13.00", 0.02),
    ("13.00", "13.02", 0.04),  # 20 times the mean of the day
    ("13.02", "14.20", 0.13),
)
_AWAY_BEGINS = "14.30"
_WHILE_AWAY, _EVENING = 0.15, 0.10  # the parts that are begun while Telegram is away, and in the hours after


def at(clock: str) -> datetime:
    """A moment of the polling day, from its local time such as 06.30."""
    hour, _, minute = clock.partition(".")
    return DAY + timedelta(hours=int(hour), minutes=int(minute))


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a day is played, and how fast."""

    speed: float  # played seconds in one of ours
    citizens: int
    reports: int
    officers: int
    groups: int
    upgraded: int  # groups that become supergroups during the day
    kills: int
    away: timedelta  # how long Telegram is away
    quick: bool  # for `make test`: the machine's troubles are short

    @property
    def evening(self) -> datetime:
        """When Telegram is back."""
        return at(_AWAY_BEGINS) + self.away

    @property
    def ends(self) -> datetime:
        """When the last report of the day has been begun for a while."""
        return self.evening + timedelta(hours=2, minutes=15)


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


FULL = Scale(
    60, citizens=2_500, reports=3_000, officers=300, groups=2_000, upgraded=7, kills=12, away=_hours(6), quick=False
)
SMALL = Scale(400, citizens=34, reports=40, officers=24, groups=40, upgraded=3, kills=3, away=_hours(1), quick=True)


@dataclass(frozen=True, slots=True)
class Visit:
    """One report of one citizen. Half way they may lay the phone down and come back later.

    Who is in danger may run after the first cry, and their report is sent for them.
    """

    begins: datetime
    tale: Tale
    back_after: timedelta | None = None  # they stop at `tale.leaves_after`, and go on so much later
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole day."""

    scale: Scale
    visits: list[list[Visit]]  # by citizen, in order of time
    kills: list[datetime]
    upgrades: list[datetime]
    dangers: int = 0
    resumed: int = 0
    albums: int = 0
    areas: list[Area] = field(default_factory=list)


def plan(scale: Scale, dice: random.Random) -> Plan:
    """A day at a scale: 1 report in 20 a danger to life, 1 in 5 laid down and gone on with, 1 in 10 with an album."""
    areas = _areas()
    times = sorted(_time(scale, dice) for _ in range(scale.reports))
    owners = _owners(scale, dice)
    visits: list[list[Visit]] = [[] for _ in range(scale.citizens)]
    dangers = resumed = albums = 0
    for number, (begins, owner) in enumerate(zip(times, owners, strict=True)):
        before = visits[owner]
        danger, later, album = number % 20 == 7, number % 5 == 1, number % 10 == 3
        if danger:
            cry, *more = in_danger(number, dice)
            tale, back = Tale((cry,) if number % 60 == 7 else (cry, *more), None), None
            dangers += 1
        else:
            pictures = dice.choice((2, 3, 4)) if album else dice.choice((0, 0, 0, 1))
            acts = at_length(number, dice, consented=bool(before), area=dice.choice(areas), pictures=pictures)
            albums += album
            tale, back = _laid_down(acts, dice) if later else (Tale(tuple(acts), None), None)
            resumed += back is not None
        if before:
            begins = max(begins, before[-1].begins + timedelta(minutes=90))
        before.append(Visit(begins, tale, back, danger))
    span = (at("05.55"), at("14.20"))
    by_day = sorted(span[0] + dice.random() * (span[1] - span[0]) for _ in range(scale.kills - 1))
    kills = [*by_day, scale.evening + timedelta(minutes=40)]
    upgrades = sorted(at("06.10") + dice.random() * timedelta(hours=7) for _ in range(scale.upgraded))
    return Plan(scale, visits, kills, upgrades, dangers, resumed, albums, areas)


def _laid_down(acts: list[Act], dice: random.Random) -> tuple[Tale, timedelta]:
    """After some question the phone is laid down; the last act, sending, is left for later."""
    stops = [number for number in range(3, len(acts)) if not isinstance(acts[number - 1].does, Show)]
    return Tale(tuple(acts), dice.choice(stops)), timedelta(minutes=dice.uniform(20, 60))


def _owners(scale: Scale, dice: random.Random) -> list[int]:
    """Who makes each report: everybody one, and some a second."""
    again = dice.sample(range(scale.citizens), scale.reports - scale.citizens)
    first = list(range(scale.citizens))
    dice.shuffle(first)
    return first + again


def _time(scale: Scale, dice: random.Random) -> datetime:
    rhythm = [
        *((at(begins), at(ends), share) for begins, ends, share in _RHYTHM),
        (at(_AWAY_BEGINS), scale.evening, _WHILE_AWAY),
        (scale.evening, scale.evening + timedelta(minutes=90), _EVENING),
    ]
    sums = list(accumulate(share for _, _, share in rhythm))
    drawn = dice.random() * sums[-1]
    begins, ends, _ = rhythm[next(number for number, upto in enumerate(sums) if drawn <= upto)]
    return begins + dice.random() * (ends - begins)


def _areas() -> list[Area]:
    areas = Areas.load(RESORT)
    return [
        Area(district.name, village.name, village.code)
        for district in areas.districts
        for village in areas.villages(district.code)
    ]
