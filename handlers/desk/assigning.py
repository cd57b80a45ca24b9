"""Sending a report from the desk to a unit, to one officer of it, or to another agency; always with a reason."""

from functools import partial

from casework import assignment, authority, likely
from casework.people import short, title
from conversations.answer import Answer, as_number
from conversations.buttons.desk import Assign, AssignTo, AssignUnit, Refer, ReferTo, SendNear
from conversations.screen import Button, Key, Line, Rows, paged
from db import officers
from db.officers import Officer, OfficerKey
from db.reports import Report
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import asking
from locales import Refused, texts_for
from reports.state import Act
from reports.usual_reason import WHY_ASSIGN, UsualReason
from resort.agency import Agency


async def ask_unit(turn: Turn, officer: Officer, report: Report, tapped: Assign) -> None:
    """To which unit of the police, the likeliest first; to all of it, unless one of its people is chosen then."""
    authority.after(report, Act.ASSIGN, officer)
    options = [
        Button(unit.name, AssignTo(report.key, unit.code))
        for unit in await likely.first(turn, report)
        if unit.agency is Agency.POLRI
    ]
    await _ask(turn, report, paged(options, tapped.page, others=1, turn_to=partial(Assign, report.key)))


async def ask_agency(turn: Turn, officer: Officer, report: Report, tapped: Refer) -> None:
    """To which partner, the likeliest first."""
    authority.after(report, Act.REFER, officer)
    options = [
        Button(unit.name, ReferTo(report.key, unit.code))
        for unit in await likely.first(turn, report)
        if unit.agency is not Agency.POLRI
    ]
    await _ask(turn, report, paged(options, tapped.page, others=1, turn_to=partial(Refer, report.key)))


async def ask_officer(turn: Turn, officer: Officer, report: Report, tapped: AssignUnit) -> None:
    """To the whole unit or to one of its people."""
    await asking.done(turn, officer.chat)  # of the reason for the whole unit
    unit = (await assignment.assignee(turn, tapped.unit)).unit
    people = [
        Button(f"{'🟢' if each.on_duty else '⚪️'} {await short(turn, each)}", AssignTo(report.key, officer=each.key))
        for each in await officers.of_unit(turn.tx, unit.code)
    ]
    whole = (Button(Key("button.whole_unit"), AssignTo(report.key, unit.code)),)
    rows = paged(people, tapped.page, others=2, turn_to=partial(AssignUnit, report.key, unit.code))
    text = Line("desk.ask_officer", {"number": report.number, "unit": unit.name})
    await desk_report.ask(turn, report, text, whole, *rows)


async def ask_why(turn: Turn, officer: Officer, report: Report, tapped: AssignTo) -> None:
    """Why it goes there."""
    authority.after(report, Act.ASSIGN, officer)
    to = tapped.unit if tapped.officer is None else OfficerKey(tapped.officer)
    chosen = await assignment.assignee(turn, to)
    named = chosen.unit.name if chosen.officer is None else await title(turn, chosen.officer)
    text = Line("desk.ask_why_assign", {"number": report.number, "addressee": named})
    extra = f"{report.version},{to}" if tapped.officer is None else f"{report.version},;{to}"
    one = () if chosen.officer else (Button(Key("button.one_officer"), AssignUnit(report.key, chosen.unit.code)),)
    await asking.ask(turn, officer.chat, "desk_assign", report.key, text, extra=extra, usual=WHY_ASSIGN, also=one)


async def ask_why_refer(turn: Turn, officer: Officer, report: Report, tapped: ReferTo) -> None:
    """Why it goes to the partner."""
    authority.after(report, Act.REFER, officer)
    unit = await assignment.partner(turn, tapped.unit)
    text = Line("ask.why_pass", {"number": report.number, "unit": unit.name})
    extra = f"{report.version},{unit.code}"
    await asking.ask(turn, officer.chat, "desk_refer", report.key, text, extra=extra, usual=WHY_ASSIGN)


async def send_near(turn: Turn, officer: Officer, report: Report, tapped: SendNear) -> None:
    """To the unit of its place, with one tap: that it is of the place is the reason."""
    near = await likely.nearest(turn, report)
    if near is None or near.code != tapped.unit:
        raise Refused("flow.old_button")
    reason = texts_for("id").plain(f"reason.{UsualReason.ITS_PLACE}")
    if near.agency is Agency.POLRI:
        act = assignment.assign(turn, officer, report.key, report.version, near.code, reason)
        await desk_report.act(turn, officer, report.key, act)
        return
    passed = await assignment.refer(turn, officer, report.key, report.version, near.code, reason)
    said = "desk.passed" if passed.reached else "desk.passed_nobody"
    turn.toast, turn.alert = turn.texts.plain(said, number=report.number, unit=near.name), not passed.reached
    await desk_report.show(turn, officer, passed.report)


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
        said = "act.passed" if passed.reached else "act.passed_nobody"
        await asking.confirm(turn, said, number=passed.report.number, unit=passed.unit.name)


async def _ask(turn: Turn, report: Report, rows: Rows) -> None:
    await desk_report.ask(turn, report, Line("desk.ask_unit", {"number": report.number}), *rows)


def _chosen(rest: str) -> str | OfficerKey:
    """The unit or officer that a question for a reason remembers: `UNIT`, or `;OFFICER`."""
    code, _, key = rest.partition(";")
    return OfficerKey(as_number(key)) if key else code
