"""Saring pelapor ini, and the alarms that the desk sees first because of it."""

from casework import authority, screening
from conversations.buttons.desk import CallOut, Looked, ScreenReporter, ScreenSure
from conversations.screen import Button, Key, Line
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.desk import desk_report
from locales.times import clock
from resort.rights import Right


async def ask(turn: Turn, officer: Officer, report: Report, tapped: ScreenReporter) -> None:
    """What it does, and whether one is sure."""
    await screening.check(turn, officer, report.key)
    sure = (Button(Key("button.screen_sure"), ScreenSure(report.key)),)
    await desk_report.ask(turn, report, Line("screening.ask", {"number": report.number}), sure)


async def begin(turn: Turn, tapped: ScreenSure) -> None:
    """Screen the reporter, or ask a second officer for another day."""
    officer = await turn.require(Right.DESK)
    begun = await screening.begin(turn, officer, ReportKey(tapped.report))
    said = "screening.asked" if begun.asked else "screening.begun"
    text = Line(said, {"number": begun.report.number, "until": begun.until})
    await desk_report.ask(turn, begun.report, text)


async def look(turn: Turn, tapped: Looked) -> None:
    """The desk looks at an alarm that is held back."""
    officer = await turn.require(Right.DESK)
    until = await screening.look(turn, officer, ReportKey(tapped.report))
    report = await authority.on_desk(turn, officer, ReportKey(tapped.report))
    out = (Button(Key("button.call_out"), CallOut(report.key)),)
    text = Line("screening.looked", {"number": report.number, "clock": clock(until, turn.resort.zone)})
    await desk_report.ask(turn, report, text, out)


async def call_out(turn: Turn, tapped: CallOut) -> None:
    """The desk lets it go out."""
    officer = await turn.require(Right.DESK)
    report = await screening.call_out(turn, officer, ReportKey(tapped.report))
    await desk_report.ask(turn, report, Line("screening.out", {"number": report.number}))
