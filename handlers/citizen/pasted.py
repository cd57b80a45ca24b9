"""A pasted announcement, with its code or without, a bare code, a report's number: answered whatever else is open."""

from conversations.answer import Answer, Text
from conversations.free_words import check_code
from conversations.report_told import alarming
from handlers.announcements import checking
from handlers.citizen import numbered
from handlers.common.turn import Turn
from reports import number as numbers


async def answered(turn: Turn, answer: Answer) -> bool:
    """Whether words were a code, an announcement, or a report's number, and were answered as that."""
    if not isinstance(answer, Text) or not answer.own:
        return False
    code = check_code(answer.body)
    if code is not None:
        await checking.check_pasted(turn, code, whole=answer.body.strip() != code)
    elif numbers.parse(answer.body) is not None:
        await numbered.show(turn, answer.body)
    else:
        return not alarming(answer, turn.scene) and await checking.check_words(turn, answer.body)
    return True
