"""Telephoning: somebody of the command or the desk says that they telephoned whoever should have taken a report."""

from casework import authority, last_rung
from casework.authority import require
from casework.calls import refresh
from db import waits
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.state import RecordedAct
from reports.waits import WaitFor, next_due
from resort.rights import Right


async def telephoned(uow: UnitOfWork, officer: Officer, key: ReportKey, code: str | None = None) -> Report:
    """Somebody of the command or the desk has telephoned about a report that nobody took; `code` says whom.

    Everybody called sees it. The next call comes as late as the one after it would have.
    """
    require(officer, Right.DESK)
    report = await authority.involved(uow, officer, key)
    if report.case.closed:
        raise Refused("act.closed")
    if not last_rung.reached(report):
        raise Refused("act.taken" if report.case.taken else "flow.old_button")
    whom = None
    if code is not None:
        whom = next((each.name for each in await last_rung.numbers(uow, report) if each.code == code), None)
        if whom is None:
            raise Refused("flow.old_button")
    else:
        assert report.wait is not None
        rings = (await waits.get(uow.tx, report.wait)).rings + 1
        resort = uow.resort
        due = next_due(WaitFor.TAKING, report.urgency, rings, uow.now, resort.zone, resort.response_time)
        await waits.ring(uow.tx, report.wait, due)
    await uow.record(RecordedAct.TELEPHONED, officer, report=report.key, text=whom)
    await refresh(uow, report)
    return report
