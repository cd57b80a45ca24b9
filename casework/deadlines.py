"""What happens when a report's deadline passes: it escalates, its officer is reminded, or it is closed.

A report has one deadline. While nobody has taken it, that of its escalation; then how long its officer, or a partner
who has not taken it, may give no sign; once it is done, how long its reporter may say that it is not.
"""

from casework import calls, escalation, notices
from conversations.buttons.desk import OpenOnDesk
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import officers, pings, reachable, reports, units
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.escalation import OFFICER_RESPONSE_TIMES, PARTNER_RESPONSE_TIMES
from reports.state import REOPEN_WITHIN, Act, RecordedAct, State, perform
from resort.quiet_hours import awake
from resort.roles import Role


async def await_reporter(uow: UnitOfWork, report: Report) -> None:
    """It is done: close it after a week without a word from its reporter, and not at night, who is told of it."""
    await pings.set_deadline(uow.tx, report.key, awake(uow.now + REOPEN_WITHIN, uow.resort.zone))


async def await_officer(uow: UnitOfWork, report: Report) -> None:
    """Start the officer's response deadline. If it passes without activity, remind the officer and the desk, once.

    Not used for partner agencies.
    """
    if report.state is State.REFERRED:
        await escalation.stop(uow, report)
        return
    response_time = OFFICER_RESPONSE_TIMES * uow.resort.response_time[report.urgency]
    await pings.set_deadline(uow.tx, report.key, uow.now + response_time)


async def await_partner(uow: UnitOfWork, report: Report) -> None:
    """Start a partner agency's response deadline. If nobody there takes the report, notify the desk, once."""
    response_time = PARTNER_RESPONSE_TIMES * uow.resort.response_time[report.urgency]
    await pings.set_deadline(uow.tx, report.key, uow.now + response_time)


async def expire(uow: UnitOfWork, key: ReportKey) -> None:
    """Do what is due for a report; its deadline goes in the same transaction, so that it is done once."""
    report = await reports.get(uow.tx, key) if await pings.expire(uow.tx, key, uow.now) else None
    if report is None or report.case.closed:
        return
    match report.state:
        case State.DONE:
            await _close(uow, report)
        case State.REFERRED:
            await _ask_after_partner(uow, report)
        case _ if report.case.taken:
            await _remind_officer(uow, report)
        case _:
            await escalation.escalate(uow, report)


async def _close(uow: UnitOfWork, report: Report) -> None:
    morning = awake(uow.now, uow.resort.zone)
    if morning > uow.now:  # the machine stood still, and it is night
        await pings.set_deadline(uow.tx, report.key, morning)
        return
    report = await reports.advance(uow.tx, report, perform(report.case, Act.CLOSE, Role.CLOCK), uow.now)
    await uow.record(Act.CLOSE, str(Role.CLOCK), report=report.key)
    await calls.refresh(uow, report)
    await notices.tell(uow, report, "closed_by_itself")


async def _remind_officer(uow: UnitOfWork, report: Report) -> None:
    officer = None if report.officer is None else await officers.get(uow.tx, report.officer)
    assert officer is not None
    await uow.record(RecordedAct.OFFICER_SILENT, str(Role.CLOCK), report=report.key, text=officer.callsign)
    reminder = Screen(Line("ping.still_yours", {"number": report.number}))
    await uow.tell(officer.chat, reminder, Topic.PING, lane=Lane.PING)
    values: dict[str, Value] = {"number": report.number, "callsign": officer.callsign}
    await _tell_desk(uow, report, Line("ping.officer_silent", values), but=officer)


async def _ask_after_partner(uow: UnitOfWork, report: Report) -> None:
    if report.case.taken:
        return
    unit = None if report.unit is None else await units.get(uow.tx, report.unit)
    await uow.record(RecordedAct.PARTNER_SILENT, str(Role.CLOCK), report=report.key, text=report.unit)
    values: dict[str, Value] = {
        "number": report.number,
        "unit": unit.name if unit is not None else Key("report.none"),
        "at": report.ended_at or report.created_at,
    }
    await _tell_desk(uow, report, Line("ping.partner_silent", values))


async def _tell_desk(uow: UnitOfWork, report: Report, text: Line, but: Officer | None = None) -> None:
    """Tell the desk on duty; without one the command on duty; and rather somebody off duty than nobody."""
    desk, command = [
        [each.officer for each in await reachable.of_role(uow.tx, uow.vault, role) if each.officer != but]
        for role in (Role.DESK, Role.COMMAND)
    ]
    rows = ((Button(Key("button.open_report"), OpenOnDesk(report.key)),),)
    on_duty = [[each for each in people if each.on_duty] for people in (desk, command)]
    for each in on_duty[0] or on_duty[1] or command:
        await uow.tell(each.chat, Screen(text, rows), Topic.DESK, lane=Lane.PING)
