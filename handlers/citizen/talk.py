"""Answers words that are no report as what they are: a greeting, thanks; a question with what the resort states."""

from conversations.callback import Topic
from conversations.screen import Key, Line, Screen
from handlers.citizen import topics
from handlers.common.buttons import ABOUT_POLICE, DANGER, MENU, REPORT
from handlers.common.turn import Turn
from reports.triage import Sort
from reports.voices import Voice


async def answer(turn: Turn, body: str) -> None:
    """Answer words that nobody asked for by what they want."""
    reading = turn.scene.hear(body).reading
    sort = reading.sort
    if sort is Sort.UNCLEAR and Voice.CANNOT_SPEAK in reading.voices:
        sort = Sort.GREETING  # who tells us how to talk with them was understood
    if not await topics.answers(turn, body, sort):
        await reply(turn, sort)


async def reply(turn: Turn, sort: Sort) -> None:
    """Answer words of this sort; 110 and the short way are at hand all the same."""
    text = Line("blue.answer", {"answer": Key(f"blue.{sort}")})
    about_police = ABOUT_POLICE if sort is Sort.POLICE_CONDUCT else ()
    await turn.show(Screen(text, ((DANGER,), *about_police, (REPORT,), (MENU,))), Topic.MENU)
