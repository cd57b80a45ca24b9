"""Named incidents on the desk: naming one, who leads it, where it is now, and its end."""

from casework import incident_lines, incidents
from casework.people import short
from conversations.answer import Answer
from conversations.buttons.desk import (
    ChooseLeader,
    EndIncident,
    EndIncidentSure,
    MoveIncident,
    NameIncident,
    NameProposed,
    OpenIncident,
    SetLeader,
)
from conversations.buttons.officer import SharedLine
from conversations.render import written
from conversations.screen import Button, Key, Line, Value
from db import incidents as stored
from db.officers import Officer, OfficerKey
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import asking
from locales import Refused
from resort.rights import Right

MOST_LEADERS = 7


async def ask_name(turn: Turn, officer: Officer, report: Report, tapped: NameIncident) -> None:
    """What is it called? A name is proposed, and another may be written."""
    await incidents.check_nameable(turn, officer, report.key)
    proposed = (Button(_proposed(turn, report), NameProposed(report.key)),)
    await desk_report.ask(turn, report, Line("incident.ask_name", {"number": report.number}), proposed)
    await asking.keep(turn, officer.chat, "incident_name", report.key)


async def name_proposed(turn: Turn, tapped: NameProposed) -> None:
    """It is called as proposed."""
    officer = await turn.require(Right.DESK)
    report = await incidents.check_nameable(turn, officer, ReportKey(tapped.report))
    report = await incidents.name(turn, officer, report.key, _proposed(turn, report))
    await asking.done(turn, officer.chat)
    await _show(turn, report)


async def name(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """Its name was written."""
    named = await incidents.name(turn, officer, report.key, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    await _show(turn, named)


async def show(turn: Turn, officer: Officer, report: Report, tapped: OpenIncident) -> None:
    """A named incident, and what the desk does with it."""
    await _show(turn, report)


async def ask_leader(turn: Turn, officer: Officer, report: Report, tapped: ChooseLeader) -> None:
    """Who leads it?"""
    rows = [
        (Button(await short(turn, each), SetLeader(report.key, each.key)),)
        for each in (await incidents.candidates(turn, report))[:MOST_LEADERS]
    ]
    await desk_report.ask(turn, report, Line("incident.ask_leader", {"number": report.number}), *rows)


async def set_leader(turn: Turn, tapped: SetLeader) -> None:
    """This officer leads it."""
    officer = await turn.require(Right.DESK)
    await _show(turn, await incidents.lead(turn, officer, ReportKey(tapped.report), OfficerKey(tapped.officer)))


async def ask_place(turn: Turn, officer: Officer, report: Report, tapped: MoveIncident) -> None:
    """Where is it now?"""
    await incidents.check_line(turn, officer, report.key)
    text = Line("ask.incident_place", {"number": report.number})
    await asking.ask(turn, officer.chat, "incident_place", report.key, text)


async def move(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """Where it is now was written."""
    moved = await incidents.move(turn, officer, report.key, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    await _show(turn, moved)


async def ask_end(turn: Turn, officer: Officer, report: Report, tapped: EndIncident) -> None:
    """Whether one is sure: everybody who reported it is told."""
    sure = (Button(Key("button.incident_end_yes"), EndIncidentSure(report.key)),)
    await desk_report.ask(turn, report, Line("incident.ask_end", {"number": report.number}), sure)


async def end(turn: Turn, tapped: EndIncidentSure) -> None:
    """It is over."""
    officer = await turn.require(Right.DESK)
    report = await incidents.end(turn, officer, ReportKey(tapped.report))
    await desk_report.show(turn, officer, report)


async def _show(turn: Turn, report: Report) -> None:
    incident = await stored.of_report(turn.tx, report.key)
    if incident is None:
        raise Refused("incident.over")
    values: dict[str, Value] = {"number": report.number, "lines": await incident_lines.lines(turn, incident)}
    rows = (
        (Button(Key("button.shared_line"), SharedLine(report.key)),),
        (
            Button(Key("button.incident_leader"), ChooseLeader(report.key)),
            Button(Key("button.incident_move"), MoveIncident(report.key)),
        ),
        (Button(Key("button.incident_end"), EndIncident(report.key)),),
    )
    await desk_report.ask(turn, report, Line("incident.one", values), *rows)


def _proposed(turn: Turn, report: Report) -> str:
    what, where = incidents.proposed(turn, report)
    return str(written(Line("incident.proposed", {"what": what, "where": where}), turn.texts, turn.resort.zone))
