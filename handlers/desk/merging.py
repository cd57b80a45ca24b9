"""Merging reports of one event: the bot suggests which, a person decides, and nothing that was sent in is lost."""

from dataclasses import replace

from casework import dispatch, notices
from casework.story import story
from conversations.answer import Answer, as_number
from conversations.screen import Button, Key, Line
from db import queue, reports
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import acts, asking
from locales import Refused
from reports import likeness
from reports import number as numbers
from reports.state import Act

LONGEST_STORY = 300  # of the other report, when asking whether it is the same


async def suggest(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The open reports that look most like this one, and why."""
    desk_report.performed(officer, report, Act.MERGE)
    lines: list[Line] = []
    rows: list[tuple[Button, ...]] = []
    for number, found in await _alike(turn, report):
        other = await reports.numbered(turn.tx, number)
        if other is None or not await desk_report.oversees(turn, officer, other):
            continue
        reasons = ", ".join(turn.texts.plain(f"desk.reason_{reason}") for reason in found.reasons)
        lines.append(Line("desk.alike", {"number": number, "percent": round(100 * found.score), "reasons": reasons}))
        rows.append((Button(number, f"into={report.key},{other.key}"),))
    rows.append((Button(Key("button.desk_number"), f"number={report.key}"),))
    values = {"number": report.number, "alike": tuple(lines) or Key("desk.none_alike")}
    await desk_report.ask(turn, report, Line("desk.ask_into", values), *rows)


async def ask_sure(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Show the other report in short, and ask."""
    desk_report.performed(officer, report, Act.MERGE)
    await _ask_sure(turn, report, await _other(turn, officer, report, rest))


async def merge(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The report is a duplicate of the other one: its clock stops, its evidence stays, both histories say so."""
    other = await _other(turn, officer, report, rest)
    case = desk_report.performed(officer, report, Act.MERGE)
    report = await reports.advance(turn.tx, report, case, turn.now)
    report = await reports.amend(turn.tx, replace(report, duplicate_of=other.key))
    await dispatch.stop_clock(turn, report)
    await turn.record(Act.MERGE, officer, report=report.key, text=other.number)
    await turn.record("terima_gabungan", officer, report=other.key, text=report.number)
    await dispatch.refresh(turn, report)
    news = Line("desk.joined", {"number": other.number, "merged": report.number, "what": story(report, 600)})
    await acts.news_from_reporter(turn, other, news)
    await notices.tell(turn, report, "merged")
    await desk_report.show(turn, officer, report)


async def ask_number(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The desk knows better: write the number."""
    desk_report.performed(officer, report, Act.MERGE)
    text = Line("desk.ask_number", {"number": report.number})
    await asking.ask(turn, officer.chat, "desk_merge", report.key, text, extra=str(report.version))


async def numbered(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The number came."""
    number = numbers.parse(desk_report.words_of(answer))
    officer, report = await desk_report.on_desk(turn, report)
    if not await desk_report.unchanged(turn, officer, report, int(extra)):
        await asking.done(turn, officer.chat)
        return
    found = None if number is None else await reports.numbered(turn.tx, number)
    try:
        other = await _checked(turn, officer, report, found)
    except Refused:
        raise Refused("desk.another_number") from None  # the question stands
    await asking.done(turn, officer.chat)
    await _ask_sure(turn, report, other)


async def _alike(turn: Turn, report: Report) -> list[tuple[str, likeness.Likeness]]:
    if report.category is None:
        return []
    return likeness.suggest(queue.event(report, report.category), await queue.alike(turn.tx, report))


async def _ask_sure(turn: Turn, report: Report, other: Report) -> None:
    what = story(other, LONGEST_STORY)
    text = Line("desk.ask_sure", {"number": report.number, "other": other.number, "what": what})
    await desk_report.ask(
        turn, report, text, (Button(Key("button.desk_merge_yes"), f"merged={report.key},{other.key}"),)
    )


async def _other(turn: Turn, officer: Officer, report: Report, key: str) -> Report:
    return await _checked(turn, officer, report, await reports.get(turn.tx, ReportKey(as_number(key))))


async def _checked(turn: Turn, officer: Officer, report: Report, other: Report | None) -> Report:
    """The report to merge into: another one, not closed, on the same desk; else `Refused`."""
    if other is None or other.key == report.key or other.case.closed:
        raise Refused("desk.cannot_merge")
    if not await desk_report.oversees(turn, officer, other):
        raise Refused("desk.cannot_merge")
    return other
