"""A tap by mistake on *Terima*, *Menuju lokasi* or *Di lokasi* can be taken back for a minute.

Officer: (taps Di lokasi by mistake)
Officer: (taps Salah tekan)          the report and its deadline are as if it had never been tapped
Citizen: (heard nothing: such news waits that minute; that an emergency was taken is told at once, and corrected)
"""

from dataclasses import replace
from datetime import timedelta

from casework import authority, calls, formal, notices
from casework.call_screen import last_tap
from casework.partner_answers import speaks_for_partner
from conversations.screen import Line
from db import officers, reports, second_thoughts, waits
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.second_thoughts import SecondThought
from db.unit_of_work import UnitOfWork
from db.waits import Wait
from locales import Refused
from reports.category import Kind
from reports.state import Act, RecordedAct, State
from reports.urgency import Urgency

A_MINUTE = timedelta(minutes=1)
_NEWS = {Act.HEAD_OUT: "going", Act.ARRIVE: "arrived"}


async def tapped(uow: UnitOfWork, before: Report, wait: Wait, report: Report, officer: Officer, act: Act) -> None:
    """An act that can be taken back was done. Its reporter hears of it in a minute, of a taken emergency at once."""
    told = act is Act.TAKE and report.urgency is Urgency.DARURAT
    if told:
        await notices.send(uow, report, await _news(uow, report, officer, act))
    thought = SecondThought(report.key, act, officer.key, before.state, before.unit, wait, told, uow.now + A_MINUTE)
    await second_thoughts.keep(uow.tx, thought)


async def take_back(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The officer's last tap was a mistake: all is as before it. `Refused` after a minute, or once more was done."""
    report = await authority.involved(uow, officer, key)
    thought = await last_tap(uow, report)
    if thought is None or thought.officer != officer.key or report.wait is None:
        raise Refused("act.too_late")
    took = thought.act is Act.TAKE
    report = await reports.amend(
        uow.tx,
        replace(report, state=thought.state, unit=thought.unit, officer=None if took else report.officer),
        uow.now,
    )
    assert report.wait is not None
    await waits.restore(uow.tx, report.wait, thought.wait)
    await second_thoughts.drop(uow.tx, report.key, thought.act)
    await uow.record(RecordedAct.TAKEN_BACK, officer, report=report.key, text=thought.act)
    await calls.refresh(uow, report)
    if thought.told:
        await notices.send(uow, report, Line("notice.taken_corrected", {"number": report.number}), lane=Lane.PING)
    return report


async def settle(uow: UnitOfWork, report: Report) -> None:
    """Drop the taps that could still be taken back: another officer has the report now."""
    for each in await second_thoughts.of_report(uow.tx, report.key):
        await second_thoughts.drop(uow.tx, report.key, each.act)


async def look(uow: UnitOfWork, due: tuple[ReportKey, Act]) -> None:
    """The minute is over: the button goes, and the reporter hears what is still so."""
    key, act = due
    kept = {each.act: each for each in await second_thoughts.of_report(uow.tx, key)}
    thought, report = kept.get(act), await reports.get(uow.tx, key)
    if thought is None or report is None:
        return
    await second_thoughts.drop(uow.tx, key, act)
    officer = await officers.get(uow.tx, thought.officer)
    if report.case.closed or not report.case.taken or officer is None:
        return
    await calls.refresh(uow, report, only=officer)
    if not thought.told and _is_news(report, act):
        await notices.send(uow, report, await _news(uow, report, officer, act))


def _is_news(report: Report, act: Act) -> bool:
    """Whether an act is still the news: of somebody on the spot nobody says that they are on the way."""
    match act:
        case Act.TAKE:
            return report.state is not State.DONE
        case Act.HEAD_OUT:
            return report.state is State.ASSIGNED
        case _:
            return report.state is State.ACTED_ON


async def _news(uow: UnitOfWork, report: Report, officer: Officer, act: Act) -> Line:
    """The news for its reporter; nobody but Bawaslu handles a violation."""
    if act is not Act.TAKE:
        return Line(f"notice.{_NEWS[act]}", {"number": report.number})
    if speaks_for_partner(report, officer):
        unit = await formal.partner_name(uow, report, officer)
        return Line("notice.taken_partner", {"number": report.number, "unit": unit})
    news = "taken_violation" if report.kind is Kind.VIOLATION else "taken"
    return Line(f"notice.{news}", {"number": report.number})
