"""A report's number, typed alone: its reporter sees how it stands, and for the desk it is opened."""

from casework import authority, waiting
from db import reports
from handlers.citizen import mine_report
from handlers.common.turn import Turn
from handlers.desk import desk_report
from locales import Refused
from reports import number as numbers


async def show(turn: Turn, words: str) -> None:
    """Show the report of this number. Raises `Refused` for one that is neither their own nor on their desk."""
    number = numbers.parse(words)
    officer = await turn.officer()
    report = None if number is None else await authority.numbered(turn, officer, number)
    own = number is not None and await reports.of_reporter(turn.tx, turn.here.key, number) is not None
    if report is not None and officer is not None and not own and await authority.oversees(turn, officer, report):
        await desk_report.show(turn, officer, report)
        return
    if report is not None and officer is not None and not own and await authority.concerns(turn, officer, report):
        await waiting.show_again(turn, officer, report.key)
        return
    if number is None:
        raise Refused("mine.not_found")
    await mine_report.show(turn, number)
