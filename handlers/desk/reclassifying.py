"""Giving a report another category: its urgency is judged anew, and whoever that concerns now is called."""

from dataclasses import replace

from casework import dispatch, notices
from conversations.screen import Button, Key, Line
from db import events, officers, pings, reports, units
from db.officers import Officer
from db.reports import Report
from handlers.common.turn import Turn
from handlers.desk import desk_report
from locales import Refused
from reports.category import Category, Family, Kind, categories, families, kind_of
from reports.state import Act, State
from reports.urgency import Urgency, assess
from resort.agency import Agency, Function, Level, Target
from resort.roles import Role

_CLIMBS = (State.RECEIVED, State.VERIFIED, State.ASSIGNED)


async def ask_family(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The first screen: about what."""
    desk_report.performed(officer, report, Act.RECLASSIFY)
    every = [family for kind in Kind for family in families(kind)]
    rows = [(Button(Key(f"family.{family}"), f"family={report.key},{family}"),) for family in every]
    await desk_report.ask(turn, report, Line("desk.ask_family", {"number": report.number}), *rows)


async def ask_category(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The second screen: what exactly."""
    if rest not in set(Family):
        raise Refused("flow.old_button")
    rows = [
        (Button(Key(f"category.{category}"), f"category={report.key},{category}"),)
        for category in categories(Family(rest))
    ]
    await desk_report.ask(turn, report, Line("desk.ask_category", {"number": report.number}), *rows)


async def reclassify(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Store the category and what follows from it."""
    if rest not in set(Category):
        raise Refused("flow.old_button")
    desk_report.performed(officer, report, Act.RECLASSIFY)
    category, before = Category(rest), report
    urgency = assess(category, await _words(turn, report), report.ongoing)
    report = await reports.amend(turn.tx, replace(report, category=category, kind=kind_of(category), urgency=urgency))
    told = f"{before.category or '-'}, {before.urgency} > {category}, {urgency}"
    await turn.record(Act.RECLASSIFY, officer, report=report.key, text=told)
    await dispatch.refresh(turn, report)
    report = await _call(turn, before, report)
    if category is not before.category:
        text = Line("notice.reclassified", {"number": report.number, "category": Key(f"category.{category}")})
        await notices.send(turn, report, text)
    if report.kind is Kind.VIOLATION and before.kind is not Kind.VIOLATION and not await _bawaslu(turn, report):
        turn.toast, turn.alert = turn.texts.plain("desk.bawaslu_off_duty"), True
    await desk_report.show(turn, officer, report)


async def _call(turn: Turn, before: Report, report: Report) -> Report:
    """Call whom the report concerns now: everybody anew when life is in danger, else those not called before."""
    waits = not report.case.taken and report.state in _CLIMBS
    if report.urgency is Urgency.DARURAT and before.urgency is not Urgency.DARURAT:
        why = Line("desk.why_urgent")
        if waits:
            return await dispatch.announce(turn, report, [why])
        await dispatch.call(turn, report, await dispatch.whom(turn, report), [why])
        return report
    known = {ping.chat for ping in await pings.of_report(turn.tx, report.key)}
    missing = [each for each in await dispatch.whom(turn, report) if each.chat not in known]
    await dispatch.call(turn, report, missing, [Line("desk.why_reclassified")])
    return await dispatch.start_clock(turn, report) if waits and report.urgency is not before.urgency else report


async def _bawaslu(turn: Turn, report: Report) -> bool:
    """Whether anybody of Bawaslu was there to be called."""
    target = Target(Agency.BAWASLU, Level.WILAYAH, Function.WHOLE)
    serving = await units.serving(turn.tx, target, report.district, report.village)
    return any([unit.chat is not None or await officers.on_duty(turn.tx, unit.code) for unit in serving])


async def _words(turn: Turn, report: Report) -> str:
    """Everything the reporter has told so far."""
    added = [each.text for each in await events.of_report(turn.tx, report.key) if each.role == Role.REPORTER]
    return "\n".join([report.what, *(text for text in added if text)])
