"""The units that a report most likely goes to: lists begin with them, and the likeliest is one tap away."""

from collections.abc import Sequence

from db import units
from db.reports import Report
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from reports.category import Kind
from reports.routing import route
from resort.agency import Agency, Level, Target

_ELSEWHERE = 3


async def first(uow: UnitOfWork, report: Report) -> list[PostedUnit]:
    """All units, the likeliest first: whose matter it is and who are of its place, then whom the rules name there."""
    if report.confined:
        return await units.every(uow.tx)  # not even the order of a list tells what it is about, or where
    areas = await units.every_area(uow.tx)
    routed = route(uow.resort.rules, report.category, report.urgency)

    def rank(unit: PostedUnit) -> tuple[int, int]:
        near = _distance(report, areas.get(unit.code, ()))
        if near < 2 and is_theirs(report, unit):
            return 0, near
        if near < _ELSEWHERE and Target(unit.agency, unit.level, unit.function) in routed:
            return 1, near
        return (2 if near < 2 else _ELSEWHERE), near

    return sorted(await units.every(uow.tx), key=rank)


async def nearest(uow: UnitOfWork, report: Report) -> PostedUnit | None:
    """The Polsek of the place, for a violation its Panwascam; None where nobody is, or it is kept from them."""
    if report.confined:
        return None
    areas = await units.every_area(uow.tx)
    near = [
        unit
        for unit in await first(uow, report)
        if is_theirs(report, unit)
        and _distance(report, areas.get(unit.code, ())) < 2
        and unit.code != report.unit
        and not report.keeps_from(unit.code)
    ]
    return near[0] if near else None


def is_theirs(report: Report, unit: PostedUnit) -> bool:
    """Whether a unit is of the kind that deals with such a report first."""
    if report.kind is Kind.VIOLATION:
        return unit.agency is Agency.BAWASLU
    return unit.agency is Agency.POLRI and unit.level is Level.POLSEK


def _distance(report: Report, areas: Sequence[str]) -> int:
    """How near a unit is to the place of a report: bound to its kelurahan, its kecamatan, to none, or elsewhere."""
    if report.village is not None and report.village in areas:
        return 0
    if report.district is not None and report.district in areas:
        return 1
    return _ELSEWHERE if areas else 2
