"""Messages that tell of a report on other people's phones, besides its call: words, maps, files."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, stored
from db.outbox import OutboxId
from db.reports import ReportKey


class What(StrEnum):
    """What a message carries. Stored: never change one."""

    WORDS = "words"
    MAP = "map"
    FILE = "file"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Telling:
    """One such message."""

    message: OutboxId
    chat: ChatKey
    what: What
    at: datetime


async def add(tx: Tx, report: ReportKey, message: OutboxId, chat: ChatKey, what: What, now: datetime) -> None:
    """A message tells of a report."""
    await tx.run("tellings.add", outbox=message, report=report, chat=chat, what=what, now=stored(now))


async def of_report(tx: Tx, report: ReportKey) -> list[Telling]:
    """Every such message that still stands somewhere, oldest first."""
    return [
        Telling(OutboxId(row["outbox"]), ChatKey(row["chat"]), What(row["what"]), moment(row["told_at"]))
        for row in await tx.all("tellings.of_report", report=report)
    ]


async def newest_in(tx: Tx, chat: ChatKey, most: int) -> list[tuple[str, Telling]]:
    """The newest such messages that stand in a chat, with the numbers of their reports."""
    return [
        (row["number"], Telling(OutboxId(row["outbox"]), chat, What(row["what"]), moment(row["told_at"])))
        for row in await tx.all("tellings.newest_in", chat=chat, most=most)
    ]


async def gone(tx: Tx, telling: Telling, now: datetime) -> None:
    """It was taken off the phone, as far as Telegram allows."""
    await tx.run("tellings.gone", outbox=telling.message, now=stored(now))


async def replaced(tx: Tx, chat: ChatKey, message_id: int, now: datetime) -> None:
    """A message of ours shows something else now."""
    await tx.run("tellings.replaced", chat=chat, message_id=message_id, now=stored(now))
