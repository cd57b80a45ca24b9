"""A report's number, typed alone: its reporter sees how it stands, and for the desk it is opened, or looked for."""

from casework import authority, waiting
from conversations.answer import Answer, Text
from db import reports
from handlers.citizen import mine_report
from handlers.common.turn import Turn
from handlers.desk import desk_report, searching
from locales import Refused
from reports import number as numbers
from resort.rights import Right, may

_LONGEST = 6  # digits of a running number
_EMERGENCY = frozenset({"110", "112", "113", "115", "119", "129"})  # somebody may mean these


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


async def looked_for(turn: Turn, answer: Answer) -> bool:
    """Look for a running number, or a number that is not right, on the desk of somebody; False for anything else."""
    officer, words = await turn.officer(), answer.body if isinstance(answer, Text) and answer.own else ""
    rights = (Right.DESK, Right.UNIT_DESK)
    if officer is None or officer.removed or not any(may(officer.role, right) for right in rights):
        return False
    short = words.strip().isdecimal() and len(words.strip()) <= _LONGEST and words.strip() not in _EMERGENCY
    if numbers.parse(words) is not None or not (short or numbers.running_numbers(words)):
        return False
    await searching.show(turn, officer, words)
    return True
