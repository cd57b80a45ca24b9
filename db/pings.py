"""Calls and deadlines: who was called to a report, and when it escalates if nobody takes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.chats import ChatKey
from db.database import Tx
from db.instant import moment_or_none, stored
from db.outbox import OutboxId
from db.reports import ReportKey


@dataclass(frozen=True, slots=True)
class Ping:
    """One copy of a call: the message it is, and the chat it went to."""

    message: OutboxId
    chat: ChatKey
    declined: bool


async def add(tx: Tx, report: ReportKey, message: OutboxId, chat: ChatKey) -> None:
    """Remember a copy, so that it can be brought up to date."""
    await tx.run("pings.add", report=report, outbox=message, chat=chat)


async def of_report(tx: Tx, report: ReportKey) -> list[Ping]:
    """Every copy of a report's call, the oldest first."""
    return [
        Ping(OutboxId(row["outbox"]), ChatKey(row["chat"]), bool(row["declined"]))
        for row in await tx.all("pings.of_report", report=report)
    ]


async def decline(tx: Tx, report: ReportKey, chat: ChatKey) -> bool:
    """A chat says no; True when that was the last one asked."""
    await tx.run("pings.decline", report=report, chat=chat)
    return int(await tx.value("pings.open_ones", report=report)) == 0


async def set_deadline(tx: Tx, report: ReportKey, due_at: datetime | None) -> None:
    """Set a report's one deadline; None removes it."""
    if due_at is None:
        await tx.run("pings.remove_deadline", report=report)
    else:
        await tx.run("pings.set_deadline", report=report, due_at=stored(due_at))


async def due(tx: Tx, now: datetime, limit: int = 50) -> list[ReportKey]:
    """The reports whose deadline has passed."""
    return [ReportKey(row["report"]) for row in await tx.all("pings.due", now=stored(now), limit=limit)]


async def expire(tx: Tx, report: ReportKey, now: datetime) -> bool:
    """Remove a report's passed deadline, in the transaction of what follows; False when it has not passed any more."""
    return await tx.run("pings.expire", report=report, now=stored(now)) == 1


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """Move every deadline so much earlier: the machine's clock was set back."""
    await tx.run("pings.bring_forward", by=by // timedelta(milliseconds=1))


async def next_due(tx: Tx) -> datetime | None:
    """The earliest deadline."""
    return moment_or_none(await tx.value("pings.next_due"))
