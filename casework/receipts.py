"""A receipt that says that officers are being called: confirmed as soon as Telegram took a call, taken back if none."""

from dataclasses import dataclass

from casework import escalation
from conversations.screen import Line
from db import receipts, reports
from db.receipts import Receipt
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.escalation import LEVELS
from resort.agency import Agency


@dataclass(frozen=True, slots=True)
class Answered:
    """How the calls to a report went: the agencies of which Telegram took one."""

    report: Report
    receipt: Receipt
    reached: frozenset[Agency]


async def answered(uow: UnitOfWork, key: ReportKey) -> Answered | None:
    """What to tell about a receipt; None when there is nothing to tell, or not yet.

    Where every call was refused the report escalates at once, level by level, before its reporter is told.
    """
    receipt, report = await receipts.get(uow.tx, key), await reports.get(uow.tx, key)
    if receipt is None or report is None:
        return None
    reached = await receipts.reached(uow.tx, key)
    if not reached and await _goes_up(uow, report):
        return None
    await receipts.end(uow.tx, key)
    heard_more = report.case.closed or report.case.taken or report.erased
    if heard_more or await reports.taken_back_at(uow.tx, key) is not None:
        return None
    return Answered(report, receipt, reached)


async def _goes_up(uow: UnitOfWork, report: Report) -> bool:
    """Call the next level, and say so; False when there is nobody above."""
    while report.level is not LEVELS[-1]:
        gone_up = await escalation.escalate(uow, report, Line("ping.nobody_reached"))
        if gone_up.called:
            return True
        if gone_up.report.level is report.level:
            return False
        report = gone_up.report
    return False
