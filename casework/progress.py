"""What officers do with a report: take it, go there, end it."""

from dataclasses import dataclass

from casework import (
    authority,
    calls,
    deadlines,
    formal,
    incident_words,
    late_location,
    notices,
    second_thoughts,
    to_reporter,
)
from casework.partner_answers import speaks_for_partner
from casework.to_reporter import Words
from conversations.answer import Attachment
from conversations.screen import Line, Value
from db import events, help_calls, officers, pings, reports, waits
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.waits import Wait
from locales import AskAgain, Refused
from reports.category import Kind
from reports.crime import CRIMES
from reports.result import Result
from reports.state import Act, RecordedAct, State, perform
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
    holder = None if report.officer is None else await officers.get(uow.tx, report.officer)
    if officer.role is Role.PARTNER and authority.may_claim(report, holder):
        return Taken(await _claim(uow, officer, report, holder), already=False)
    case, before, wait = authority.after(report, Act.TAKE, officer), report, await _wait(uow, report)
    report = await reports.advance(uow.tx, report, case, uow.now, unit=officer.unit, officer=officer.key)
    await second_thoughts.tapped(uow, before, wait, report, officer, Act.TAKE)
    await _acted(uow, officer, report, Act.TAKE)
    await calls.show_point(uow, report)
    if officer.chat not in {each.chat for each in await pings.of_report(uow.tx, report.key)}:
        await calls.call_officer(uow, report, officer, Line("ping.taken_in_group"), always=True)
    await incident_words.brief(uow, officer, report)
    return Taken(report, already=False)


async def _claim(uow: UnitOfWork, officer: Officer, report: Report, holder: Officer | None) -> Report:
    """A partner takes a violation that the police took or ended; whoever has it is told, and its reporter."""
    before, case = report, authority.claimed(report)
    await second_thoughts.settle(uow, report)
    report = await reports.advance(uow.tx, report, case, uow.now, unit=officer.unit, officer=officer.key)
    unit = await formal.partner_name(uow, report, officer)
    await uow.record(Act.REFER, officer, report=report.key)
    await _acted(uow, officer, report, Act.TAKE)
    if before.state is not State.DONE:
        await notices.stop(uow, before, officer, "ping.claimed")
    await notices.send(uow, report, Line("notice.taken_partner", {"number": report.number, "unit": unit}))
    return report


async def head_out(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The officer is on the way."""
    return await _move(uow, officer, key, Act.HEAD_OUT)


async def arrive(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The officer is on the spot."""
    return await _move(uow, officer, key, Act.ARRIVE)


async def finish(uow: UnitOfWork, officer: Officer, key: ReportKey, result: Result) -> Report:
    """The report is done; its reporter is asked whether it is solved. A note and photos may follow."""
    report = await authority.involved(uow, officer, key)
    case = authority.after(report, Act.FINISH, officer, result)
    asks = await notices.is_told(uow, report)
    if not asks:
        case = perform(case, Act.CLOSE, Role.CLOCK)  # whoever took it back is not asked whether it is solved
    was_there = report.state is State.ACTED_ON
    text = await _found(uow, report, officer, result, was_there=was_there)
    if report.officer is not None:
        await notices.stop(uow, report, officer, "ping.finished_by")
    report = await reports.advance(uow.tx, report, case, uow.now)
    if asks:
        await deadlines.begin(uow, report)
    await uow.record(Act.FINISH, officer, report=report.key, text=result)
    open_help = await help_calls.of_report(uow.tx, report.key) if report.escalation else None
    if open_help is not None and open_help.officer == officer.key:
        await help_calls.end(uow.tx, open_help, uow.now)
    await calls.refresh(uow, report)
    if text.key == "notice.ended_violation":
        await notices.send(uow, report, text, formal.answers(report))
    else:
        await notices.ended(uow, report, text)
    return report


async def _found(uow: UnitOfWork, report: Report, officer: Officer, result: Result, *, was_there: bool) -> Line:
    """What was found, for its reporter. Nobody looked who was not there, and the police decide about no violation."""
    values: dict[str, Value] = {"number": report.number}
    if report.kind is not Kind.VIOLATION:
        values["next"] = after_crime(report)
    if speaks_for_partner(report, officer):
        unit = await formal.partner_name(uow, report, officer)
        return Line(f"notice.ended_partner_{result}", {**values, "unit": unit})
    if report.kind is Kind.VIOLATION:
        return Line("notice.ended_violation", {**values, "formal": await formal.how(uow, report, None)})
    return Line(f"notice.ended_{result}" if was_there else f"notice.ended_unseen_{result}", values)


def after_crime(report: Report) -> Value:
    """What a message here is not, and where to get it, for the reporter of a crime; nothing of other reports."""
    return Line("formal.police_report") if report.category in CRIMES else ""


async def note(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> Report:
    """The officer's note on what they found."""
    report = await authority.involved(uow, officer, key)
    await uow.record(RecordedAct.NOTE, officer, report=report.key, text=words)
    if report.filed_by == officer.key and report.district is None:
        await late_location.take_words(uow, report, words)
    return report


async def note_point(uow: UnitOfWork, officer: Officer, key: ReportKey, latitude: float, longitude: float) -> Report:
    """Where it is, as the officer's phone says; only of a report that the officer made and that has no point yet."""
    report = await authority.involved(uow, officer, key)
    if report.filed_by != officer.key or report.latitude is not None or (latitude, longitude) == (0, 0):
        raise AskAgain("act.note_what")
    await uow.record(RecordedAct.POINT_ADDED, officer, report=report.key)
    return await late_location.take_point(uow, report, latitude, longitude)


async def note_photo(uow: UnitOfWork, officer: Officer, key: ReportKey, photo: Attachment) -> Report:
    """The officer's photo of what they found."""
    report = await authority.involved(uow, officer, key)
    await uow.keep(report.key, [photo], officer)
    await uow.record(RecordedAct.PHOTO, officer, report=report.key, text=photo.caption)
    return report


async def check_police_report(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report in the officer's hands of which a Laporan Polisi can be noted; else `Refused`."""
    report = await authority.check(uow, officer, key, Act.ASK)
    if report.kind is Kind.VIOLATION or officer.role is Role.PARTNER:
        raise Refused("act.not_allowed")
    return report


async def note_police_report(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> bool:
    """A Laporan Polisi was made, with this number; False when its reporter cannot be told.

    Reporters of merged reports do not hear the number: it belongs to whoever made the Laporan Polisi.
    """
    report = await check_police_report(uow, officer, key)
    to_reporter.check(words, Words.LABEL)
    await deadlines.begin(uow, report)
    await uow.record(RecordedAct.POLICE_REPORT, officer, report=report.key, text=words)
    return await notices.ask(uow, report, Line("notice.police_report", {"number": report.number, "words": words}))


async def _move(uow: UnitOfWork, officer: Officer, key: ReportKey, act: Act) -> Report:
    report = await authority.involved(uow, officer, key)
    case = authority.after(report, act, officer)
    last = (await events.of_report(uow.tx, report.key))[-1]
    again = report.officer == officer.key and (last.officer, last.act) == (officer.key, act)
    before, wait = report, await _wait(uow, report)
    report = await reports.advance(uow.tx, report, case, uow.now)
    if not again:  # a second tap says nothing new
        await second_thoughts.tapped(uow, before, wait, report, officer, act)
    await _acted(uow, officer, report, act)
    return report


async def _wait(uow: UnitOfWork, report: Report) -> Wait:
    assert report.wait is not None
    return await waits.get(uow.tx, report.wait)


async def _acted(uow: UnitOfWork, officer: Officer, report: Report, act: Act) -> None:
    """The officer gave a sign: restart their response deadline and bring the calls up to date."""
    await deadlines.begin(uow, report)
    await uow.record(act, officer, report=report.key)
    await calls.refresh(uow, report)
