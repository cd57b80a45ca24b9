"""The desk's queue: open reports by urgency and age, a page at a time, and those that may tell of the same event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db import officers, people, units
from db.database import Tx
from db.instant import moment, moment_or_none, stored
from db.officers import OfficerKey
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
    district: str | None = None  # no place where it is sealed and nobody is in danger
    village: str | None = None
    tps: str | None = None
    holder: str | None = None  # whoever has it, as they are called inside


@dataclass(frozen=True, slots=True)
class Order:
    """The whole queue that is meant: its reports in order, and how many there are by urgency.

    Of one urgency no more than `MOST_COUNTED`.
    """

    keys: tuple[ReportKey, ...]
    counts: Mapping[Urgency, int]

    def before(self, first: ReportKey, size: int) -> ReportKey | None:
        """The report after which the page begins that comes before the one that begins with `first`; None: the top."""
        place = self.keys.index(first) if first in self.keys else 0
        return self.keys[place - size - 1] if place > size else None


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
        found += [await waiting(tx, several[each]) for each in sorted(several)[:room]]
        if len(found) == limit:
            break
    return found


async def order(tx: Tx, wanted: Wanted) -> Order:
    """All the reports that are meant, by key; of each urgency no more than `MOST_COUNTED`."""
    grounds = await _grounds(tx, wanted)
    keys: list[ReportKey] = []
    counts: dict[Urgency, int] = {}
    for urgency in wanted.urgencies:
        rows = {
            (row["created_at"], row["id"])
            for ground in grounds
            for state in wanted.states
            for row in await tx.all(ground.keys, state=state, urgency=urgency, limit=MOST_COUNTED, **ground.values)
        }
        first = sorted(rows)[:MOST_COUNTED]
        counts[urgency] = len(first)
        keys += [ReportKey(key) for _, key in first]
    return Order(tuple(keys), counts)


async def apart(tx: Tx) -> int:
    """How many open reports are outside the queue, for nobody but those who read them."""
    return int(await tx.value("queue.apart"))


async def alike(tx: Tx, report: Report, most: int = MOST_ALIKE) -> list[tuple[str, Event]]:
    """The numbers of open reports of the same category made at about the same time, the newest first."""
    rows = await tx.all(
        "queue.alike",
        id=report.key,
        category=report.category,
        earliest=stored(report.created_at - NEAR_TIME),
        latest=stored(report.created_at + NEAR_TIME),
        limit=most,
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
    """Some of the queue that one index holds in the order of its pages: how its pages and its keys are read."""

    page: str
    keys: str
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
            "queue.keys_of_unit",
            {"unit": wanted.unit, "district": district, "untaken": untaken, "reader": reader},
        ),
    ]


def _everywhere(untaken: bool, reader: str) -> _Ground:
    if untaken:
        return _Ground("queue.page_untaken", "queue.keys_untaken", {"reader": reader})
    return _Ground("queue.page", "queue.keys", {"reader": reader})


def _in_district(district: str, untaken: bool, reader: str) -> _Ground:
    values = {"district": district, "reader": reader}
    if untaken:
        return _Ground("queue.page_untaken_of_district", "queue.keys_untaken_of_district", values)
    return _Ground("queue.page_of_district", "queue.keys_of_district", values)


def _in_village(village: str, untaken: int, reader: str) -> _Ground:
    values = {"village": village, "untaken": untaken, "reader": reader}
    return _Ground("queue.page_of_village", "queue.keys_of_village", values)


async def _holder(tx: Tx, row: Row) -> str | None:
    officer = None if row["officer"] is None else await officers.get(tx, OfficerKey(row["officer"]))
    if officer is None:
        return None
    identity = await people.get(tx, people.of_officer(officer.key))
    return officer.callsign if identity is None else identity.addressed


async def waiting(tx: Tx, row: Row) -> Waiting:
    """A row of the queue, or of a search."""
    hidden = row["seal"] in CONFINED and row["urgency"] != Urgency.DARURAT
    return Waiting(
        key=ReportKey(row["id"]),
        number=row["number"],
        urgency=Urgency(row["urgency"]),
        category=None if row["category"] is None or row["seal"] in CONFINED else Category(row["category"]),
        created_at=moment(row["created_at"]),
        sealed=row["seal"] in CONFINED,
        district=None if hidden else row["district"],
        village=None if hidden else row["village"],
        tps=None if hidden else row["tps"],
        holder=await _holder(tx, row),
    )


def _event(row: Row) -> Event:
    point = None if row["latitude"] is None else Position(row["latitude"], row["longitude"])
    at = moment_or_none(row["happened_at"]) or moment(row["created_at"])
    return Event(Category(row["category"]), at, row["what"], row["village"], row["tps"], point)
