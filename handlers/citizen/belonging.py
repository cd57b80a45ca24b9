"""Whether a message still belongs to the report that is added to, or is about something else."""

from datetime import timedelta

from casework import additions, authority, together
from conversations.addition import Addition
from conversations.answer import Answer, Other, Phone, Text, is_own, words_of
from conversations.free_words import RECENT, Around, Known, Sense, sense
from conversations.free_words import is_another as tells_another
from conversations.report_danger import alarming
from db.drafts import StoredDialogue
from db.reports import Report
from handlers.citizen import addition_store, pasted, report_store
from handlers.common.turn import Turn
from reports.state import WITH_US

ANOTHER_AFTER = timedelta(hours=1)  # a cry for help after so long a silence is about something else


async def end_by(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether a message is not for the report that is added to; the adding ends, unless it may still go on."""
    state = addition_store.state_of(kept)
    if state.recent and (isinstance(answer, Other | Phone) or not is_own(answer)):
        return True
    if state.recent:
        over = await _is_over(turn, kept, state, answer)
    else:
        over = report_store.asleep(turn, kept) or await _is_another(turn, kept, answer)
    if over:
        await addition_store.end(turn)
    return over


async def _is_over(turn: Turn, kept: StoredDialogue, state: Addition, answer: Answer) -> bool:
    """Whether what nobody asked for is no addition: it comes too late, the report has ended, or it is another one."""
    if kept.touched is None or turn.now - kept.touched > RECENT:
        return True
    report = await authority.own(turn, turn.here.key, state.number)
    if not await additions.may_add(turn, report):
        return True
    if pasted.claims_to_be_announced(turn, answer):
        return False  # whatever place it names
    another = (Sense.REPORT, Sense.DOUBT)
    return isinstance(answer, Text) and sense(turn.scene.hear(answer.body), around(report)) in another


async def _is_another(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether a cry for help is no addition: it is of elsewhere, nobody of us acts on that report, or hours went by."""
    if not alarming(answer, turn.scene):
        return False
    own = await authority.own(turn, turn.here.key, addition_store.state_of(kept).number)
    report = await together.leading(turn, own)
    silent = turn.now - kept.touched if kept.touched is not None else timedelta(0)
    return (
        is_elsewhere(turn, own, answer) or report.case.closed or report.state not in WITH_US or silent > ANOTHER_AFTER
    )


def is_elsewhere(turn: Turn, report: Report, answer: Answer) -> bool:
    """Whether a cry for help tells of another event than a report: it must not ring for the place of that one."""
    return alarming(answer, turn.scene) and tells_another(turn.scene.hear(words_of(answer)), _known(report))


def around(report: Report) -> Around:
    """What is known around words that follow a report."""
    return Around(recent=_known(report))


def _known(report: Report) -> Known:
    return Known(report.category, report.district, report.village, report.tps)
