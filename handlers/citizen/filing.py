"""Sending a draft: the citizen gets the receipt."""

from casework import filing, objections
from casework.calls import Called
from conversations.callback import Topic
from conversations.report_draft import ReportDraft
from conversations.report_parts import split_up
from conversations.screen import Line
from db import receipts
from db.outbox import OutboxId
from handlers.citizen import addition_store, safety
from handlers.citizen.receipts import joined_steps, receipt
from handlers.common.turn import Turn
from locales.times import clock
from reports.category import Kind
from reports.seal import Seal
from reports.urgency import Urgency
from resort.agency import Agency


async def send(turn: Turn, draft: ReportDraft) -> None:
    """The citizen has sent it. A receipt that promises a call is confirmed, or taken back, once Telegram answered."""
    parts = split_up(draft, turn.scene)
    filed = await filing.file_all(turn, turn.here.key, parts)
    for part, each in zip(parts, filed, strict=True):
        if each.joined is not None:
            next_steps = joined_steps(each.joined)
        else:
            next_steps = _next_steps(turn, part, each.report.urgency, each.called)
        screen = await receipt(turn, each.report, next_steps, turn.here.language, joined=each.joined is not None)
        await turn.show(screen, Topic.MINE, fresh=True)
        if each.called:
            await receipts.expect(turn.tx, each.report.key, _shown(turn), turn.now, in_place=True)
        await objections.ask(turn, each.report)
        if each.report.seal is Seal.TWO_OF_COMMAND:
            await safety.ask_whether_safe(turn, each.report)
    await addition_store.expect(turn, turn.here.key, filed[0].report, recent=True)


def _shown(turn: Turn) -> OutboxId:
    """The message that shows the receipt: the one screen where somebody hides."""
    hidden = turn.shown if turn.is_silent(turn.here) else None
    return hidden or turn.outgoing[-1].id


def _next_steps(turn: Turn, draft: ReportDraft, urgency: Urgency, called: Called) -> list[Line]:
    if urgency is Urgency.DARURAT and not called:
        return [Line("receipt.next_emergency_nobody")]
    if draft.emergency:
        by = clock(turn.now + turn.resort.response_time[Urgency.DARURAT], turn.resort.zone)
        return [Line("receipt.next_emergency"), Line("receipt.next_by", {"clock": by})]
    if draft.kind is Kind.VIOLATION:
        return [
            Line("receipt.next_checked" if called.of(Agency.POLRI) else "receipt.next_stored"),
            Line("receipt.next_bawaslu" if called.of(Agency.BAWASLU) else "receipt.next_no_bawaslu"),
        ]
    return [Line("receipt.next_disturbance" if called else "receipt.next_stored")]
