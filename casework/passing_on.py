"""Passing a report on: to another unit, to another agency, or back because an officer cannot."""

from dataclasses import dataclass

from casework import authority, calls, deadlines, escalation, notices
from conversations.screen import Key, Line, Value
from db import pings, reports, units
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from locales import Refused
from reports.state import Act, State
from resort.agency import Agency


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A report and the unit that has it now."""

    report: Report
    unit: PostedUnit
    reached: bool  # somebody of the unit was called


async def pass_on(uow: UnitOfWork, officer: Officer, key: ReportKey, code: str, reason: str) -> PassedOn:
    """Hand a report over to another unit of the police, or refer it to a partner agency; their people are called."""
    report = await authority.involved(uow, officer, key)
    unit = await units.get(uow.tx, code)
    if unit is None:
        raise Refused("flow.old_button")
    await authority.check_sendable(uow, report, unit)
    act = Act.HAND_OVER if unit.agency is Agency.POLRI else Act.REFER
    before, case = report, authority.after(report, act, officer)
    report = await reports.advance(uow.tx, report, case, uow.now, unit=unit.code)
    if act is Act.REFER:
        await deadlines.begin(uow, report)
    else:
        report = await escalation.restart(uow, report)
    await uow.record(act, officer, report=report.key, text=f"{unit.name}: {reason}")
    await calls.refresh(uow, report)
    await notices.stop(uow, before, officer, "desk.taken_from_you")
    why = Line("ping.handed", {"callsign": officer.callsign, "reason": reason})
    called = await calls.call_unit(uow, report, unit.code, why)
    news = "notice.referred" if act is Act.REFER else "notice.handed"
    if not called:
        news = "notice.unit_not_reached"
    await notices.send(uow, report, Line(news, {"number": report.number, "unit": unit.name}))
    return PassedOn(report, unit, bool(called))


async def check_decline(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report that an officer may decline now; else `Refused`."""
    report = await authority.involved(uow, officer, key)
    authority.declined(report, officer)
    return report


@dataclass(frozen=True, slots=True)
class Declined:
    """A report that an officer cannot take, and whether somebody else was called to it."""

    report: Report
    others: bool


async def decline(uow: UnitOfWork, officer: Officer, key: ReportKey, reason: str) -> Declined:
    """An officer cannot: their report goes back; once everybody called has declined, it escalates at once."""
    report = await authority.involved(uow, officer, key)
    case = authority.declined(report, officer)
    await uow.record(Act.DECLINE, officer, report=report.key, text=reason)
    alone = False  # nobody else is left, and the same person was called again
    if case != report.case:
        report = await reports.advance(uow.tx, report, case, uow.now)
        why = Line("ping.came_back", {"callsign": officer.callsign, "reason": reason})
        back = await escalation.come_back(uow, report, officer, why)
        report = back.report
        others = back.called.besides(officer.chat)
        alone = bool(back.called) and not others
        await notices.tell(uow, report, "given_up" if others else "given_up_nobody")
    last = await pings.decline(uow.tx, report.key, officer.chat)
    if report.state is State.REFERRED:
        return Declined(await _partner_cannot(uow, report, officer, reason), others=True)
    if not last:
        return Declined(report, others=True)
    if alone:
        return Declined(report, others=False)
    escalated = await escalation.escalate(uow, report, Line("ping.all_declined"))
    return Declined(escalated.report, others=escalated.called.besides(officer.chat))


async def _partner_cannot(uow: UnitOfWork, report: Report, officer: Officer, reason: str) -> Report:
    """Somebody of the partner says no to a referral: the desk decides, and its wait goes on until somebody takes it."""
    said: Value = reason if report.seal is None else Key("seal.place")  # the desk does not read what is sealed
    values: dict[str, Value] = {"number": report.number, "callsign": officer.callsign, "reason": said}
    await notices.tell_desk(uow, Line("ping.partner_declined", values), notices.open_on_desk(report), but=officer)
    return report
