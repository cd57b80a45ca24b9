"""The desk's queue: open reports by urgency and age, a page at a time, and those that may tell of the same event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from db import units
from db.database import Tx
from db.instant import moment, moment_or_none, stored
from db.reports import Report, ReportKey
from db.sql import Row
from reports.category import Category
from reports.likeness import NEAR_TIME, Event
from reports.seal import CONFINED
from reports.state import State
from reports.urgency import Urgency
from resort.position import Position

IN_HAND = (State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.ACTED_ON)
STATES = (*IN_HAND, State.REFERRED, State.DONE)  # what can still be closed
MOST_COUNTED = 1000  # counting stops here
MOST_ALIKE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports of the queue to see; None is any. Without a state: those that are with us."""

    urgency: Urgency | None = None
    state: State | None = None
    district: str | None = None
    untaken: bool = False
    unit: str | None = None  # only what this unit has, or what lies in its areas
    reader: str = ""  # the unit of the person who looks: what is kept from it is left out

    @property
    def urgencies(self) -> tuple[Urgency, ...]:
        """The urgencies to go through, most urgent first."""
        return tuple(Urgency) if self.urgency is None else (self.urgency,)

    @property
    def states(self) -> tuple[State, ...]:
        """The states to go through."""
        return IN_HAND if self.state is None else (self.state,)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report as a line of the queue."""

    key: ReportKey
    number: str
    urgency: Urgency
    category: Category | None  # None also where it is sealed
    created_at: datetime
    sealed: bool = False


async def page(tx: Tx, wanted: Wanted, after: ReportKey | None, limit: int) -> list[Waiting]:
    """The next reports after one, most urgent first, then the oldest; `after` None begins at the top.

    Each urgency and state of a ground is a range of one index, so a page costs the same however long the queue is.
    """
    place = None if after is None else await tx.one("queue.place", id=after)
    grounds = await _grounds(tx, wanted)
    found: list[Waiting] = []
    for urgency in wanted.urgencies:
        at, key = -1, 0
        if place is not None:
            if urgency.rank < Urgency(place["urgency"]).rank:
                continue
            if urgency == place["urgency"]:
                at, key = place["created_at"], after or 0
        room = limit - len(found)
        rows = [
            row
            for ground in grounds
            for state in wanted.states
            for row in await tx.all(
                ground.page,
                state=state,
                urgency=urgency,
                at=at,
                after=key,
                limit=room,
                **ground.values,
            )
        ]
        several = {(row["created_at"], row["id"]): row for row in rows}  # one report may lie in two grounds
        found += [_waiting(several[each]) for each in sorted(several)[:room]]
        if len(found) == limit:
            break
    return found


async def counts(tx: Tx, wanted: Wanted) -> dict[Urgency, int]:
    """How many reports there are by urgency; from `MOST_COUNTED` on they are not counted any further."""
    grounds = await _grounds(tx, wanted)
    return {urgency: await _count(tx, grounds, wanted, urgency) for urgency in wanted.urgencies}


async def apart(tx: Tx) -> int:
    """How many open reports are outside the queue, for nobody but those who read them."""
    return int(await tx.value("queue.apart"))


async def alike(tx: Tx, report: Report) -> list[tuple[str, Event]]:
    """The numbers of open reports of the same category made at about the same time, at most `MOST_ALIKE`."""
    rows = await tx.all(
        "queue.alike",
        id=report.key,
        category=report.category,
        earliest=stored(report.created_at - NEAR_TIME),
        latest=stored(report.created_at + NEAR_TIME),
        limit=MOST_ALIKE,
    )
    return [(row["number"], _event(row)) for row in rows]


def event(report: Report, category: Category) -> Event:
    """What of a report says which event it is about."""
    point = None
    if report.latitude is not None and report.longitude is not None:
        point = Position(report.latitude, report.longitude)
    at = report.happened_at or report.created_at
    return Event(category, at, report.what, report.village, report.tps, point)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Some of the queue that one index holds in the order of its pages: how it is read and how it is counted."""

    page: str
    count: str
    values: Mapping[str, object]


async def _grounds(tx: Tx, wanted: Wanted) -> list[_Ground]:
    """What the wanted reports are put together from. Only a unit's own may lie in another of its grounds too."""
    district, untaken, reader = wanted.district, int(wanted.untaken), f" {wanted.reader} "
    if wanted.unit is None:
        return [
            _everywhere(wanted.untaken, reader) if district is None else _in_district(district, wanted.untaken, reader)
        ]
    own = await units.areas(tx, wanted.unit)
    districts = [area for area in own if area.count(".") < 3 and district in (None, area)]
    villages = [area for area in own if area.count(".") == 3 and area.rpartition(".")[0] not in own]
    return [
        *(_in_district(area, wanted.untaken, reader) for area in districts),
        *(_in_village(area, untaken, reader) for area in villages if district in (None, area.rpartition(".")[0])),
        _Ground(
            "queue.page_of_unit",
            "queue.count_beyond",
            {"unit": wanted.unit, "district": district, "untaken": untaken, "reader": reader},
        ),
    ]


def _everywhere(untaken: bool, reader: str) -> _Ground:
    if untaken:
        return _Ground("queue.page_untaken", "queue.count_untaken", {"reader": reader})
    return _Ground("queue.page", "queue.count", {"reader": reader})


def _in_district(district: str, untaken: bool, reader: str) -> _Ground:
    values = {"district": district, "reader": reader}
    if untaken:
        return _Ground("queue.page_untaken_of_district", "queue.count_untaken_of_district", values)
    return _Ground("queue.page_of_district", "queue.count_of_district", values)


def _in_village(village: str, untaken: int, reader: str) -> _Ground:
    values = {"village": village, "untaken": untaken, "reader": reader}
    return _Ground("queue.page_of_village", "queue.count_of_village", values)


async def _count(tx: Tx, grounds: Sequence[_Ground], wanted: Wanted, urgency: Urgency) -> int:
    total = 0
    for ground in grounds:
        for state in wanted.states:
            left = MOST_COUNTED - total
            total += await tx.value(ground.count, state=state, urgency=urgency, limit=left, **ground.values)
            if total >= MOST_COUNTED:
                return MOST_COUNTED
    return total


def _waiting(row: Row) -> Waiting:
    return Waiting(
        key=ReportKey(row["id"]),
        number=row["number"],
        urgency=Urgency(row["urgency"]),
        category=None if row["category"] is None or row["seal"] in CONFINED else Category(row["category"]),
        created_at=moment(row["created_at"]),
        sealed=row["seal"] in CONFINED,
    )


def _event(row: Row) -> Event:
    point = None if row["latitude"] is None else Position(row["latitude"], row["longitude"])
    at = moment_or_none(row["happened_at"]) or moment(row["created_at"])
    return Event(Category(row["category"]), at, row["what"], row["village"], row["tps"], point)
