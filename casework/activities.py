"""What officers report of their own work: patrols, roll calls, visits, or that nothing happened."""

from casework.authority import require
from conversations.activity import ActivityDraft
from db import activities
from db.officers import Officer
from db.unit_of_work import UnitOfWork
from reports.state import RecordedAct
from resort.rights import Right


async def store(uow: UnitOfWork, officer: Officer, draft: ActivityDraft) -> None:
    """Store a finished activity."""
    require(officer, Right.REPORT_ACTIVITY)
    await activities.add(uow.tx, officer.key, draft, uow.now)
    await uow.record(RecordedAct.ACTIVITY, officer, text=draft.work)
