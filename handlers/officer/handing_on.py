"""Handing a report on to another unit or agency, or declining it; each with a reason."""

from functools import partial

from casework import authority, likely, passing_on
from conversations.answer import Answer
from conversations.buttons.officer import Decline, Pass, PassTo
from conversations.callback import Topic
from conversations.screen import Button, Line, Screen, paged
from db import units
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused
from reports.state import Act
from reports.usual_reason import WHY_NOT, WHY_PASS


async def ask_unit(turn: Turn, officer: Officer, tapped: Pass) -> None:
    """Ask to which unit or agency a report is handed."""
    report = await authority.check(turn, officer, ReportKey(tapped.report), Act.HAND_OVER)
    options = [
        Button(unit.name, PassTo(report.key, unit.code))
        for unit in await likely.first(turn, report)
        if unit.code != report.unit
    ]
    rows = paged(options, tapped.page or 0, others=0, turn_to=partial(Pass, report.key))
    screen = Screen(Line("act.ask_unit", {"number": report.number}), rows)
    if turn.here.key == officer.chat and tapped.page is not None:
        await turn.show(screen, Topic.PING)
    else:
        await turn.tell(officer.chat, screen, Topic.PING, lane=Lane.ANSWER)


async def ask_why_pass(turn: Turn, officer: Officer, tapped: PassTo) -> None:
    """Ask why a report is handed to that unit."""
    report = await authority.check(turn, officer, ReportKey(tapped.report), Act.HAND_OVER)
    unit = await units.get(turn.tx, tapped.unit)
    if unit is None:
        raise Refused("flow.old_button")
    text = Line("ask.why_pass", {"number": report.number, "unit": unit.name})
    await asking.ask(turn, officer.chat, "pass", report.key, text, extra=unit.code, usual=WHY_PASS)


async def pass_with_reason(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the report goes to the other unit."""
    passed = await passing_on.pass_on(turn, officer, report.key, extra, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    said = "act.passed" if passed.reached else "act.passed_nobody"
    await asking.confirm(turn, said, number=passed.report.number, unit=passed.unit.name)


async def ask_why_not(turn: Turn, officer: Officer, tapped: Decline) -> None:
    """Ask why an officer cannot."""
    report = await passing_on.check_decline(turn, officer, ReportKey(tapped.report))
    text = Line("ask.why_not", {"number": report.number})
    await asking.ask(turn, officer.chat, "decline", report.key, text, usual=WHY_NOT)


async def decline(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the officer cannot."""
    declined = await passing_on.decline(turn, officer, report.key, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    said = "act.declined" if declined.others else "act.declined_alone"
    await asking.confirm(turn, said, number=declined.report.number)
