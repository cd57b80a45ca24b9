"""Reporting an election violation formally: a message here is none, so its reporter hears where, and until when.

Bot:     Pengingat laporan DMI-…: sisa 4 hari …     [Sudah lapor resmi] [Tidak ingin]
Citizen: taps one of them: nothing more is reminded of
"""

from casework import authority, notices, questions
from casework.addressees import SUPERVISORS
from conversations.buttons.citizen import NotReporting, ReportedFormally
from conversations.screen import Button, Key, Line, Rows, Value
from db import events, formal_reports, reachable, reports, units
from db.chats import ChatKey
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from locales import Refused
from reports.category import Kind
from reports.deadline import REPORTING_DAYS, days_left, next_reminder
from reports.result import Result
from reports.state import RecordedAct, State
from resort.agency import Agency
from resort.quiet_hours import awake
from resort.roles import Role


async def begin(uow: UnitOfWork, report: Report) -> None:
    """Remind the reporter of a violation on the third and the sixth day after they came to know of it."""
    if report.kind is Kind.VIOLATION:
        due = next_reminder(report.known_at or report.created_at, uow.now, uow.resort.zone)
        await formal_reports.begin(uow.tx, report.key, due)


async def remind(uow: UnitOfWork, key: ReportKey) -> None:
    """Remind the reporter of the days left, by day, unless there is nothing to remind of any more."""
    report = await reports.get(uow.tx, key)
    assert report is not None
    if (morning := awake(uow.now, uow.resort.zone)) > uow.now:
        await formal_reports.set_due(uow.tx, key, morning)
        return
    known = report.known_at or report.created_at
    left = days_left(known.astimezone(uow.resort.zone).date(), uow.now.date())
    if left < 0 or not await _may_be_reminded(uow, report):
        await formal_reports.settle(uow.tx, key)
        return
    await formal_reports.set_due(uow.tx, key, next_reminder(known, uow.now, uow.resort.zone))
    values: dict[str, Value] = {"number": report.number, "formal": await how(uow, report, None)}
    await notices.ask(uow, report, Line("notice.formal_reminder", values), answers(report))


async def reported(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter has reported it formally; a partner who waits for that is told."""
    report = await _settle(uow, reporter, number, RecordedAct.REPORTED_FORMALLY)
    if report.officer is not None and report.state is State.REFERRED:
        await questions.tell_officers(uow, report, Line("ping.reported_formally", {"number": number}), reporter)
    return report


async def not_wanted(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter does not want to report it formally."""
    return await _settle(uow, reporter, number, RecordedAct.NOT_REPORTED_FORMALLY)


def answers(report: Report) -> Rows:
    """The buttons below a sentence about the seven days."""
    return (
        (
            Button(Key("button.reported_formally"), ReportedFormally(report.number)),
            Button(Key("button.not_reporting"), NotReporting(report.number)),
        ),
    )


async def how(uow: UnitOfWork, report: Report, unit: PostedUnit | None) -> Line:
    """Where a violation is reported formally, and until when; the nearest of Bawaslu unless `unit` is meant."""
    if unit is None or unit.agency is not Agency.BAWASLU:
        unit = await nearest_supervisors(uow, report)
    known = (report.known_at or report.created_at).astimezone(uow.resort.zone).date()
    last = known + REPORTING_DAYS
    values: dict[str, Value] = {"place": place(unit)}
    if days_left(known, uow.now.date()) < 0:
        return Line("formal.too_late", values)
    weekday, month = Key(f"calendar.weekday_{last.isoweekday()}"), Key(f"calendar.month_{last.month}")
    day = Line("formal.day", {"weekday": weekday, "day": last.day, "month": month})
    return Line("formal.how", {**values, "day": day})


def place(unit: PostedUnit | None) -> Value:
    """Where people find a unit, as far as the resort says."""
    if unit is None:
        return Key("formal.anywhere")
    if not unit.seat.address:
        return unit.name
    where = Line("formal.place", {"unit": unit.name, "address": unit.seat.address})
    return Line("formal.place_open", {"place": where, "hours": unit.seat.hours}) if unit.seat.hours else where


async def partner(uow: UnitOfWork, report: Report, officer: Officer) -> PostedUnit | None:
    """The partner whose result it is: the officer's own unit, or the one that the report was referred to."""
    code = officer.unit if officer.role is Role.PARTNER else report.unit
    return await units.get(uow.tx, code)


def unit_name(unit: PostedUnit | None) -> Value:
    """What a unit is called in a text, or that there is none."""
    return unit.name if unit is not None else Key("report.none")


async def partner_name(uow: UnitOfWork, report: Report, officer: Officer) -> Value:
    """The name of that partner."""
    return unit_name(await partner(uow, report, officer))


async def nearest_supervisors(uow: UnitOfWork, report: Report) -> PostedUnit | None:
    """The nearest unit of Bawaslu; None where none is linked."""
    serving = await reachable.of_target(uow.tx, uow.vault, SUPERVISORS, report.district, report.village)
    return await units.get(uow.tx, serving[0].code) if serving else None


async def _may_be_reminded(uow: UnitOfWork, report: Report) -> bool:
    if report.erased or report.kind is not Kind.VIOLATION or report.state is State.WITHDRAWN:
        return False
    if report.result is Result.REGISTERED:
        return False
    if report.duplicate_of is None or report.state is not State.DUPLICATE:
        return True
    other = await reports.get(uow.tx, report.duplicate_of)
    assert other is not None
    if other.result is Result.REGISTERED:
        return False
    same = await reports.reporter(uow.tx, report.key) == await reports.reporter(uow.tx, other.key)
    return not (same and other.kind is Kind.VIOLATION)


async def _settle(uow: UnitOfWork, reporter: ChatKey, number: str, act: RecordedAct) -> Report:
    report = await authority.own(uow, reporter, number)
    if report.kind is not Kind.VIOLATION:
        raise Refused("flow.old_button")
    await formal_reports.settle(uow.tx, report.key)
    if all(event.act != act for event in await events.of_report(uow.tx, report.key)):
        await uow.record(act, str(Role.REPORTER), report=report.key)
    return report
