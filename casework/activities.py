"""What officers report of their own work: patrols, roll calls, visits, or that nothing happened; and reading it.

An officer reads their own, a head those of the unit, desk and command those of every unit.
"""

from datetime import datetime, timedelta

from casework.authority import require
from conversations.activity import ActivityDraft
from db import activities
from db.activities import Activity, ActivityKey, Wanted
from db.officers import Officer
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.state import RecordedAct
from resort.rights import Right, may
from resort.work import Work

PERIODS = (1, 7, 30)  # days that can be read, today being the first of them


async def store(uow: UnitOfWork, officer: Officer, draft: ActivityDraft) -> None:
    """Store a finished activity."""
    require(officer, Right.REPORT_ACTIVITY)
    await activities.add(uow.tx, officer, draft, uow.now)
    await uow.record(RecordedAct.ACTIVITY, officer, text=draft.work)


async def counts(uow: UnitOfWork, officer: Officer, days: int) -> dict[str, dict[Work, int]]:
    """How many activities of each kind the units have reported in the last days, as far as this officer reads them."""
    return await activities.counts(uow.tx, _readable(uow, officer, days, None))


async def page(
    uow: UnitOfWork, officer: Officer, days: int, unit: str | None, work: Work | None, *, limit: int, offset: int
) -> list[Activity]:
    """A page of those of one unit or all, of one kind or any, the newest first."""
    return await activities.page(uow.tx, _readable(uow, officer, days, unit), work, limit, offset)


async def one(uow: UnitOfWork, officer: Officer, key: ActivityKey) -> Activity:
    """An activity that an officer may read; else `Refused`, also when there is none."""
    found = await activities.get(uow.tx, key)
    wanted = _readable(uow, officer, PERIODS[0], None)
    if found is None or wanted.unit not in (None, found.unit) or wanted.officer not in (None, found.officer):
        raise Refused("rights.not_yours")
    return found


def _readable(uow: UnitOfWork, officer: Officer, days: int, unit: str | None) -> Wanted:
    require(officer, Right.REPORT_ACTIVITY)
    if days not in PERIODS:
        raise Refused("flow.old_button")
    since = _midnight(uow.now) - timedelta(days=days - 1)
    if may(officer.role, Right.DESK):
        return Wanted(since, unit)
    if not may(officer.role, Right.UNIT_DESK):
        return Wanted(since, unit, officer.key)
    if unit not in (None, officer.unit):
        raise Refused("rights.not_yours")
    return Wanted(since, officer.unit)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
