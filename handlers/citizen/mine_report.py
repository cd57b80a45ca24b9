"""One report as its reporter sees it, and nobody else."""

from casework import authority, endings
from casework.call_screen import state_name
from casework.story import story
from conversations.buttons.citizen import Add, MyReportsPage, NotSolved, OpenMine, Withdraw, Withdrawn
from conversations.callback import Topic
from conversations.report_screens import location, moment
from conversations.screen import Button, Key, Line, Screen, Value
from db import events, evidence
from db.reports import Report
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales.times import day_and_clock
from reports.state import Act, allowed
from resort.roles import Role

LONGEST_STORY = 1200
MOST_NEWS = 8  # the latest ones


async def show(turn: Turn, number: str) -> None:
    """The report with everything its reporter told, and what can be done."""
    report = await authority.own(turn, turn.here.key, number)
    values: dict[str, Value] = {
        "number": report.number,
        "category": Key(f"category.{report.category}") if report.category else Key("report.none"),
        "state": state_name(report),
        "at": report.created_at,
        "what": story(report, LONGEST_STORY),
        "where": location(report, turn.scene),
        "when": moment(report.happened_words, report.happened_at, report.ongoing, turn.scene),
        "files": await evidence.count(turn.tx, report.key),
        "news": tuple((await news(turn, report))[-MOST_NEWS:]),
    }
    rows: list[tuple[Button, ...]] = []
    may = allowed(report.case, Role.REPORTER, ended_ago=endings.ended_ago(turn, report))
    if Act.REOPEN in may:
        rows.append((Button(Key("button.not_solved"), NotSolved(number)),))
    if Act.ADD in may:
        rows.append((Button(Key("button.add"), Add(number)),))
    if Act.WITHDRAW in may:
        rows.append((Button(Key("button.withdraw"), Withdraw(number)),))
    rows += [(Button(Key("button.list"), MyReportsPage()),), (MENU,)]
    await turn.show(Screen(Line("mine.one", values), tuple(rows)), Topic.MINE)


async def ask_withdraw(turn: Turn, number: str) -> None:
    """Sure?"""
    report = await authority.own(turn, turn.here.key, number)
    rows = (
        (Button(Key("button.withdraw_yes"), Withdrawn(report.number)),),
        (Button(Key("button.withdraw_no"), OpenMine(report.number)),),
    )
    await turn.show(Screen(Line("mine.ask_withdraw", {"number": report.number}), rows), Topic.MINE)


async def news(turn: Turn, report: Report) -> list[Line]:
    """What was done since, one line each, and never a word about who acts."""
    happened = [each for each in await events.of_report(turn.tx, report.key) if f"event.{each.act}" in turn.texts]
    return [
        Line(f"event.{event.act}", {"at": day_and_clock(event.at, turn.resort.zone, turn.texts)}) for event in happened
    ]
