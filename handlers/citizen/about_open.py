"""Words about an open report that add nothing: thanks, a number, a question how it stands, a sentence sent again."""

from casework import together
from conversations.buttons.citizen import OpenMine
from conversations.callback import Topic
from conversations.free_words import SHORTEST_REPORT, Sense, sense
from conversations.screen import Button, Key, Line, Screen
from db import events
from db.reports import Report
from handlers.citizen import belonging, follow_ups, mine_report, talk, topics
from handlers.common.buttons import MENU, REPORT
from handlers.common.turn import Turn
from reports import number as numbers
from reports.follow_up import FollowUp
from reports.state import RecordedAct, State
from reports.triage import Sort


async def answered(turn: Turn, report: Report, body: str) -> bool:
    """Whether words that nobody asked for were thanks, a number or a question about the report, and were answered."""
    said = turn.scene.hear(body)
    if said.reading.follow_up is FollowUp.WAITING and (await together.leading(turn, report)).state is State.DONE:
        await mine_report.show(turn, report.number)  # "kapan hasilnya pak": nobody is on the way any more
        return True
    match sense(said, belonging.around(report)):
        case Sense.NUMBER:
            await mine_report.show(turn, numbers.parse(body) or report.number)
        case Sense.STATUS:
            await mine_report.show(turn, report.number)
        case Sense.WITHDRAW:
            await mine_report.ask_withdraw(turn, report.number)
        case Sense.FIGURES:
            await talk.refuse_figures(turn)
        case Sense.HUMAN:
            return False  # whoever has the report reads it
        case Sense.TALK:
            sort = said.reading.sort if said.reading.sort is not Sort.UNCLEAR else Sort.THANKS
            if await topics.answers(turn, body, sort):
                return True
            if sort is Sort.GREETING:
                await greet(turn, report)
            else:
                await turn.show(Screen(Line(f"blue.{sort}"), ((REPORT,), (MENU,))), Topic.MENU)
        case _:
            return False
    return True


async def sent_again(turn: Turn, report: Report, body: str) -> bool:
    """Whether a whole sentence of an open report comes again: it says how the report stands, and rings nobody twice."""
    words = _plain(body)
    leading = await together.leading(turn, report)
    if len(words) < SHORTEST_REPORT or leading.case.closed or leading.state is State.DONE:
        return False
    added = [each.text for each in await events.of_report(turn.tx, report.key) if each.act == RecordedAct.WORDS_ADDED]
    if words not in map(_plain, (report.what or "", *(text or "" for text in added))):
        return False
    await greet(turn, report, Line("mine.follow_again", {"number": report.number}))
    return True


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


async def greet(turn: Turn, report: Report, first: Line | None = None) -> None:
    """Somebody whose report is open writes "halo": they want to know whether anybody is there, and how it stands."""
    first = first or Line("mine.follow_here", {"number": report.number})
    leading = await together.leading(turn, report)
    rows = ((Button(Key("button.open_report"), OpenMine(report.number)),), (MENU,))
    await turn.show(Screen(follow_ups.standing(first, report, leading), rows), Topic.MINE)
