"""Calls: who was called to a report, and who declined."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.chats import ChatKey
from db.database import Tx
from db.instant import stored
from db.outbox import OutboxId
from db.reports import ReportKey


@dataclass(frozen=True, slots=True)
class Ping:
    """One copy of a call: the message it is, and the chat it went to."""

    message: OutboxId
    chat: ChatKey
    declined: bool


async def add(tx: Tx, report: ReportKey, message: OutboxId, chat: ChatKey, now: datetime) -> None:
    """Remember a copy, so that it can be brought up to date."""
    await tx.run("pings.add", report=report, outbox=message, chat=chat, now=stored(now))


async def unanswered(tx: Tx, now: datetime, most: int) -> set[ChatKey]:
    """The officers' chats that were called so often within the hour, without a sign of the officer since."""
    since = stored(now - timedelta(hours=1))
    return {ChatKey(row["chat"]) for row in await tx.all("pings.unanswered", since=since, most=most)}


async def of_report(tx: Tx, report: ReportKey) -> list[Ping]:
    """Every copy of a report's call, the oldest first."""
    return [
        Ping(OutboxId(row["outbox"]), ChatKey(row["chat"]), bool(row["declined"]))
        for row in await tx.all("pings.of_report", report=report)
    ]


async def newest_in(tx: Tx, chat: ChatKey, most: int) -> list[tuple[OutboxId, str]]:
    """The newest calls that stand in a chat, and the numbers of their reports."""
    rows = await tx.all("pings.newest_in", chat=chat, most=most)
    return [(OutboxId(row["outbox"]), row["number"]) for row in rows]


async def decline(tx: Tx, report: ReportKey, chat: ChatKey) -> bool:
    """A chat says no; True when that was the last one asked."""
    await tx.run("pings.decline", report=report, chat=chat)
    return int(await tx.value("pings.open_ones", report=report)) == 0
