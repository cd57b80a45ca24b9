"""Sending a report from the desk to a unit, to one officer of it, or to another agency; always with a reason."""

from casework import dispatch, notices
from conversations.answer import Answer, as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, paged
from db import officers, reports, units
from db.officers import Officer, OfficerKey
from db.reports import Report
from db.units import PostedUnit
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import acts, asking
from locales import Refused
from reports.state import Act
from resort.agency import Agency


async def ask_unit(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """To which unit of the police; `rest` is the page."""
    desk_report.performed(officer, report, Act.ASSIGN)
    police = [unit for unit in await units.every(turn.tx) if unit.agency is Agency.POLRI]
    await _ask(turn, report, police, rest, "assign", "unit")


async def ask_agency(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """To which partner; `rest` is the page."""
    desk_report.performed(officer, report, Act.REFER)
    partners = [unit for unit in await units.every(turn.tx) if unit.agency is not Agency.POLRI]
    await _ask(turn, report, partners, rest, "refer", "agency")


async def ask_officer(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """To the whole unit or to one of its people; `rest` is `UNIT;PAGE`."""
    code, _, page = rest.partition(";")
    unit = await _unit(turn, code)
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
    desk_report.performed(officer, report, Act.ASSIGN)
    unit, person = await _addressee(turn, rest)
    text = Line("desk.ask_why_assign", {"number": report.number, "addressee": person.callsign if person else unit.name})
    await asking.ask(turn, officer.chat, "desk_assign", report.key, text, extra=f"{report.version},{rest}")


async def ask_why_refer(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Why it goes to the partner."""
    desk_report.performed(officer, report, Act.REFER)
    unit = await _unit(turn, rest)
    if unit.agency is Agency.POLRI:
        raise Refused("flow.old_button")
    text = Line("ask.why_pass", {"number": report.number, "unit": unit.name})
    await asking.ask(turn, officer.chat, "desk_refer", report.key, text, extra=f"{report.version},{unit.code}")


async def assign(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: whoever had it has it no more, the unit or the one officer is called, the clock begins anew."""
    reason = desk_report.words_of(answer)
    version, _, addressee = extra.partition(",")
    officer, report = await desk_report.on_desk(turn, report)
    await asking.done(turn, officer.chat)
    if not await desk_report.unchanged(turn, officer, report, int(version)):
        return
    unit, person = await _addressee(turn, addressee)
    holder = None if report.officer is None else await officers.get(turn.tx, report.officer)
    case = desk_report.performed(officer, report, Act.ASSIGN)
    report = await reports.advance(turn.tx, report, case, turn.now, unit=unit.code)
    report = await dispatch.start_clock(turn, report)
    told = f"{person.callsign if person else unit.name}: {reason}"
    await turn.record(Act.ASSIGN, officer, report=report.key, text=told)
    await dispatch.refresh(turn, report)
    why = Line("desk.why_assigned", {"callsign": officer.callsign, "reason": reason})
    if person is None:
        await dispatch.call_unit(turn, report, unit.code, why)
    else:
        await dispatch.call(turn, report, [dispatch.Called(person.chat, person.callsign)], [why])
    if holder is not None and not holder.removed and holder != person:
        lost = Line("desk.taken_from_you", {"number": report.number, "callsign": officer.callsign})
        await turn.tell(holder.chat, Screen(lost), Topic.PING)
    await notices.send(turn, report, Line("notice.assigned", {"number": report.number, "unit": unit.name}))
    await desk_report.show(turn, officer, report)


async def refer(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the partner is called."""
    desk_report.words_of(answer)
    version, _, code = extra.partition(",")
    officer, report = await desk_report.on_desk(turn, report)
    if not await desk_report.unchanged(turn, officer, report, int(version)):
        await asking.done(turn, officer.chat)
        return
    await acts.pass_with_reason(turn, report, officer, code, answer)


async def _ask(turn: Turn, report: Report, choice: list[PostedUnit], page: str, turning: str, name: str) -> None:
    options = [Button(unit.name, f"{name}={report.key},{unit.code}") for unit in choice]
    rows = paged(options, as_number(page), others=1, turn_to=f"{turning}={report.key},{{page}}")
    await desk_report.ask(turn, report, Line("desk.ask_unit", {"number": report.number}), *rows)


async def _unit(turn: Turn, code: str) -> PostedUnit:
    unit = await units.get(turn.tx, code)
    if unit is None:
        raise Refused("flow.old_button")
    return unit


async def _addressee(turn: Turn, chosen: str) -> tuple[PostedUnit, Officer | None]:
    """The police unit that is meant, and the one officer if one is."""
    code, _, key = chosen.partition(";")
    person = None
    if key:
        person = await officers.get(turn.tx, OfficerKey(as_number(key)))
        if person is None or person.removed:
            raise Refused("people.gone")
    unit = await _unit(turn, person.unit if person else code)
    if unit.agency is not Agency.POLRI:
        raise Refused("flow.old_button")
    return unit, person
