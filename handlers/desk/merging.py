"""Merging reports of one event: the bot suggests which, a person decides, and everything that was sent in stays."""

from casework import authority, merging
from casework.story import rounded, story
from conversations.answer import Answer
from conversations.buttons.desk import Merge, MergeAlike, Merged, MergeInto, MergeNumber
from conversations.screen import Button, Key, Line, Value
from db import reports, tellings
from db.officers import Officer
from db.reports import Report, ReportKey
from db.tellings import What
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import asking
from locales import AskAgain, Refused
from reports import number as numbers
from reports.state import Act

LONGEST_STORY = 300  # of the other report, when asking whether it is the same


async def suggest(turn: Turn, officer: Officer, report: Report, tapped: Merge) -> None:
    """The open reports that look most like this one, and why."""
    lines: list[Line] = []
    rows: list[tuple[Button, ...]] = []
    for suggestion in await merging.suggestions(turn, officer, report):
        other, how = suggestion.report, suggestion.likeness
        reasons = ", ".join(turn.texts.plain(f"desk.reason_{reason}") for reason in how.reasons)
        values: dict[str, Value] = {"number": other.number, "percent": round(100 * how.score), "reasons": reasons}
        lines.append(Line("desk.alike", values))
        rows.append((Button(other.number, MergeInto(report.key, other.key)),))
    rows.append((Button(Key("button.desk_number"), MergeNumber(report.key)),))
    text = Line("desk.ask_into", {"number": report.number, "alike": tuple(lines) or Key("desk.none_alike")})
    await desk_report.ask(turn, report, text, *rows)


async def ask_sure(turn: Turn, officer: Officer, report: Report, tapped: MergeInto) -> None:
    """Show the other report in short, and ask."""
    other = await reports.get(turn.tx, ReportKey(tapped.other))
    await _ask_sure(turn, report, await merging.candidate(turn, officer, report, other))


async def ask_alike(turn: Turn, officer: Officer, report: Report, tapped: MergeAlike) -> None:
    """The same for the report that a call names; the call stays as it is."""
    other = await reports.get(turn.tx, ReportKey(tapped.other))
    await _ask_sure(turn, report, await merging.candidate(turn, officer, report, other), apart=True)


async def merge(turn: Turn, officer: Officer, report: Report, tapped: Merged) -> None:
    """Merge the report into the other one."""
    merged = await merging.merge(turn, officer, report.key, report.version, ReportKey(tapped.other))
    await desk_report.show(turn, officer, merged)


async def ask_number(turn: Turn, officer: Officer, report: Report, tapped: MergeNumber) -> None:
    """The desk knows better: write the number."""
    authority.after(report, Act.MERGE, officer)
    text = Line("desk.ask_number", {"number": report.number})
    await asking.ask(turn, officer.chat, "desk_merge", report.key, text, extra=str(report.version))


async def numbered(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The number came."""
    number = numbers.parse(asking.words_of(answer))
    on_desk = authority.on_desk(turn, officer, report.key, int(extra))
    if await desk_report.attempt(turn, officer, report.key, on_desk) is None:
        await asking.done(turn, officer.chat)
        return
    found = None if number is None else await authority.numbered(turn, officer, number)
    try:
        other = await merging.candidate(turn, officer, report, found)
    except Refused:
        raise AskAgain("desk.another_number") from None
    await asking.done(turn, officer.chat)
    await _ask_sure(turn, report, other)


async def _ask_sure(turn: Turn, report: Report, other: Report, *, apart: bool = False) -> None:
    what = story(rounded(other), LONGEST_STORY)
    text = Line("desk.ask_sure", {"number": report.number, "other": other.number, "what": what})
    yes = Button(Key("button.desk_merge_yes"), Merged(report.key, other.key))
    screen = await desk_report.ask(turn, report, text, (yes,), apart=apart)
    if other.sealed is None:
        await tellings.add(turn.tx, other.key, screen.id, turn.here.key, What.WORDS, turn.now)
