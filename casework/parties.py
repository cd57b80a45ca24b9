"""Losing a party: whoever owed the next step cannot take it any more, and whoever waits for it is told.

An officer who is removed, moved or out of reach gives back every report; the people on duty are called again and the
reporter hears it. What else the officer owed is due now (`db.parties`), and each kind of wait tells its own people.
"""

from dataclasses import replace

from casework import calls, escalation, formal, notices
from conversations.screen import Line
from db import parties, reports, units, waits
from db.officers import Officer
from db.reports import Report
from db.unit_of_work import UnitOfWork
from reports.state import Act, RecordedAct, State, perform
from reports.waits import WaitFor, next_due
from resort.roles import Role


async def lost(uow: UnitOfWork, officer: Officer, why: Line) -> list[Report]:
    """An officer is lost; `why` stands on the new calls. Returns the reports that they had."""
    held = await reports.held_by(uow.tx, officer.key)
    for report in held:
        await take_from(uow, report, officer, why)
    await parties.lost(uow.tx, officer.chat, uow.now)
    return held


async def take_from(uow: UnitOfWork, report: Report, officer: Officer, why: Line) -> None:
    """Take a report back from an officer who is lost: others are called, and its reporter is told."""
    await uow.record(RecordedAct.OFFICER_LOST, str(Role.CLOCK), report=report.key, text=officer.callsign)
    await call_others(uow, report, officer, why)


async def call_others(uow: UnitOfWork, report: Report, officer: Officer, why: Line) -> None:
    """An officer no longer has a report: others are called, and its reporter is told."""
    if report.state is State.REFERRED:
        await _back_to_partner(uow, report, officer, why)
        return
    report = await reports.advance(uow.tx, report, perform(report.case, Act.DECLINE, Role.CLOCK), uow.now)
    back = await escalation.come_back(uow, report, officer, why)
    await notices.tell(uow, report, "given_up" if back.called.besides(officer.chat) else "given_up_nobody")


async def _back_to_partner(uow: UnitOfWork, report: Report, officer: Officer, why: Line) -> None:
    """The agency still has the report, and nobody of it holds it: its other people are called."""
    report = await reports.advance(uow.tx, report, replace(report.case, taken=False), uow.now)
    assert report.wait is not None
    zone, response_time = uow.resort.zone, uow.resort.response_time
    due = next_due(WaitFor.PARTNER, report.urgency, 0, uow.now, zone, response_time)
    await waits.renew(uow.tx, report.wait, due, uow.now)
    await calls.refresh(uow, report)
    code = report.unit or officer.unit
    called = await calls.call_unit(uow, report, code, why, without=officer.chat)
    named = formal.unit_name(await units.get(uow.tx, code))
    news = "notice.partner_lost" if called else "notice.partner_lost_nobody"
    await notices.send(uow, report, Line(news, {"number": report.number, "unit": named}))
