"""Sending an announcement again to the people of a run whom it did not reach for certain: *belum pasti* and *gagal*.

It is the same announcement, by the same approvals, so everything that held for its run must still hold.
"""

from dataclasses import dataclass
from datetime import timedelta

from broadcasts import firing, quiet
from broadcasts.approval import may_go
from broadcasts.progress import Progress
from broadcasts.state import RunAct, State
from casework.authority import require
from db import appeals, runs, seats
from db.appeals import StoredAnnouncement
from db.officers import Officer
from db.runs import Run
from db.unit_of_work import UnitOfWork
from locales import Refused
from publishing import announcement, ending, progress
from reports.state import RecordedAct
from resort.rights import Right


@dataclass(frozen=True, slots=True)
class Resendable:
    """A run that can be repeated for some of its recipients."""

    run: Run
    stored: StoredAnnouncement
    count: int


async def check(uow: UnitOfWork, officer: Officer, key: int) -> Resendable:
    """Whom a run could be sent to again; `Refused` when it is over, corrected, taken back, late, or at night."""
    require(officer, Right.COMPOSE)
    run = await ending.find_run(uow, key)
    stored = await announcement.find(uow, run.appeal)
    again = Progress.of(await runs.counts(uow.tx, run.key)).again
    of_it = await runs.of_appeal(uow.tx, stored.key)
    newer = any(each.key > run.key and each.act is RunAct.SEND for each in of_it)
    if run.act is not RunAct.SEND or run.ended_at is None or run.stopped or newer or not again:
        raise Refused("run.over")
    if stored.state not in (State.DONE, State.APPROVED) or await appeals.corrections(uow.tx, stored.key):
        raise Refused("appeal.not_now")
    planned = await progress.planned_at(uow, run)
    if firing.is_stale(announcement.plan(stored), planned, uow.now, uow.resort.programme, uow.resort.zone):
        raise Refused("run.too_late")
    if quiet.held_until(stored.appeal, uow.now, uow.resort.zone) is not None:
        raise Refused("run.at_night")
    if not may_go(stored.announcement, await seats.of_command(uow.tx, uow.now), announcement.concerns(uow, stored)):
        raise Refused("run.not_approved")
    return Resendable(run, stored, again)


async def resend(uow: UnitOfWork, officer: Officer, key: int) -> int:
    """Begin a run for those people; returns how many they are."""
    found = await check(uow, officer, key)
    run, stored = found.run, found.stored
    planned = max(uow.now, run.planned_at + timedelta(milliseconds=1))  # a run of its own, whatever the clock says
    again = await runs.begin(uow.tx, stored.key, RunAct.SEND, planned, uow.now, run.key)
    if again is None:
        raise Refused("run.over")
    count = await runs.freeze_again(uow.tx, again, run.key)
    await uow.record(RecordedAct.ANNOUNCEMENT_RESENT, officer, text=f"{stored.key}/{again}: {count}")
    begun = await runs.get(uow.tx, again)
    assert begun is not None
    await progress.tell(uow, stored, begun, Progress.of(await runs.counts(uow.tx, again)))
    return count
