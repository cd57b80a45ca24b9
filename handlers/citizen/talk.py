"""Answers words that are no report as what they are: a greeting, a question, thanks."""

from conversations.callback import Topic
from conversations.screen import Key, Line, Screen
from handlers.common.buttons import DANGER, MENU, REPORT
from handlers.common.turn import Turn
from reports.triage import Sort


async def answer(turn: Turn, body: str) -> None:
    """Answer words that nobody asked for by what they want."""
    await reply(turn, turn.scene.hear(body).reading.sort)


async def reply(turn: Turn, sort: Sort) -> None:
    """Answer words of this sort; 110 and the short way are at hand all the same."""
    text = Line("blue.answer", {"answer": Key(f"blue.{sort}")})
    await turn.show(Screen(text, ((DANGER,), (REPORT,), (MENU,))), Topic.MENU)
