"""A pasted announcement, with its code or without, a bare code, a report's number: answered whatever else is open."""

from conversations.answer import Answer, Text
from conversations.buttons.citizen import LatestAppeal
from conversations.callback import Topic
from conversations.free_words import check_code, is_announcement, may_be_danger
from conversations.heard import Heard
from conversations.report_danger import alarming
from conversations.screen import Button, Key, Line, Screen
from handlers.announcements import checking
from handlers.citizen import forwards, numbered, talk
from handlers.common import hearing
from handlers.common.buttons import DANGER, MENU
from handlers.common.turn import Turn
from reports import number as numbers


async def answered(turn: Turn, answer: Answer, *, alone: bool = False) -> bool:
    """Whether words were a code, an announcement, or a report's number, and were answered as that.

    `alone` is for words out of the blue: no report is told or added to, and one can be made of them.
    """
    if not isinstance(answer, Text) or not answer.own:
        return False
    code = check_code(answer.body)
    if code is not None:
        await checking.check_pasted(turn, code, whole=answer.body.strip() != code)
    elif numbers.parse(answer.body) is not None:
        await numbered.show(turn, answer.body)
    elif alarming(answer, turn.scene):
        return False
    elif not await checking.check_words(turn, answer.body):
        return claims_to_be_announced(turn, answer) and await _answer_unknown(turn, answer.body, alone=alone)
    return True


def claims_to_be_announced(turn: Turn, answer: Answer) -> bool:
    """Whether somebody pasted what is put as an announcement; what may be danger is asked about instead."""
    if not isinstance(answer, Text) or not answer.own or may_be_danger(turn.scene.hear(answer.body)):
        return False
    return is_announcement(answer.body)


async def _answer_unknown(turn: Turn, words: str, *, alone: bool) -> bool:
    """Say that we do not know it; that somebody asked is noted for the desk, as with a forward."""
    await forwards.note(turn, words)
    text = Line("check.unknown")
    if alone:
        await hearing.keep(turn, Heard(words=Text(words, own=False), flow=hearing.TALK))
        latest = Button(Key("button.appeals"), LatestAppeal())
        rows = ((DANGER,), (latest,), (talk.MAKE_REPORT,), (MENU,))
        await turn.show(Screen(Line("blue.answer", {"answer": text}), rows), Topic.MENU)
    else:
        await turn.show(Screen(text), Topic.MENU)
    return True
