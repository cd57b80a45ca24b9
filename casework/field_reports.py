"""Reports that officers and partners make as such: filed, and with them what the officer does about it.

Officer: (taps Saya tangani)  → it is theirs, they are on the spot, the desk reads it
         (taps Butuh bantuan) → the same, and help is called
         (taps Teruskan)      → others are called, as to any report
         (taps Catat saja)    → it is noted and ends; the desk reads it

Nobody of the public is its reporter: no number, no receipt, no question. An election violation reaches Bawaslu whatever
is tapped, as information of the police; what a citizen reports of the same can be joined to it.
"""

from dataclasses import dataclass, replace

from casework import (
    authority,
    calls,
    deadlines,
    escalation,
    filing,
    formal,
    help_calls,
    joining,
    notices,
    objections,
    passing_on,
)
from casework.addressees import Addressees, matter_of
from casework.calls import Called
from casework.story import kind, place
from conversations.report_draft import NextStep, ReportDraft
from conversations.report_time import is_dated
from conversations.screen import Line, Value
from db import queue, reports
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports import likeness
from reports.category import Kind
from reports.joining import WITHIN, Place
from reports.result import Result
from reports.seal import seal_of
from reports.state import Act, perform
from resort.agency import Agency
from resort.rights import Right
from resort.roles import Role

MOST_ALIKE = 2  # citizens' reports that are offered to be joined


@dataclass(frozen=True, slots=True)
class FieldReport:
    """The report, what was done with it, and what is so of that: a sentence that promises takes it from here."""

    report: Report
    next_step: NextStep
    called: Called  # to the report
    helpers: tuple[str, ...] = ()  # the units called to help
    kept_out: bool = False  # it accuses the officer's own unit, so that others deal with it
    alike: tuple[Report, ...] = ()  # reports of citizens that tell of the same


async def file(uow: UnitOfWork, officer: Officer, draft: ReportDraft, *, by_itself: bool = False) -> FieldReport:
    """File an officer's draft and do what it ends with; one that went by itself is passed on."""
    authority.require(officer, Right.ACT)
    report = await _store(uow, officer, draft)
    next_step, kept_out = draft.next_step or NextStep.FORWARD, report.keeps_from(officer.unit)
    if kept_out:
        next_step = NextStep.FORWARD
    why = [Line("ping.field_unsent")] if by_itself else []
    match next_step:
        case NextStep.FORWARD:
            return await _pass_on(uow, officer, report, why, kept_out=kept_out)
        case NextStep.NOTE:
            return await _note(uow, officer, report)
        case _:
            return await _handle(uow, officer, report, next_step)


async def own(uow: UnitOfWork, officer: Officer, most: int) -> list[Report]:
    """What an officer has in hand or reported as one, and is still open."""
    held = await reports.held_by(uow.tx, officer.key)
    filed = await reports.filed_by(uow.tx, officer.key, most)
    found = {each.key: each for each in (*held, *filed) if not each.keeps_from(officer.unit)}
    return list(found.values())[:most]


async def join(uow: UnitOfWork, officer: Officer, key: ReportKey, into: ReportKey) -> Report:
    """A citizen's report of the same joins the officer's: its reporter hears that somebody is there. Else `Refused`."""
    leading = await authority.involved(uow, officer, into)
    other = await reports.get(uow.tx, key)
    holds = leading.officer == officer.key and not leading.case.closed
    if other is None or not holds or not await _may_join(uow, officer, other):
        raise Refused("desk.cannot_merge")
    return await joining.join_officer(uow, other, leading, officer)


async def _store(uow: UnitOfWork, officer: Officer, draft: ReportDraft) -> Report:
    urgency = filing.urgency_of(uow, draft)
    draft, estimated = filing.placed_by_point(uow, draft)
    if draft.next_step in (NextStep.HANDLE, NextStep.HELP) and not is_dated(draft):
        draft = replace(draft, ongoing=True, happened_at=uow.now)
    voices, accused = filing.said_in(uow, draft)
    seal = seal_of(draft.category, voices)
    report = await reports.create(
        uow.tx, uow.vault, officer, draft, urgency, uow.resort.prefix, uow.now, seal, estimated=estimated
    )
    await uow.keep(report.key, draft.evidence, officer)
    return await objections.hold(uow, report, accused)


async def _handle(uow: UnitOfWork, officer: Officer, report: Report, next_step: NextStep) -> FieldReport:
    """Taken at once, on the spot; with `HELP`, help is called too."""
    for act in (Act.TAKE, Act.ARRIVE):
        case = authority.after(report, act, officer)
        report = await reports.advance(uow.tx, report, case, uow.now, unit=officer.unit, officer=officer.key)
        await uow.record(act, officer, report=report.key)
    await deadlines.begin(uow, report)
    await calls.call_officer(uow, report, officer, Line("ping.field_yours"), always=True)
    helpers: tuple[str, ...] = ()
    if next_step is NextStep.HELP:
        helpers = await help_calls.call(uow, officer, report.key)
        found = await reports.get(uow.tx, report.key)
        assert found is not None
        report = found
    called = await _call_partners(uow, officer, report)
    if not helpers:  # the desk was called to help
        await _tell_desk(uow, officer, report, "field.desk_handles")
    return FieldReport(report, next_step, called, helpers, alike=await _alike(uow, officer, report))


async def _pass_on(
    uow: UnitOfWork, officer: Officer, report: Report, why: list[Line], *, kept_out: bool
) -> FieldReport:
    begun = await escalation.begin(uow, report, why, without=officer.chat)
    if not kept_out:
        await calls.call_officer(uow, begun.report, officer, Line("ping.field_passed"), always=True)
    return FieldReport(begun.report, NextStep.FORWARD, begun.called, kept_out=kept_out)


async def _note(uow: UnitOfWork, officer: Officer, report: Report) -> FieldReport:
    """It is noted and ends; a violation is Bawaslu's, wherever somebody of it is linked."""
    case = authority.after(report, Act.TAKE, officer)
    report = await reports.advance(uow.tx, report, case, uow.now, unit=officer.unit, officer=officer.key)
    await uow.record(Act.TAKE, officer, report=report.key)
    unit = await formal.nearest_supervisors(uow, report) if is_information(report, officer) else None
    if unit is not None and not report.keeps_from(unit.code):
        passed = await passing_on.pass_on(uow, officer, report.key, unit.code, "Informasi dari Polri")
        return FieldReport(passed.report, NextStep.NOTE, await _called_there(uow, passed.report, passed.reached))
    case = authority.after(report, Act.FINISH, officer, Result.NOTED)
    report = await reports.advance(uow.tx, report, case, uow.now)
    await uow.record(Act.FINISH, officer, report=report.key, text=Result.NOTED)
    report = await reports.advance(uow.tx, report, perform(report.case, Act.CLOSE, Role.CLOCK), uow.now)
    await uow.record(Act.CLOSE, str(Role.CLOCK), report=report.key)
    await _tell_desk(uow, officer, report, "field.desk_noted")
    return FieldReport(report, NextStep.NOTE, Called())


async def _called_there(uow: UnitOfWork, report: Report, reached: bool) -> Called:
    """Whom passing it on has called, for the sentence that says so."""
    return Called(tuple(await Addressees(uow, report).of_agency(Agency.BAWASLU))) if reached else Called()


def is_information(report: Report, officer: Officer) -> bool:
    """Whether it is for Bawaslu to decide, and the police tell of it."""
    return report.kind is Kind.VIOLATION and officer.role is not Role.PARTNER


async def _call_partners(uow: UnitOfWork, officer: Officer, report: Report) -> Called:
    """A violation reaches Bawaslu as information of the police."""
    if not is_information(report, officer) or report.confined:
        return Called()
    return await calls.call(uow, report, await Addressees(uow, report).of_agency(Agency.BAWASLU), ())


async def _tell_desk(uow: UnitOfWork, officer: Officer, report: Report, text: str) -> None:
    """The desk reads what officers do by themselves; a sealed story is told to those who read it."""
    seen = report.shut
    values: dict[str, Value] = {
        "number": report.number,
        "callsign": officer.callsign,
        "category": kind(seen, uow.scene),
        "where": place(seen, uow.scene),
    }
    if report.apart or officer.role is Role.DESK:
        return
    rows = notices.open_on_desk(report)
    await notices.tell_desk(uow, Line(text, values), rows, but=officer, matter=matter_of(report))


# --- Reports of citizens about the same ----------------------------------------------------------


async def _alike(uow: UnitOfWork, officer: Officer, report: Report) -> tuple[Report, ...]:
    """Open reports of citizens that look like the officer's own, and that nobody has taken."""
    if report.seal is not None or report.category is None:
        return ()
    alike = likeness.suggest(queue.event(report, report.category), await queue.alike(uow.tx, report))
    found = [await reports.numbered(uow.tx, number) for number, _ in alike]
    near = [each for each in found if each is not None and await _may_join(uow, officer, each)]
    place = Place(report.district, report.village, report.tps, None)
    alarms = await reports.open_alarms(uow.tx, report.created_at - WITHIN, place) if report.tps else []
    near += [each for each in alarms if each.key != report.key and await _may_join(uow, officer, each)]
    return tuple({each.key: each for each in near}.values())[:MOST_ALIKE]


async def _may_join(uow: UnitOfWork, officer: Officer, other: Report) -> bool:
    """Whether a citizen's report is open, whole, taken by nobody, and this officer's business."""
    whole = other.seal is None and other.filed_by is None and other.kind is not Kind.VIOLATION
    return other.case.untaken and whole and await authority.concerns(uow, officer, other)
