"""Saring pelapor ini: for a day the desk sees a person's alarms first. Nobody is silenced by it.

Desk:    taps Saring pelapor ini; nobody learns who it is
(the person raises an alarm)
Desk:    … pelapor P-7F3A disaring …      [Saya periksa] [Panggil semua]
(nobody looks for a minute, or whoever looked does not decide in five: the call goes out as any other)
A second day takes two: one asks for it, another of desk or command taps the same button.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework import authority, calls, escalation, notices, recorders
from casework.calls import Called
from casework.escalation import Escalated
from conversations.buttons.desk import CallOut, Looked, ScreenSure
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import events, officers, reporters, reports, screenings, seats, waits
from db.chats import ChatKey
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.screenings import Screening
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.seal import Seal
from reports.state import RecordedAct
from resort.independence import Person
from resort.quiet_hours import Matter
from resort.rights import Right
from resort.roles import Role

A_DAY = timedelta(days=1)
FIRST_LOOK = timedelta(seconds=60)  # without one the call goes out
TO_DECIDE = timedelta(minutes=5)  # after it


@dataclass(frozen=True, slots=True)
class Begun:
    """Until when a person is screened; `asked` if a second officer has to agree to another day."""

    report: Report
    until: datetime
    asked: bool = False


async def check(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report whose reporter an officer of the desk may have screened; else `Refused`."""
    authority.require(officer, Right.DESK)
    report = await authority.on_desk(uow, officer, key)
    if report.seal not in (None, Seal.POLICE) or await reports.reporter(uow.tx, key) == reporters.NOBODY:
        raise Refused("screening.not_possible")
    if await recorders.is_recorded(uow, report):  # it would be whoever wrote it down
        raise Refused("screening.not_possible")
    return report


async def begin(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Begun:
    """Screen the reporter of a report for a day; a second day in a row takes another officer of desk or command."""
    report = await check(uow, officer, key)
    chat = await reports.reporter(uow.tx, key)
    last = await screenings.get(uow.tx, chat)
    if last is None or last.until + A_DAY < uow.now:
        return await _begin(uow, officer, report, chat, uow.now + A_DAY)
    if last.asked_by is not None and last.asked_by != officer.key:
        await _independent(uow, officer, OfficerKey(last.asked_by))
        return await _begin(uow, officer, report, chat, max(last.until, uow.now) + A_DAY)
    if last.asked_by is None:
        await screenings.put(uow.tx, chat, Screening(last.until, officer.key))
        rows = ((Button(Key("button.screen_sure"), ScreenSure(report.key)),), *notices.open_on_desk(report))
        text = Line("screening.second_day", {"number": report.number, "callsign": officer.callsign})
        await notices.tell_desk(uow, text, rows, but=officer)
        await uow.record(RecordedAct.SCREENING_ASKED, officer, report=report.key)
    return Begun(report, last.until, asked=True)


async def _independent(uow: UnitOfWork, officer: Officer, asked_by: OfficerKey) -> None:
    """Raise `Refused` unless the officer who agrees is independent of the one who asked."""
    asker = await officers.get(uow.tx, asked_by)
    command = await seats.of_command(uow.tx, uow.now)
    if asker is not None and not command.independent(Person(officer.chat), Person(asker.chat)):
        raise Refused("approval.tied")


async def hold(uow: UnitOfWork, report: Report, reporter: ChatKey) -> Called:
    """Call the desk first to the alarm of a person who is screened; nobody where it goes out as any other."""
    screening = await screenings.get(uow.tx, reporter)
    if screening is None or screening.until <= uow.now:
        return Called()
    called = await calls.call_desk(uow, report, Line("ping.screened"), FIRST_LOOK)
    if not called:
        return called
    await screenings.hold(uow.tx, report.key)
    values = {"number": report.number, "who": screenings.pseudonym(uow.tx, reporter)}
    rows = (
        (
            Button(Key("button.looked"), Looked(report.key)),
            Button(Key("button.call_out"), CallOut(report.key)),
        ),
    )
    for each in called.addressees:
        await uow.write(each.chat, Screen(Line("screening.held", values), rows), Topic.DESK, lane=Lane.PING)
    return called


async def look(uow: UnitOfWork, officer: Officer, key: ReportKey) -> datetime:
    """Somebody of the desk looks at an alarm that is held back: until when it is held, however often they look."""
    report = await authority.on_desk(uow, officer, key)
    if not await screenings.held(uow.tx, key) or report.case.closed or report.wait is None:
        raise Refused("screening.called_already")
    looks = [each.at for each in await events.of_report(uow.tx, key) if each.act == RecordedAct.SCREENING_LOOKED]
    due = min([uow.now, *looks]) + TO_DECIDE
    await waits.renew(uow.tx, report.wait, due, uow.now)
    await uow.record(RecordedAct.SCREENING_LOOKED, officer, report=key)
    return due


async def call_out(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The desk lets an alarm go out now."""
    report = await authority.on_desk(uow, officer, key)
    released = await release(uow, report)
    if released is None:
        raise Refused("screening.called_already")
    return released.report


async def release(uow: UnitOfWork, report: Report) -> Escalated | None:
    """Call everybody to an alarm that was held back; None when it was not."""
    if not report.case.untaken or not await screenings.release(uow.tx, report.key):
        return None
    await uow.record(RecordedAct.SCREENING_OVER, str(Role.CLOCK), report=report.key)
    return await escalation.begin(uow, report, [Line("ping.screened_out")])


async def _begin(uow: UnitOfWork, officer: Officer, report: Report, chat: ChatKey, until: datetime) -> Begun:
    await screenings.put(uow.tx, chat, Screening(until))
    await uow.record(RecordedAct.SCREENED, officer, report=report.key)
    text = Line("screening.told", {"number": report.number, "callsign": officer.callsign, "until": until})
    await notices.tell_desk(uow, text, notices.open_on_desk(report), but=officer, matter=Matter.OTHER)
    return Begun(report, until)
