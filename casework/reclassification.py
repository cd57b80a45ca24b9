"""Giving a report another category: its urgency is judged again, and the people it concerns now are called."""

from dataclasses import dataclass, replace

from casework import authority, calls, deadlines, escalation, formal, notices, taking_off
from casework.addressees import SUPERVISORS
from conversations.screen import Key, Line
from db import events, reachable, reports
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.category import Category, Kind, kind_of
from reports.seal import seal_of
from reports.state import Act
from reports.urgency import Urgency, assess
from resort.roles import Role


@dataclass(frozen=True, slots=True)
class Reclassified:
    """The report as it is now; `nobody_at_bawaslu` if it became a violation that nobody there could be called to."""

    report: Report
    nobody_at_bawaslu: bool


async def reclassify(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int, category: Category) -> Reclassified:
    """Store the category and what follows from it."""
    before = await authority.on_desk(uow, officer, key, seen)
    authority.after(before, Act.RECLASSIFY, officer)
    urgency = assess(category, await _words(uow, before), before.ongoing, uow.resort.areas)
    seal = before.seal or seal_of(category, ())
    report = replace(before, category=category, kind=kind_of(category), urgency=urgency, seal=seal)
    report = await reports.amend(uow.tx, report, uow.now)
    changed = f"{before.category or '-'}, {before.urgency} > {category}, {urgency}"
    await uow.record(Act.RECLASSIFY, officer, report=report.key, text=changed)
    await formal.begin(uow, report)
    if report.seal is not before.seal:
        await taking_off.take_off(uow, report)
    await taking_off.take_off_from(uow, report)  # it may have been for everybody as long as somebody was in danger
    report = await _call(uow, before, report)
    if category is not before.category:
        await notices.stop(uow, report, officer, "ping.now_about", category=Key(f"category.{category}"))
        text = Line("notice.reclassified", {"number": report.number, "category": Key(f"category.{category}")})
        await notices.send(uow, report, text)
    became_violation = report.kind is Kind.VIOLATION and before.kind is not Kind.VIOLATION
    return Reclassified(report, became_violation and not await _somebody_at_bawaslu(uow, report))


async def _call(uow: UnitOfWork, before: Report, report: Report) -> Report:
    """Call the people it concerns now: everybody again when life is in danger, else those not called yet."""
    waits = report.case.untaken
    if report.urgency is Urgency.DARURAT and before.urgency is not Urgency.DARURAT:
        why = Line("desk.why_urgent")
        if waits:
            return (await escalation.begin(uow, report, [why])).report
        await deadlines.begin(uow, report)
        await calls.call_everybody(uow, report, why)
        return report
    await calls.call_missing(uow, report, Line("desk.why_reclassified"))
    return await escalation.restart(uow, report) if waits and report.urgency is not before.urgency else report


async def _somebody_at_bawaslu(uow: UnitOfWork, report: Report) -> bool:
    """Whether anybody of Bawaslu was there to be called."""
    serving = await reachable.of_target(uow.tx, uow.vault, SUPERVISORS, report.district, report.village)
    return any(unit.group is not None or unit.on_duty for unit in serving)


async def _words(uow: UnitOfWork, report: Report) -> str:
    """Everything the reporter has told so far."""
    added = [each.text for each in await events.of_report(uow.tx, report.key) if each.role == Role.REPORTER]
    return "\n".join([report.opened.what, *(text for text in added if text)])
