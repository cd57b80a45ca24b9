"""Filing a draft: it becomes a report with a number, the officers are called, the citizen gets the receipt."""

from collections.abc import Sequence
from datetime import timedelta

from casework import dispatch
from conversations import report as dialogue
from conversations.buttons.citizen import Add, OpenMine
from conversations.callback import Topic
from conversations.report_draft import ReportDraft
from conversations.screen import Button, Key, Line, Screen, Value
from db import chats, reports
from db.chats import ChatKey
from db.reports import Report
from db.unit_of_work import UnitOfWork
from handlers.common.turn import Turn
from locales import Refused
from locales.times import clock
from reports.category import Kind
from reports.urgency import Urgency, assess

HOUR = timedelta(hours=1)


async def send(turn: Turn, draft: ReportDraft) -> None:
    """The citizen has sent it."""
    urgency = Urgency.DARURAT if draft.emergency else assess(draft.category, draft.what or "", draft.ongoing)
    if urgency is not Urgency.DARURAT:
        await _hold_to_limit(turn)
    report = await store(turn, turn.here.key, draft, urgency)
    await chats.set_consented(turn.tx, turn.here, turn.now)
    await turn.show(_receipt(turn, report, draft), Topic.MINE, fresh=True)


async def store(
    uow: UnitOfWork, chat: ChatKey, draft: ReportDraft, urgency: Urgency, why: Sequence[Line] = ()
) -> Report:
    """Make a report of a draft, with its evidence, and call the officers."""
    prefix = uow.resort.prefix
    report = await reports.create(uow.tx, uow.vault, chat, draft, urgency, prefix, uow.now)
    await uow.keep(report.key, draft.evidence)
    return await dispatch.announce(uow, report, why)


async def _hold_to_limit(turn: Turn) -> None:
    """Raise `Refused` when the person has sent as many reports this hour as one may; the draft stays."""
    most = turn.resort.reports_per_hour
    times = await reports.times_of_reporter(turn.tx, turn.here.key, turn.now, HOUR, most)
    if len(times) >= most:
        again = times[0] + HOUR + timedelta(minutes=1)
        raise Refused("report.too_many", clock=clock(again, turn.resort.zone))


def _receipt(turn: Turn, report: Report, draft: ReportDraft) -> Screen:
    next_steps: list[Line] = []
    if draft.emergency:
        next_steps.append(Line("receipt.next_emergency"))
    elif draft.kind is Kind.VIOLATION:
        next_steps.append(Line("receipt.next_violation"))
        left = dialogue.deadline(draft, turn.scene)
        next_steps += [left] if left else []
    else:
        next_steps.append(Line("receipt.next_disturbance"))
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
