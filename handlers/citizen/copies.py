"""An announcement that is checked in the middle of a report is kept with it, and the report goes on.

Citizen: (is asked where it happened, and pastes an announcement, or passes one on)
Bot:     ✅ Asli. …
Bot:     Di mana kejadiannya? …
"""

from conversations.answer import Answer, Text
from conversations.free_words import check_code
from conversations.report_told import passed_on
from handlers.announcements import checking
from handlers.citizen import pasted, report, report_store
from handlers.common.turn import Turn
from handlers.telegram.incoming import answer_of
from reports import number as numbers


async def in_a_report(turn: Turn, answer: Answer) -> bool:
    """Whether a message in the middle of a report was answered as something else; its question is asked again."""
    if not await pasted.answered(turn, answer):
        return False
    assert isinstance(answer, Text)
    if numbers.parse(answer.body) is None and answer.body.strip() != check_code(answer.body):
        await _keep(turn, Text(answer.body, own=False))
    await report.resume(turn)
    return True


async def check_forward(turn: Turn) -> None:
    """A message passed on to us is checked; while a report is told it is kept with that."""
    await checking.check_forward(turn)
    message = turn.update.effective_message
    assert message is not None
    kept = await report_store.of_chat(turn)
    if kept.content is not None and not report_store.asleep(turn, kept):
        await _keep(turn, answer_of(message))
        await report.resume(turn)


async def _keep(turn: Turn, copy: Answer) -> None:
    kept = await report_store.of_chat(turn)
    await report_store.save(turn, kept, passed_on(report_store.draft_of(turn, kept), copy))
