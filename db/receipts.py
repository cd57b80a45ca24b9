"""Receipts that say that officers are being called, until Telegram has answered for those calls."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import reporters
from db.database import Tx
from db.instant import stored
from db.outbox import OutboxId
from db.reports import ReportKey
from resort.agency import Agency

WITHIN = timedelta(seconds=5)  # then a call that was taken is enough, although others are still on their way


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt to confirm: its message, and whether that can be changed."""

    message: OutboxId
    in_place: bool


async def expect(tx: Tx, report: ReportKey, message: OutboxId, now: datetime, *, in_place: bool) -> None:
    """A receipt that promises a call; what Telegram says of that call is told later."""
    await tx.run("receipts.expect", report=report, outbox=message, in_place=int(in_place), now=stored(now))


async def get(tx: Tx, report: ReportKey) -> Receipt | None:
    """The receipt of a report that was not confirmed yet. One that was tapped since is confirmed by a new message."""
    row = await tx.one("receipts.get", report=report)
    if row is None:
        return None
    chat = await reporters.of(tx, report)
    changed = await tx.value("receipts.changed_since", chat=chat, outbox=row["outbox"])
    return Receipt(OutboxId(row["outbox"]), bool(row["in_place"]) and not changed)


async def some(tx: Tx) -> bool:
    """Whether any receipt waits."""
    return bool(await tx.value("receipts.any"))


async def answered(tx: Tx, now: datetime) -> list[ReportKey]:
    """The reports for whose calls Telegram has answered."""
    return [ReportKey(row["report"]) for row in await tx.all("receipts.answered", before=stored(now - WITHIN))]


async def reached(tx: Tx, report: ReportKey) -> frozenset[Agency]:
    """The agencies of which Telegram gave a message id for at least one call."""
    return frozenset(Agency(row["agency"]) for row in await tx.all("receipts.reached", report=report))


async def end(tx: Tx, report: ReportKey) -> None:
    """Nothing more is told about this receipt."""
    await tx.run("receipts.end", report=report)
