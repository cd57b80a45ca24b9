"""Answers words that are no report as what they are: a greeting, thanks; a question with what the resort states.

Citizen: lagi nunggu istri di parkiran
Bot:     Terima kasih kabarnya. …          [Darurat …] [Jadikan laporan] [Menu utama]

What may be a report all the same is kept: one tap makes a report of those words, so that no wrong reading loses any.
"""

from casework import additions
from conversations.answer import Text
from conversations.buttons.words import SendAsReport
from conversations.callback import Topic
from conversations.free_words import asks_how_it_stands, asks_whether_true
from conversations.heard import Heard
from conversations.report_advice import tells_of_despair
from conversations.report_beside import asks_who_knows
from conversations.report_screens import ADD_TO_MINE
from conversations.screen import Button, Key, Line, Rows, Screen
from handlers.citizen import forwards, topics
from handlers.common import hearing
from handlers.common.buttons import ABOUT_POLICE, DANGER, MENU, REPORT
from handlers.common.turn import Turn
from reports.danger import Alarm
from reports.follow_up import FollowUp
from reports.triage import Sort
from reports.voices import Voice

MAKE_REPORT = Button(Key("button.make_report_of_it"), SendAsReport())


async def answer(turn: Turn, body: str) -> None:
    """Answer words that nobody asked for by what they want."""
    reading = turn.scene.hear(body).reading
    sort = reading.sort
    if reading.alarm is not Alarm.NONE and tells_of_despair(reading.category):
        await _keep(turn, body)
        numbers = await topics.numbers_for(turn, reading.category)
        await _answer(turn, Line("blue.despair", {"numbers": numbers}), MAKE_REPORT)
        return
    if asks_how_it_stands(turn.scene.hear(body)) or (
        sort is Sort.UNCLEAR and reading.everyday and reading.follow_up is FollowUp.WAITING
    ):
        sort = Sort.STATUS  # "sudah sampai mana", where none of their reports is open
    if sort is Sort.REPORT or (sort is Sort.UNCLEAR and reading.everyday):
        await _chat(turn, body)
        return
    if sort is Sort.UNCLEAR and Voice.CANNOT_SPEAK in reading.voices:
        sort = Sort.GREETING  # who tells us how to talk with them was understood
    if await topics.answers(turn, body, sort):
        return
    if asks_whether_true(body):
        await forwards.tell(turn, body)
    elif sort is Sort.UNCLEAR and Voice.HIDES in reading.voices:
        await _keep(turn, body)
        await _answer(turn, Line("blue.hides"), MAKE_REPORT)
    elif sort is Sort.QUESTION and asks_who_knows(body):
        await _answer(turn, Line("report.secret"), REPORT)
    elif reading.follow_up is FollowUp.AFRAID and sort is Sort.UNCLEAR:
        await _answer(turn, Line("blue.afraid"), REPORT)
    elif sort in (Sort.QUESTION, Sort.UNCLEAR):
        await _keep(turn, body)
        await reply(turn, sort, MAKE_REPORT)
    else:
        await reply(turn, sort)


async def _chat(turn: Turn, body: str) -> None:
    """Answer what people write every day: what the resort states on it, else a friendly word."""
    if await topics.answers(turn, body, Sort.UNCLEAR):
        return
    if asks_whether_true(body):
        await forwards.tell(turn, body)
        return
    await _keep(turn, body)
    await _answer(turn, Line("blue.obrolan"), MAKE_REPORT)


async def _answer(turn: Turn, text: Line, report: Button) -> None:
    await turn.show(Screen(_with_help(text), ((DANGER,), *await _mine(turn, report), (report,), (MENU,))), Topic.MENU)


async def _mine(turn: Turn, report: Button) -> Rows:
    """Words that were kept may belong to a report that is still open."""
    kept = report is MAKE_REPORT and await additions.latest_open(turn, turn.here.key) is not None
    return ((ADD_TO_MINE,),) if kept else ()


def _with_help(answer: Line) -> Line:
    """110 and the way to help stand below every answer."""
    return Line("blue.answer", {"answer": answer})


async def refuse_figures(turn: Turn) -> None:
    """Vote figures are nobody's to pass on here: nothing of them is kept."""
    await turn.show(Screen(Line("tally.refused"), ((DANGER,), (REPORT,), (MENU,))), Topic.MENU)


async def _keep(turn: Turn, body: str) -> None:
    await hearing.keep(turn, Heard(words=Text(body), flow=hearing.TALK))


async def reply(turn: Turn, sort: Sort, report: Button = REPORT) -> None:
    """Answer words of this sort; 110 and the short way are at hand all the same."""
    text = _with_help(Line(f"blue.{sort}"))
    about_police = ABOUT_POLICE if sort is Sort.POLICE_CONDUCT else ()
    rows = ((DANGER,), *about_police, *await _mine(turn, report), (report,), (MENU,))
    await turn.show(Screen(text, rows), Topic.MENU)
