"""The reporter's answer to the question whether the accused is of an office that would read the report."""

from casework import objections
from casework.objections import Answered
from conversations.buttons.citizen import OpenMine, SayWhetherTheirs
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db.objections import ObjectionKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from reports.urgency import Urgency
from reports.wish import Wish


async def say(turn: Turn, tapped: SayWhetherTheirs) -> None:
    """*Ya, jangan kirim ke sana*, *Tidak* or *Tidak tahu*."""
    answered = await objections.answer(turn, turn.here.key, ObjectionKey(tapped.objection), tapped.said)
    values = {"number": answered.report.number, "unit": answered.unit.name}
    rows = ((Button(Key("button.open_report"), OpenMine(answered.report.number)),), (MENU,))
    await turn.show(Screen(Line(_text(answered), values), rows), Topic.MINE)


def _text(answered: Answered) -> str:
    if answered.said is Wish.NOT_THEIRS:
        return "objection.not_theirs"
    if answered.report.urgency is Urgency.DARURAT:
        wished = answered.said is Wish.KEEP_AWAY and answered.above
        return "objection.kept_urgent" if wished else "objection.noted_urgent"
    if answered.said is Wish.UNSURE:
        return "objection.unsure"
    return "objection.kept" if answered.above else "objection.kept_nobody"
