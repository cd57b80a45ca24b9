"""What happens when a report's clock rings: it climbs, who has it is asked after, or it is closed.

A report has one clock. While nobody has taken it, the ladder's; then how long its officer, or a partner who has not
taken it, may stay silent; once it is done, how long its reporter may say that it is not.
"""

from casework import dispatch, notices
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import officers, pings, reports, units
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.clock import OFFICER_PATIENCE, PARTNER_PATIENCE
from reports.state import REOPEN_WITHIN, Act, State, perform
from resort.quiet_hours import awake
from resort.roles import Role


async def await_reporter(uow: UnitOfWork, report: Report) -> None:
    """It is done: without a word from its reporter it is closed after a week, and nobody is told so at night."""
    await pings.set_clock(uow.tx, report.key, awake(uow.now + REOPEN_WITHIN, uow.resort.zone))


async def await_officer(uow: UnitOfWork, report: Report) -> None:
    """Somebody has it, or gave a sign: without another one they and the desk are told once. Partners are let be."""
    if report.state is State.REFERRED:
        await dispatch.stop_clock(uow, report)
        return
    patience = OFFICER_PATIENCE * uow.resort.patience[report.urgency]
    await pings.set_clock(uow.tx, report.key, uow.now + patience)


async def await_partner(uow: UnitOfWork, report: Report) -> None:
    """Another agency has it: if nobody there takes it, the desk is told once."""
    patience = PARTNER_PATIENCE * uow.resort.patience[report.urgency]
    await pings.set_clock(uow.tx, report.key, uow.now + patience)


async def ring(uow: UnitOfWork, key: ReportKey) -> None:
    """Do what is due for a report; its clock is stopped in the transaction of what follows, so it is done once."""
    report = await reports.get(uow.tx, key) if await pings.ring(uow.tx, key, uow.now) else None
    if report is None or report.case.closed:
        return
    match report.state:
        case State.DONE:
            await _close(uow, report)
        case State.REFERRED:
            await _ask_after_partner(uow, report)
        case _ if report.case.taken:
            await _ask_after_officer(uow, report)
        case _:
            await dispatch.climb_on(uow, report)


async def _close(uow: UnitOfWork, report: Report) -> None:
    morning = awake(uow.now, uow.resort.zone)
    if morning > uow.now:  # the machine stood still, and it is night
        await pings.set_clock(uow.tx, report.key, morning)
        return
    report = await reports.advance(uow.tx, report, perform(report.case, Act.CLOSE, Role.CLOCK), uow.now)
    await uow.record(Act.CLOSE, str(Role.CLOCK), report=report.key)
    await dispatch.refresh(uow, report)
    await notices.tell(uow, report, "closed_by_itself")


async def _ask_after_officer(uow: UnitOfWork, report: Report) -> None:
    officer = None if report.officer is None else await officers.get(uow.tx, report.officer)
    assert officer is not None
    await uow.record("petugas_diam", str(Role.CLOCK), report=report.key, text=officer.callsign)
    await uow.tell(
        officer.chat, Screen(Line("ping.still_yours", {"number": report.number})), Topic.PING, lane=Lane.PING
    )
    values: dict[str, Value] = {"number": report.number, "callsign": officer.callsign}
    await _tell_desk(uow, report, Line("ping.officer_silent", values), but=officer)


async def _ask_after_partner(uow: UnitOfWork, report: Report) -> None:
    if report.case.taken:
        return
    unit = None if report.unit is None else await units.get(uow.tx, report.unit)
    await uow.record("mitra_diam", str(Role.CLOCK), report=report.key, text=report.unit)
    values: dict[str, Value] = {
        "number": report.number,
        "unit": unit.name if unit is not None else Key("report.none"),
        "at": report.ended_at or report.created_at,
    }
    await _tell_desk(uow, report, Line("ping.partner_silent", values))


async def _tell_desk(uow: UnitOfWork, report: Report, text: Line, but: Officer | None = None) -> None:
    """Tell the desk on duty; without one the command on duty; and rather somebody off duty than nobody."""
    desk, command = [
        [each for each in await uow.reachable(await officers.of_role(uow.tx, role)) if each != but]
        for role in (Role.DESK, Role.COMMAND)
    ]
    rows = ((Button(Key("button.open_report"), f"open={report.key}"),),)
    on_duty = [[each for each in people if each.on_duty] for people in (desk, command)]
    for each in on_duty[0] or on_duty[1] or command:
        await uow.tell(each.chat, Screen(text, rows), Topic.DESK, lane=Lane.PING)
