"""How a report ends for its reporter, and how it begins again: taken back, solved, not solved."""

from dataclasses import replace
from datetime import timedelta

from casework import authority, calls, escalation, notices, questions
from casework.escalation import Escalated
from conversations.screen import Line
from db import reports
from db.chats import ChatKey
from db.reports import Report
from db.unit_of_work import UnitOfWork
from reports.escalation import EscalationLevel
from reports.state import Act, RecordedAct, perform
from resort.roles import Role


async def withdraw(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter takes it back; the officer who has it is told, for they may be on the way."""
    report = await authority.own(uow, reporter, number)
    case = perform(report.case, Act.WITHDRAW, Role.REPORTER)
    report = await reports.advance(uow.tx, report, case, uow.now)
    await uow.record(RecordedAct.WITHDRAWN, str(Role.REPORTER), report=report.key)
    await calls.refresh(uow, report)
    if report.officer is not None:
        await questions.tell_officers(
            uow, report, Line("ping.withdrawn", {"number": report.number}), reporter, tells=False
        )
    await _take_its_place(uow, report)
    return report


async def _take_its_place(uow: UnitOfWork, withdrawn: Report) -> None:
    """Others reported the same event: the first of their reports goes on, and the rest are merged into it."""
    merged = await reports.merged_into(uow.tx, withdrawn.key)
    if not merged:
        return
    first, *rest = merged
    first = await reports.advance(uow.tx, first, perform(first.case, Act.REOPEN, Role.REPORTER), uow.now)
    urgency = min(first.urgency, withdrawn.urgency, key=lambda urgency: urgency.rank)
    first = await reports.amend(uow.tx, replace(first, urgency=urgency, level=EscalationLevel.DUTY, duplicate_of=None))
    for other in rest:
        await reports.amend(uow.tx, replace(other, duplicate_of=first.key))
    await uow.record(Act.REOPEN, str(Role.CLOCK), report=first.key, text=withdrawn.number)
    await escalation.begin(uow, first, [Line("ping.takes_place", {"number": withdrawn.number})])
    await notices.tell(uow, first, "goes_on")


async def call_solved(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter says it is solved: the report is closed."""
    report = await authority.own(uow, reporter, number)
    if report.case.closed:
        return report
    report = await reports.advance(uow.tx, report, perform(report.case, Act.CLOSE, Role.REPORTER), uow.now)
    await uow.record(RecordedAct.CALLED_SOLVED, str(Role.REPORTER), report=report.key)
    return report


async def call_unsolved(uow: UnitOfWork, reporter: ChatKey, number: str) -> Escalated:
    """The reporter says it is not solved: it begins again, for seven days after it ended. Returns who was called."""
    report = await authority.own(uow, reporter, number)
    case = perform(report.case, Act.REOPEN, Role.REPORTER, ended_ago=ended_ago(uow, report))
    report = await reports.advance(uow.tx, report, case, uow.now)
    await uow.record(RecordedAct.CALLED_UNSOLVED, str(Role.REPORTER), report=report.key)
    report = await reports.amend(uow.tx, replace(report, level=EscalationLevel.DUTY))
    await calls.refresh(uow, report)
    return await escalation.begin(uow, report, [Line("ping.reopened")])


def ended_ago(uow: UnitOfWork, report: Report) -> timedelta:
    """How long ago a report ended."""
    return uow.now - report.ended_at if report.ended_at is not None else timedelta(0)
