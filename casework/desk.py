"""What the desk does to a report with one word: verify, confirm, refute, reject, close, reopen, "I telephoned".

`seen` is the version of the report that the officer decided upon; if it has changed, nothing is done.
"""

from dataclasses import replace

from casework import authority, calls, endings, escalation, formal, incident_match, notices, telephoning
from casework.authority import require
from conversations.buttons.citizen import NotSolved
from conversations.screen import Button, Key, Line, Rows
from db import reports, units, waits
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.category import Kind
from reports.escalation import EscalationLevel
from reports.state import Act, RecordedAct, State
from reports.waits import WaitFor, next_due
from resort.rights import Right


async def verify(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int) -> Report:
    """The desk has looked at it."""
    return await _act(uow, officer, key, seen, Act.VERIFY, "notice.verified")


async def confirm(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int) -> Report:
    """It is true. The reporter is told at the end, by what was done."""
    return await _act(uow, officer, key, seen, Act.CONFIRM)


async def refute(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int) -> Report:
    """It is not true. A person who reported in good faith is not told so; whoever joined it goes on without it."""
    return await _act(uow, officer, key, seen, Act.REFUTE)


async def reject(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int, reason: str) -> Report:
    """It is not ours to act on; the reason stays with us, the reporter hears something kinder."""
    return await _act(uow, officer, key, seen, Act.REJECT, "notice.rejected", reason)


async def close(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int) -> Report:
    """Nothing is left to do here; a referral is never said to be done by that."""
    report = await authority.on_desk(uow, officer, key, seen)
    text = Line("notice.closed", {"number": report.number})
    if report.state is State.REFERRED:
        news = "notice.closed_with_partner" if report.case.taken else "notice.closed_not_received"
        unit = await units.get(uow.tx, report.unit)
        how = await formal.how(uow, report, unit) if report.kind is Kind.VIOLATION else ""
        text = Line(news, {"number": report.number, "unit": formal.unit_name(unit), "formal": how})
    return await _act(uow, officer, key, seen, Act.CLOSE, text)


async def reopen(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int) -> Report:
    """It begins again: the officers are called once more."""
    report = await authority.on_desk(uow, officer, key, seen)
    case = authority.after(report, Act.REOPEN, officer)
    report = await reports.advance(uow.tx, report, case, uow.now)
    report = await reports.amend(uow.tx, replace(report, level=EscalationLevel.DUTY, duplicate_of=None), uow.now)
    await uow.record(Act.REOPEN, officer, report=report.key)
    await calls.refresh(uow, report)
    begun = await escalation.begin(uow, report, [Line("desk.why_reopened", {"callsign": officer.callsign})])
    await notices.tell(uow, report, "reopened" if begun.called else "reopened_nobody")
    return begun.report


async def telephoned(uow: UnitOfWork, officer: Officer, key: ReportKey, code: str | None = None) -> Report:
    """Somebody of the command or the desk has telephoned about a report that nobody took; `code` says whom.

    Everybody called sees it. The next call comes as late as the one after it would have.
    """
    require(officer, Right.DESK)
    report = await authority.involved(uow, officer, key)
    if report.case.closed:
        raise Refused("act.closed")
    if not telephoning.reached(report):
        raise Refused("act.taken" if report.case.taken else "flow.old_button")
    whom = None
    if code is not None:
        whom = next((each.name for each in await telephoning.numbers(uow, report) if each.code == code), None)
        if whom is None:
            raise Refused("flow.old_button")
    else:
        assert report.wait is not None
        rings = (await waits.get(uow.tx, report.wait)).rings + 1
        resort = uow.resort
        due = next_due(WaitFor.TAKING, report.urgency, rings, uow.now, resort.zone, resort.response_time)
        await waits.ring(uow.tx, report.wait, due)
    await uow.record(RecordedAct.TELEPHONED, officer, report=report.key, text=whom)
    await calls.refresh(uow, report)
    return report


async def _act(
    uow: UnitOfWork,
    officer: Officer,
    key: ReportKey,
    seen: int,
    act: Act,
    news: str | Line | None = None,
    reason: str | None = None,
) -> Report:
    """An act that only moves the report: store it, record it, bring the calls up to date, tell the reporter."""
    report = await authority.on_desk(uow, officer, key, seen)
    before, case = report, authority.after(report, act, officer)
    report = await reports.advance(uow.tx, report, case, uow.now)
    await uow.record(act, officer, report=report.key, text=reason)
    if act in (Act.REFUTE, Act.REJECT):
        await _go_on_without(uow, before)
    rows: Rows = ()
    if case.closed:
        rows = ((Button(Key("button.not_solved"), NotSolved(report.number)),),)
    await calls.refresh(uow, report)
    if case.closed and before.state is not State.DONE:
        await notices.stop(uow, before, officer, "ping.rejected" if act is Act.REJECT else "ping.closed")
    if news is not None:
        text = Line(news, {"number": report.number}) if isinstance(news, str) else news
        await notices.send(uow, report, text, rows)
    return report


async def _go_on_without(uow: UnitOfWork, judged: Report) -> None:
    """One report was judged false, not what others say whose alarms joined it: the first of theirs takes its place.

    Once: if that is judged in turn, the judgement is of the incident.
    """
    if await incident_match.has_joined(uow, judged):
        return
    others = [
        each
        for each in await reports.merged_into(uow.tx, judged.key)
        if await incident_match.may_be_separated(uow, each)
    ]
    if others:
        await endings.take_its_place(uow, judged, others, Line("ping.judged", {"number": judged.number}))
