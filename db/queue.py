"""The desk's queue: open reports by urgency and age, a page at a time, and those that may tell of the same event."""

from collections.abc import Iterable, Mapping, Sequence
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
_EVER = 2**62  # after every moment


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
class Extent:
    """How many reports are meant by urgency, and where a page lies among them.

    Counting stops at `MOST_COUNTED` of one urgency.
    """

    counts: Mapping[Urgency, int]
    before: int  # reports before the page
    earlier: ReportKey | None = None  # the report after which the page before it begins; None: at the top

    @property
    def total(self) -> int:
        """How many reports are meant."""
        return sum(self.counts.values())


async def page(tx: Tx, wanted: Wanted, after: ReportKey | None, limit: int) -> list[Waiting]:
    """The next reports after one, most urgent first, then the oldest; `after` None begins at the top.

    Each urgency and state of a ground is a range of one index, so a page costs the same however long the queue is.
    """
    place = None if after is None else await tx.one("queue.place", id=after)
    grounds = await _grounds(tx, wanted)
    found: list[Row] = []
    for urgency in wanted.urgencies:
        at, key = -1, 0
        if place is not None:
            if urgency.rank < Urgency(place["urgency"]).rank:
                continue
            if urgency == place["urgency"]:
                at, key = place["created_at"], after or 0
        room = limit - len(found)
        asked = [
            (ground.page, {"state": state, "urgency": urgency, "at": at, "after": key, "limit": room, **ground.values})
            for ground in grounds
            for state in wanted.states
        ]
        several = {(row["created_at"], row["id"]): row for row in await _rows(tx, asked)}  # two grounds may share one
        found += [several[each] for each in sorted(several)[:room]]
        if len(found) == limit:
            break
    return await waiting(tx, found)


async def _rows(tx: Tx, asked: Iterable[tuple[str, Mapping[str, object]]]) -> list[Row]:
    """All rows of several queries, each with its values."""
    by_query: dict[str, list[Mapping[str, object]]] = {}
    for query, values in asked:
        by_query.setdefault(query, []).append(values)
    return [row for query, values in by_query.items() for rows in await tx.each(query, values) for row in rows]


async def extent(tx: Tx, wanted: Wanted, first: Waiting | None, size: int) -> Extent:
    """Where a page of `size` reports lies that begins with `first`; None: at the top."""
    grounds = await _grounds(tx, wanted)
    counts = await _counts(tx, grounds, wanted, dict.fromkeys(wanted.urgencies, _EVER))
    if first is None:
        return Extent(counts, 0)
    at = {urgency: _EVER for urgency in wanted.urgencies if urgency.rank < first.urgency.rank}
    before = sum(
        (await _counts(tx, grounds, wanted, at | {first.urgency: stored(first.created_at)}, first.key)).values()
    )
    return Extent(counts, before, await _earlier(tx, grounds, wanted, first, size) if before > size else None)


async def _counts(
    tx: Tx, grounds: Sequence["_Ground"], wanted: Wanted, until: Mapping[Urgency, int], before: int = 0
) -> dict[Urgency, int]:
    """How many reports were made before a moment, by urgency."""
    first, *others = wanted.states
    states = dict(zip("abcd", (first, *others, *[first] * 3), strict=False))
    moments = {str(urgency): until.get(urgency, -1) for urgency in Urgency}
    totals = dict.fromkeys(until, 0)
    for ground in grounds:
        for row in await tx.all(ground.count, **states, **moments, before=before, limit=MOST_COUNTED, **ground.values):
            if row["urgency"] in totals:
                totals[Urgency(row["urgency"])] += row["total"]
    return {urgency: min(total, MOST_COUNTED) for urgency, total in totals.items()}


async def _earlier(tx: Tx, grounds: Sequence["_Ground"], wanted: Wanted, first: Waiting, size: int) -> ReportKey | None:
    """The report that lies a page and one before the first of this page."""
    left, at, key = size + 1, stored(first.created_at), int(first.key)
    for urgency in reversed(wanted.urgencies):
        if urgency.rank > first.urgency.rank:
            continue
        if urgency is not first.urgency:
            at, key = _EVER, 0
        asked = [
            (ground.back, {"state": state, "urgency": urgency, "at": at, "before": key, "limit": left, **ground.values})
            for ground in grounds
            for state in wanted.states
        ]
        found = {(row["created_at"], row["id"]) for row in await _rows(tx, asked)}
        if len(found) >= left:
            return ReportKey(sorted(found)[-left][1])
        left -= len(found)
    return None


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
    """Some of the queue that one index holds in the order of its pages.

    How its pages are read, what lies before a page, and how it is counted.
    """

    page: str
    back: str
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
            "queue.back_of_unit",
            "queue.count_of_unit",
            {"unit": wanted.unit, "district": district, "untaken": untaken, "reader": reader},
        ),
    ]


def _everywhere(untaken: bool, reader: str) -> _Ground:
    if untaken:
        return _Ground("queue.page_untaken", "queue.back_untaken", "queue.count_untaken", {"reader": reader})
    return _Ground("queue.page", "queue.back", "queue.count", {"reader": reader})


def _in_district(district: str, untaken: bool, reader: str) -> _Ground:
    values = {"district": district, "reader": reader}
    if untaken:
        return _Ground(
            "queue.page_untaken_of_district",
            "queue.back_untaken_of_district",
            "queue.count_untaken_of_district",
            values,
        )
    return _Ground("queue.page_of_district", "queue.back_of_district", "queue.count_of_district", values)


def _in_village(village: str, untaken: int, reader: str) -> _Ground:
    values = {"village": village, "untaken": untaken, "reader": reader}
    return _Ground("queue.page_of_village", "queue.back_of_village", "queue.count_of_village", values)


async def waiting(tx: Tx, rows: Sequence[Row]) -> list[Waiting]:
    """Rows of the queue, or of a search."""
    holders = await _holders(tx, {OfficerKey(row["officer"]) for row in rows if row["officer"] is not None})
    return [_waiting(row, holders.get(row["officer"])) for row in rows]


async def _holders(tx: Tx, keys: set[OfficerKey]) -> dict[OfficerKey, str]:
    """How those who have a report are called inside."""
    found = await officers.get_all(tx, keys)
    known = await people.get_all(tx, [people.of_officer(key) for key in found])
    identities = {key: known.get(people.of_officer(key)) for key in found}
    return {
        key: officer.callsign if (identity := identities[key]) is None else identity.addressed
        for key, officer in found.items()
    }


def _waiting(row: Row, holder: str | None) -> Waiting:
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
        holder=holder,
    )


def _event(row: Row) -> Event:
    point = None if row["latitude"] is None else Position(row["latitude"], row["longitude"])
    at = moment_or_none(row["happened_at"]) or moment(row["created_at"])
    return Event(Category(row["category"]), at, row["what"], row["village"], row["tps"], point)
