"""The open report that a call most likely tells of too: named in the call for whoever may merge them."""

from dataclasses import dataclass

from db import queue, reports, units
from db.officers import Officer
from db.reports import Report
from db.unit_of_work import UnitOfWork
from reports import likeness
from reports.state import WITH_US
from resort.rights import Right, may

MOST_COMPARED = 20  # of the newest of its kind: a call waits for this


@dataclass(frozen=True, slots=True)
class Alike:
    """Another open report, how likely it is the same event in percent, and the units whose heads oversee it."""

    report: Report
    percent: int
    overseers: frozenset[str]

    def is_for(self, officer: Officer) -> bool:
        """Whether an officer may know of it and merge into it."""
        if self.report.keeps_from(officer.unit):
            return False
        if may(officer.role, Right.DESK):
            return True
        return may(officer.role, Right.UNIT_DESK) and officer.unit in self.overseers


async def most_alike(uow: UnitOfWork, report: Report) -> Alike | None:
    """The open report most like this one; None where it is sealed, taken, over, or nothing is like it."""
    if report.seal is not None or report.category is None or report.case.taken or report.case.closed:
        return None
    if report.state not in WITH_US:
        return None
    event = queue.event(report, report.category)
    if event.village is None and event.point is None:
        return None
    for number, how in likeness.suggest(event, await queue.alike(uow.tx, report, MOST_COMPARED)):
        other = await reports.numbered(uow.tx, number)
        if other is not None and other.state in WITH_US and other.seal is None:
            return Alike(other, round(100 * how.score), await _overseers(uow, other))
    return None


async def _overseers(uow: UnitOfWork, report: Report) -> frozenset[str]:
    areas = await units.every_area(uow.tx)
    places = {report.district, report.village} - {None}
    near = {code for code, own in areas.items() if places.intersection(own)}
    return frozenset(near | ({report.unit} if report.unit else set()))
