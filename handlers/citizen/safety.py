"""A reporter who is threatened because of a report: the words that say so, and the first question."""

from casework import threats
from conversations.answer import Answer, own_words
from conversations.buttons.citizen import IsSafe
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db.reports import Report
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from reports.seal import Seal
from reports.voices import Voice


async def ask_whether_safe(turn: Turn, report: Report) -> None:
    """The first question to somebody who is threatened because of a report."""
    rows = (
        (Button(Key("button.is_safe"), IsSafe(report.number, safe=True)),),
        (Button(Key("button.is_unsafe"), IsSafe(report.number)),),
        (MENU,),
    )
    sealed = report.seal is Seal.TWO_OF_COMMAND or await threats.is_known(turn, report)
    text = "threat.ask_safe_sealed" if sealed else "threat.ask_safe"
    line = Line(text, {"number": report.number, "who": threats.told(report)})
    await turn.show(Screen(line, rows), Topic.MINE, fresh=True)


def tells_of_a_threat(turn: Turn, answer: Answer) -> bool:
    """Whether somebody says, or writes below a file, that they are threatened because of a report."""
    words = own_words(answer)
    return bool(words) and Voice.THREATENED in turn.scene.hear(words).reading.voices
