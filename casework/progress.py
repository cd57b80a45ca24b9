"""What officers do with a report: take it, go there, end it."""

from dataclasses import dataclass

from casework import authority, calls, deadlines, notices
from conversations.answer import Attachment
from conversations.screen import Key, Line, Value
from db import help_calls, reports, units
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.category import Kind
from reports.state import Act, RecordedAct, Result, State
from resort.roles import Role


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that the officer has now; `already` if it was theirs before."""

    report: Report
    already: bool


async def take(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Taken:
    """Take a report; the first one wins, and every copy of the call says who."""
    report = await authority.involved(uow, officer, key)
    if report.officer == officer.key:
        return Taken(report, already=True)
    case = authority.after(report, Act.TAKE, officer)
    report = await reports.advance(uow.tx, report, case, uow.now, unit=officer.unit, officer=officer.key)
    await _acted(uow, officer, report, Act.TAKE)
    await notices.tell(uow, report, "taken")
    return Taken(report, already=False)


async def head_out(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The officer is on the way."""
    return await _move(uow, officer, key, Act.HEAD_OUT, "going")


async def arrive(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The officer is on the spot."""
    return await _move(uow, officer, key, Act.ARRIVE, "arrived")


async def finish(uow: UnitOfWork, officer: Officer, key: ReportKey, result: Result) -> Report:
    """The report is done; its reporter is asked whether it is solved. A note and photos may follow."""
    report = await authority.involved(uow, officer, key)
    case = authority.after(report, Act.FINISH, officer, result)
    was_there = report.state is State.ACTED_ON
    report = await reports.advance(uow.tx, report, case, uow.now)
    await deadlines.begin(uow, report)
    await uow.record(Act.FINISH, officer, report=report.key, text=result)
    open_help = await help_calls.of_report(uow.tx, report.key) if report.escalation else None
    if open_help is not None and open_help.officer == officer.key:
        await help_calls.end(uow.tx, open_help, uow.now)
    await calls.refresh(uow, report)
    await notices.ended(uow, report, await _ending(uow, report, officer, result, was_there=was_there))
    return report


async def _ending(uow: UnitOfWork, report: Report, officer: Officer, result: Result, *, was_there: bool) -> Line:
    """How it ended, for its reporter: nobody found it safe without being there, and a partner takes information."""
    if report.kind is Kind.VIOLATION and officer.role is Role.PARTNER:
        unit = await units.get(uow.tx, officer.unit)
        named: Value = unit.name if unit is not None else Key("report.none")
        return Line("notice.ended_partner", {"number": report.number, "unit": named})
    if result is Result.NOTHING and not was_there:
        return Line("notice.ended_unseen", {"number": report.number})
    return Line(f"notice.ended_{result}", {"number": report.number})


async def note(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> Report:
    """The officer's note on what they found."""
    report = await authority.involved(uow, officer, key)
    await uow.record(RecordedAct.NOTE, officer, report=report.key, text=words)
    return report


async def note_photo(uow: UnitOfWork, officer: Officer, key: ReportKey, photo: Attachment) -> Report:
    """The officer's photo of what they found."""
    report = await authority.involved(uow, officer, key)
    await uow.keep(report.key, [photo])
    await uow.record(RecordedAct.PHOTO, officer, report=report.key, text=photo.caption)
    return report


async def _move(uow: UnitOfWork, officer: Officer, key: ReportKey, act: Act, news: str) -> Report:
    report = await authority.involved(uow, officer, key)
    report = await reports.advance(uow.tx, report, authority.after(report, act, officer), uow.now)
    await _acted(uow, officer, report, act)
    await notices.tell(uow, report, news)
    return report


async def _acted(uow: UnitOfWork, officer: Officer, report: Report, act: Act) -> None:
    """The officer gave a sign: restart their response deadline and bring the calls up to date."""
    await deadlines.begin(uow, report)
    await uow.record(act, officer, report=report.key)
    await calls.refresh(uow, report)
