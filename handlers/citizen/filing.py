"""Sending a draft: the citizen gets the receipt."""

from casework import filing
from casework.calls import Called
from conversations import report as dialogue
from conversations.buttons.citizen import Add, OpenMine
from conversations.callback import Topic
from conversations.report_draft import ReportDraft
from conversations.screen import Button, Key, Line, Screen, Value
from db.reports import Report
from handlers.citizen import adding
from handlers.common.turn import Turn
from locales.times import clock
from reports.category import Kind
from reports.urgency import Urgency
from resort.agency import Agency


async def send(turn: Turn, draft: ReportDraft) -> None:
    """The citizen has sent it."""
    filed = await filing.file(turn, turn.here.key, draft)
    await turn.show(_receipt(turn, filed.report, draft, filed.called), Topic.MINE, fresh=True)
    await adding.expect(turn, turn.here.key, filed.report, recent=True)


def _receipt(turn: Turn, report: Report, draft: ReportDraft, called: Called) -> Screen:
    next_steps: list[Line] = []
    if report.urgency is Urgency.DARURAT and not called:
        next_steps.append(Line("receipt.next_emergency_nobody"))
    elif draft.emergency:
        next_steps.append(Line("receipt.next_emergency"))
    elif draft.kind is Kind.VIOLATION:
        next_steps.append(Line("receipt.next_checked" if called.of(Agency.POLRI) else "receipt.next_stored"))
        next_steps.append(Line("receipt.next_bawaslu" if called.of(Agency.BAWASLU) else "receipt.next_no_bawaslu"))
        left = dialogue.deadline(draft, turn.scene)
        next_steps += [left] if left else []
    else:
        next_steps.append(Line("receipt.next_disturbance" if called else "receipt.next_stored"))
    values: dict[str, Value] = {
        "number": report.number,
        "clock": clock(report.created_at, turn.resort.zone),
        "next": tuple(next_steps),
    }
    rows = (
        (Button(Key("button.add"), Add(report.number)),),
        (Button(Key("button.open_report"), OpenMine(report.number)),),
    )
    return Screen(Line("receipt.received", values), rows)
