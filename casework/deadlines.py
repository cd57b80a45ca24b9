"""What happens when a report's wait is due: it escalates, whoever owes the next step is reminded, or it is closed.

`reports.waits` says what a report waits for and when it is next looked at. Looking moves that time and never removes
it: a report is looked at until an act closes it, and each time somebody who can be reached is told.
"""

from casework import calls, escalation, formal, notices, parties, recording, screening
from casework.addressees import matter_of, standing
from casework.calls import Called
from conversations.callback import Topic
from conversations.screen import Line, Screen, Value
from db import officers, reports, units, waits
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.waits import Wait
from reports.category import Kind
from reports.state import Act, RecordedAct, perform
from reports.urgency import Urgency
from reports.waits import (
    A_DAY,
    FRESH,
    PARTNER_MAY_TAKE,
    PARTNER_RESPONSE_TIMES,
    WaitFor,
    next_due,
    wait_of,
)
from resort.quiet_hours import awake, is_quiet
from resort.roles import Role


async def begin(uow: UnitOfWork, report: Report) -> None:
    """Somebody gave a sign, or the next step is another's: the report's wait begins again."""
    wait = wait_of(report.case)
    assert wait is not None
    assert report.wait is not None
    due = next_due(wait, report.urgency, 0, uow.now, uow.resort.zone, uow.resort.response_time)
    await waits.renew(uow.tx, report.wait, due, uow.now)


async def expire(uow: UnitOfWork, key: ReportKey) -> None:
    """Do what is due for a report; its wait is moved in the same transaction, so that it is done once."""
    report = await reports.get(uow.tx, key)
    if report is None or report.wait is None:
        return
    kept = await waits.get(uow.tx, report.wait)
    wait = wait_of(report.case)
    if kept.due_at > uow.now or wait is None:
        return
    zone, response_time = uow.resort.zone, uow.resort.response_time
    await waits.ring(uow.tx, kept.key, next_due(wait, report.urgency, kept.rings + 1, uow.now, zone, response_time))
    match wait:
        case WaitFor.REPORTER:
            await _close(uow, report, "closed_by_itself")
        case WaitFor.FORMAL:
            await _close(uow, report, "closed_as_information")
        case WaitFor.PARTNER:
            await _ask_after_partner(uow, report, kept)
        case WaitFor.PARTNER_RESULT:
            await _ask_for_result(uow, report)
        case WaitFor.OFFICER:
            await _remind_officer(uow, report, kept)
        case WaitFor.TAKING:
            released = await screening.release(uow, report) if report.urgency is Urgency.DARURAT else None
            if released is not None or await recording.look(uow, report, kept):
                return
            escalated = await escalation.escalate(uow, report)
            await _tell_untaken(uow, report, kept, escalated.called)


async def _close(uow: UnitOfWork, report: Report, news: str) -> None:
    morning = awake(uow.now, uow.resort.zone)
    assert report.wait is not None
    if morning > uow.now:  # the machine stood still, and it is night
        await waits.renew(uow.tx, report.wait, morning, uow.now)
        return
    report = await reports.advance(uow.tx, report, perform(report.case, Act.CLOSE, Role.CLOCK), uow.now)
    await uow.record(Act.CLOSE, str(Role.CLOCK), report=report.key)
    await calls.refresh(uow, report)
    await notices.tell(uow, report, news)


async def _tell_untaken(uow: UnitOfWork, report: Report, kept: Wait, called: Called) -> None:
    """The reporter of an emergency hears each time that nobody has taken it yet, everybody else once.

    The sentence says that officers are being called only when somebody was called.
    """
    if report.urgency is Urgency.DARURAT:
        if _asleep(uow, report):
            return
        await notices.tell(uow, report, "untaken_urgent" if called else "untaken_urgent_nobody", lane=Lane.PING)
    elif not (kept.rings or report.escalation):
        await notices.tell(uow, report, "untaken" if called else "untaken_nobody")


def _asleep(uow: UnitOfWork, report: Report) -> bool:
    """Whether the reporter of an old emergency is left in peace until the morning; the officers are not."""
    return uow.now - report.created_at > FRESH and is_quiet(uow.now, uow.resort.zone)


async def _remind_officer(uow: UnitOfWork, report: Report, kept: Wait) -> None:
    """Remind the officer and the desk; an officer who cannot be reached loses the report, and it is called again."""
    officer = await officers.get(uow.tx, report.officer)
    assert officer is not None
    if await _is_lost(uow, report, officer):
        return
    await uow.record(RecordedAct.OFFICER_SILENT, str(Role.CLOCK), report=report.key, text=officer.callsign)
    reminder, matter = Screen(Line("ping.still_yours", {"number": report.number})), matter_of(report)
    silent = not uow.resort.nights.may_call(standing(officer), matter, uow.now)
    await uow.tell(officer.chat, reminder, Topic.PING, lane=Lane.PING, silent=silent)
    values: dict[str, Value] = {"number": report.number, "callsign": officer.callsign}
    told = Line("ping.officer_silent", values)
    await notices.tell_desk(uow, told, notices.open_on_desk(report), but=officer, matter=matter)
    if kept.rings == 0 or (report.urgency is Urgency.DARURAT and not _asleep(uow, report)):
        await notices.tell(uow, report, "officer_silent")


async def _is_lost(uow: UnitOfWork, report: Report, officer: Officer) -> bool:
    """Whether the officer cannot be reached any more; then others are called to the report."""
    if not officer.removed and await uow.chat(officer.chat) is not None:
        return False
    why = "ping.left" if officer.removed else "ping.officer_lost"
    await parties.take_from(uow, report, officer, Line(why, {"callsign": officer.callsign}))
    return True


async def _ask_after_partner(uow: UnitOfWork, report: Report, kept: Wait) -> None:
    """Tell the desk each time that the partner has not taken it; after seven days the referral ends, not received."""
    unit = await units.get(uow.tx, report.unit)
    named = formal.unit_name(unit)
    since = report.ended_at or report.created_at
    how = await formal.how(uow, report, unit) if report.kind is Kind.VIOLATION else ""
    if uow.now - since >= PARTNER_MAY_TAKE:
        report = await reports.advance(uow.tx, report, perform(report.case, Act.CLOSE, Role.CLOCK), uow.now)
        await uow.record(RecordedAct.NOT_RECEIVED, str(Role.CLOCK), report=report.key, text=report.unit)
        await calls.refresh(uow, report)
        values: dict[str, Value] = {"number": report.number, "unit": named}
        await notices.tell_desk(uow, Line("ping.not_received", values), notices.open_on_desk(report))
        await notices.send(uow, report, Line("notice.not_received", {**values, "formal": how}))
        return
    await uow.record(RecordedAct.PARTNER_SILENT, str(Role.CLOCK), report=report.key, text=report.unit)
    values = {"number": report.number, "unit": named, "at": since}
    await notices.tell_desk(uow, Line("ping.partner_silent", values), notices.open_on_desk(report))
    first = PARTNER_RESPONSE_TIMES * uow.resort.response_time[report.urgency]
    if kept.rings == (1 if first < A_DAY else 0):
        values = {"number": report.number, "unit": named, "formal": how}
        await notices.send(uow, report, Line("notice.not_yet_received", values))


async def _ask_for_result(uow: UnitOfWork, report: Report) -> None:
    """The partner who took it, and the desk, are asked each day what came of it."""
    officer = await officers.get(uow.tx, report.officer)
    if officer is not None and await _is_lost(uow, report, officer):
        return
    await uow.record(RecordedAct.PARTNER_SILENT, str(Role.CLOCK), report=report.key, text=report.unit)
    if officer is not None:
        asked = Screen(Line("ping.partner_result", {"number": report.number}))
        await uow.tell(officer.chat, asked, Topic.PING, lane=Lane.PING)
    unit = await units.get(uow.tx, report.unit)
    named = formal.unit_name(unit)
    await notices.tell_desk(
        uow, Line("ping.no_result", {"number": report.number, "unit": named}), notices.open_on_desk(report), but=officer
    )
