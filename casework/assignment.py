"""Sending a report from the desk to a unit, to one officer of it, or to a partner agency; always with a reason."""

from dataclasses import dataclass

from casework import authority, calls, escalation, notices, passing_on
from casework.passing_on import PassedOn
from conversations.callback import Topic
from conversations.screen import Line, Screen
from db import officers, reports, units
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from locales import Refused
from reports.state import Act
from resort.agency import Agency


@dataclass(frozen=True, slots=True)
class Assignee:
    """A unit of the police, and the one officer of it if one is meant."""

    unit: PostedUnit
    officer: Officer | None = None

    @property
    def name(self) -> str:
        """Their name for people of the desk."""
        return self.officer.callsign if self.officer is not None else self.unit.name


async def assignee(uow: UnitOfWork, chosen: str | OfficerKey) -> Assignee:
    """A unit by its code or an officer by their number; else `Refused`."""
    person = None
    if not isinstance(chosen, str):
        person = await officers.get(uow.tx, chosen)
        if person is None or person.removed:
            raise Refused("people.gone")
    unit = await _unit(uow, person.unit if person is not None else str(chosen))
    if unit.agency is not Agency.POLRI:
        raise Refused("flow.old_button")
    return Assignee(unit, person)


async def assign(
    uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int, to: str | OfficerKey, reason: str
) -> Report:
    """Give a report to a unit or one officer. Its holder loses it, the assignee is called, escalation restarts."""
    report = await authority.on_desk(uow, officer, key, seen)
    chosen = await assignee(uow, to)
    await authority.check_sendable(uow, report, chosen.unit, chosen.officer)
    holder = await officers.get(uow.tx, report.officer)
    before, case = report, authority.after(report, Act.ASSIGN, officer)
    report = await reports.advance(uow.tx, report, case, uow.now, unit=chosen.unit.code)
    report = await escalation.restart(uow, report)
    await uow.record(Act.ASSIGN, officer, report=report.key, text=f"{chosen.name}: {reason}")
    await calls.refresh(uow, report)
    why = Line("desk.why_assigned", {"callsign": officer.callsign, "reason": reason})
    if chosen.officer is None:
        called = await calls.call_unit(uow, report, chosen.unit.code, why)
    else:
        called = await calls.call_officer(uow, report, chosen.officer, why)
    replaced = holder is not None and (chosen.officer is None or holder.key != chosen.officer.key)
    if holder is not None and replaced and all(each.officer != holder for each in called.addressees):
        await notices.stop(uow, before, officer, "desk.taken_from_you")
    news = "notice.reassigned" if replaced else "notice.assigned"
    news = news if called else "notice.unit_not_reached"
    await notices.send(uow, report, Line(news, {"number": report.number, "unit": chosen.unit.name}))
    if not called:
        unreached = Line("desk.not_reached", {"number": report.number, "addressee": chosen.name})
        await uow.tell(officer.chat, Screen(unreached), Topic.DESK, lane=Lane.PING)
    return report


async def partner(uow: UnitOfWork, code: str) -> PostedUnit:
    """A partner agency by its code; else `Refused`."""
    unit = await _unit(uow, code)
    if unit.agency is Agency.POLRI:
        raise Refused("flow.old_button")
    return unit


async def refer(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int, code: str, reason: str) -> PassedOn:
    """Refer a report to a partner agency, whose people are called."""
    await authority.on_desk(uow, officer, key, seen)
    unit = await partner(uow, code)
    return await passing_on.pass_on(uow, officer, key, unit.code, reason)


async def _unit(uow: UnitOfWork, code: str) -> PostedUnit:
    unit = await units.get(uow.tx, code)
    if unit is None:
        raise Refused("flow.old_button")
    return unit
