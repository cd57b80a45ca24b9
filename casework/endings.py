"""How a report ends for its reporter, and how it begins again: taken back, solved, not solved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from casework import (
    authority,
    calls,
    deadlines,
    escalation,
    notices,
    questions,
    recorders,
    threats,
    together,
)
from conversations.screen import Line
from db import incidents, officers, reports
from db.chats import ChatKey
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.escalation import EscalationLevel
from reports.seal import Seal
from reports.state import Act, RecordedAct, State, perform
from reports.threat import WhyWithdrawn
from reports.urgency import Urgency
from resort.roles import Role


@dataclass(frozen=True, slots=True)
class Unsolved:
    """The report that officers act on: begun again, or it was going on anyway; `told` if any of them was reached."""

    report: Report
    reopened: bool
    told: bool


async def withdraw(uow: UnitOfWork, reporter: ChatKey, number: str, why: WhyWithdrawn = WhyWithdrawn.SOLVED) -> Report:
    """The reporter takes it back; the officer who has it is told, for they may be on the way.

    Its story is for the two who read a sealed one, and taken off the phones that got it. Somebody who cannot go on may
    be made to: the two are told, and nothing else tells it from other withdrawals.

    Anybody may be made to take back an emergency, so its call goes on until an officer has looked. For its reporter it
    is over, whatever the reason was: the screen says the same, and no news comes.
    """
    before = await authority.own(uow, reporter, number)
    if await recorders.is_recorded(uow, before):
        raise Refused("recording.not_yours_to_withdraw")
    case = perform(before.case, Act.WITHDRAW, Role.REPORTER)
    others = await reports.merged_into(uow.tx, before.key)
    looks = not others and before.urgency is Urgency.DARURAT
    report = before if looks else await reports.advance(uow.tx, before, case, uow.now)
    await uow.record(RecordedAct.WITHDRAWN, str(Role.REPORTER), report=report.key)
    if why is WhyWithdrawn.CANNOT_GO_ON:
        await threats.begin(uow, report, silent=True)
    else:
        await threats.seal_withdrawn(uow, report)
    if looks:
        look = Line("ping.taken_back_look", {"number": report.number})
        await questions.tell_officers(uow, report, look, reporter, tells=False)
    elif others:
        await take_its_place(uow, before, others, Line("ping.takes_place", {"number": report.number}))
    elif report.officer is not None:
        await questions.tell_officers(
            uow, report, Line("ping.withdrawn", {"number": report.number}), reporter, tells=False
        )
    return report


async def go_on_without(uow: UnitOfWork, key: ReportKey) -> None:
    """What others say whose reports were merged into one that only two of the command read now goes on without it."""
    report = await reports.get(uow.tx, key)
    if report is None or report.seal is not Seal.TWO_OF_COMMAND or report.case.closed or report.state is State.DONE:
        return
    others = [each for each in await reports.merged_into(uow.tx, key) if each.seal is None]
    if others:
        await take_its_place(uow, report, others, Line("ping.goes_on"))


async def take_its_place(uow: UnitOfWork, withdrawn: Report, others: Sequence[Report], why: Line) -> None:
    """Others reported the same event: the first of their reports goes on, and the rest are merged into it.

    The officer who was acting goes on with it; without one everybody on duty is called.
    """
    first, *rest = others
    case = perform(first.case, Act.REOPEN, Role.REPORTER)
    officer = await officers.get(uow.tx, withdrawn.officer)
    if officer is not None and not (await authority.door(uow, first)).lets(officer):
        officer = None  # it was sealed since
    holder = None if officer is None else officer.key
    if holder is not None:
        case = replace(case, state=withdrawn.state, taken=True)
    first = await reports.advance(uow.tx, first, case, uow.now, unit=withdrawn.unit, officer=holder)
    urgency = min(first.urgency, withdrawn.urgency, key=lambda urgency: urgency.rank)
    first = await reports.amend(
        uow.tx, replace(first, urgency=urgency, level=EscalationLevel.DUTY, duplicate_of=None), uow.now
    )
    await incidents.follow(uow.tx, withdrawn.key, first.key)
    for other in rest:
        await reports.amend(uow.tx, replace(other, duplicate_of=first.key), uow.now)
    await uow.record(Act.REOPEN, str(Role.CLOCK), report=first.key, text=withdrawn.number)
    if officer is None:
        await escalation.begin(uow, first, [why])
        await notices.tell(uow, first, "goes_on")
        return
    await deadlines.begin(uow, first)
    await calls.refresh(uow, first)
    await calls.call_officer(uow, first, officer, why)
    await notices.tell(uow, first, "goes_on_taken")


async def call_solved(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter says it is solved: the report is closed."""
    report = await authority.own(uow, reporter, number)
    if report.case.closed:
        return report
    report = await reports.advance(uow.tx, report, perform(report.case, Act.CLOSE, Role.REPORTER), uow.now)
    await uow.record(RecordedAct.CALLED_SOLVED, str(Role.REPORTER), report=report.key)
    return report


async def call_unsolved(uow: UnitOfWork, reporter: ChatKey, number: str) -> Unsolved:
    """The reporter says it is not solved: it begins again, for seven days after it ended.

    A merged report goes with the one it was merged into: that one begins again, or its officers are told.
    """
    own = await authority.own(uow, reporter, number)
    report = await together.leading(uow, own)
    if report.key != own.key and not report.case.closed and report.state is not State.DONE:
        await uow.record(RecordedAct.CALLED_UNSOLVED, str(Role.REPORTER), report=own.key)
        news = Line("ping.still_unsolved", {"number": report.number})
        told = await questions.tell_officers(uow, report, news, reporter)
        return Unsolved(report, reopened=False, told=told)
    case = perform(report.case, Act.REOPEN, Role.REPORTER, ended_ago=ended_ago(uow, report))
    report = await reports.advance(uow.tx, report, case, uow.now)
    await uow.record(RecordedAct.CALLED_UNSOLVED, str(Role.REPORTER), report=own.key)
    report = await reports.amend(uow.tx, replace(report, level=EscalationLevel.DUTY, duplicate_of=None), uow.now)
    await calls.refresh(uow, report)
    begun = await escalation.begin(uow, report, [Line("ping.reopened")])
    news = Line("notice.reopened" if begun.called else "notice.reopened_nobody", {"number": report.number})
    await notices.tell_others(uow, report, news, own)
    return Unsolved(begun.report, reopened=True, told=bool(begun.called))


def ended_ago(uow: UnitOfWork, report: Report) -> timedelta:
    """How long ago a report ended."""
    return uow.now - report.ended_at if report.ended_at is not None else timedelta(0)
