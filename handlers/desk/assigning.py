"""Sending a report from the desk to a unit, to one officer of it, or to another agency; always with a reason."""

from casework import assignment, authority
from conversations.answer import Answer, as_number
from conversations.screen import Button, Key, Line, paged
from db import officers, units
from db.officers import Officer, OfficerKey
from db.reports import Report
from db.units import PostedUnit
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import asking
from reports.state import Act
from resort.agency import Agency


async def ask_unit(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """To which unit of the police; `rest` is the page."""
    authority.after(report, Act.ASSIGN, officer)
    police = [unit for unit in await units.every(turn.tx) if unit.agency is Agency.POLRI]
    await _ask(turn, report, police, rest, "assign", "unit")


async def ask_agency(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """To which partner; `rest` is the page."""
    authority.after(report, Act.REFER, officer)
    partners = [unit for unit in await units.every(turn.tx) if unit.agency is not Agency.POLRI]
    await _ask(turn, report, partners, rest, "refer", "agency")


async def ask_officer(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """To the whole unit or to one of its people; `rest` is `UNIT;PAGE`."""
    code, _, page = rest.partition(";")
    unit = (await assignment.assignee(turn, code)).unit
    people = [
        Button(f"{'🟢' if each.on_duty else '⚪️'} {each.callsign}", f"to={report.key},;{each.key}")
        for each in await officers.of_unit(turn.tx, unit.code)
    ]
    whole = (Button(Key("button.whole_unit"), f"to={report.key},{unit.code}"),)
    rows = paged(people, as_number(page), others=2, turn_to=f"unit={report.key},{unit.code};{{page}}")
    text = Line("desk.ask_officer", {"number": report.number, "unit": unit.name})
    await desk_report.ask(turn, report, text, whole, *rows)


async def ask_why(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Why it goes there; `rest` is a unit, or `;OFFICER`."""
    authority.after(report, Act.ASSIGN, officer)
    chosen = await assignment.assignee(turn, _chosen(rest))
    text = Line("desk.ask_why_assign", {"number": report.number, "addressee": chosen.name})
    await asking.ask(turn, officer.chat, "desk_assign", report.key, text, extra=f"{report.version},{rest}")


async def ask_why_refer(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Why it goes to the partner."""
    authority.after(report, Act.REFER, officer)
    unit = await assignment.partner(turn, rest)
    text = Line("ask.why_pass", {"number": report.number, "unit": unit.name})
    await asking.ask(turn, officer.chat, "desk_refer", report.key, text, extra=f"{report.version},{unit.code}")


async def assign(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the report goes to the unit or the one officer."""
    reason = asking.words_of(answer)
    seen, _, chosen = extra.partition(",")
    await asking.done(turn, officer.chat)
    act = assignment.assign(turn, officer, report.key, int(seen), _chosen(chosen), reason)
    await desk_report.act(turn, officer, report.key, act)


async def refer(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the report goes to the partner."""
    reason = asking.words_of(answer)
    seen, _, code = extra.partition(",")
    await asking.done(turn, officer.chat)
    passed = await desk_report.attempt(
        turn, officer, report.key, assignment.refer(turn, officer, report.key, int(seen), code, reason)
    )
    if passed is not None:
        await asking.confirm(turn, "act.passed", number=passed.report.number, unit=passed.unit.name)


async def _ask(turn: Turn, report: Report, choice: list[PostedUnit], page: str, turning: str, name: str) -> None:
    options = [Button(unit.name, f"{name}={report.key},{unit.code}") for unit in choice]
    rows = paged(options, as_number(page), others=1, turn_to=f"{turning}={report.key},{{page}}")
    await desk_report.ask(turn, report, Line("desk.ask_unit", {"number": report.number}), *rows)


def _chosen(rest: str) -> str | OfficerKey:
    """The unit or officer that a button names: `UNIT`, or `;OFFICER`."""
    code, _, key = rest.partition(";")
    return OfficerKey(as_number(key)) if key else code
