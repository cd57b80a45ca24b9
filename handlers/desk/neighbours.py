"""Handing a report of elsewhere over to the Polres there: the reporter's yes, and who received it."""

from casework import neighbours
from conversations.answer import Answer
from conversations.buttons.citizen import HandToNeighbour, OpenMine
from conversations.buttons.desk import ReceivedThere
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import asking
from resort.rights import Right

PURPOSE = "received_there"


async def agree(turn: Turn, tapped: HandToNeighbour) -> None:
    """The reporter's yes."""
    report, neighbour, told = await neighbours.agree(turn, turn.here.key, tapped.number)
    values = {"number": report.number, "neighbour": neighbour.name, "phone": neighbour.phone}
    rows = ((Button(Key("button.open_report"), OpenMine(report.number)),), (MENU,))
    text = Line("neighbour.agreed" if told else "neighbour.agreed_nobody", values)
    await turn.show(Screen(text, rows), Topic.MINE, fresh=True)


async def ask_who(turn: Turn, tapped: ReceivedThere) -> None:
    """Who received it there?"""
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    report, name = await neighbours.receivable(turn, officer, ReportKey(tapped.report))
    text = Line("neighbour.ask_who", {"number": report.number, "neighbour": name})
    await asking.ask(turn, officer.chat, PURPOSE, report.key, text)


async def received(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The words came: it ends here."""
    done = await neighbours.received(turn, officer, report.key, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    await desk_report.show(turn, officer, done)
