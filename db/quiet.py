"""The messages of a chat in which somebody hides, kept for as long as Telegram lets us remove them."""

from datetime import datetime, timedelta

from db.chats import ChatKey
from db.database import Tx
from db.instant import stored
from db.outbox import OutboxId

REMOVABLE = timedelta(hours=48)  # Telegram deletes nothing older
_MARGIN = timedelta(minutes=5)


async def note_ours(tx: Tx, chat: ChatKey, message: OutboxId, now: datetime) -> None:
    """A message of ours stands in the chat."""
    await tx.run("quiet.add", chat=chat, message=None, outbox=message, at=stored(now))


async def note_theirs(tx: Tx, chat: ChatKey, message: int, now: datetime) -> None:
    """The person wrote a message, which has this number at Telegram."""
    await tx.run("quiet.add", chat=chat, message=message, outbox=None, at=stored(now))


async def screen(tx: Tx, chat: ChatKey) -> OutboxId | None:
    """Our latest message in the chat, which shows whatever comes next; None without one."""
    value = await tx.value("quiet.screen", chat=chat)
    return None if value is None else OutboxId(value)


async def holds(tx: Tx, chat: ChatKey, message: OutboxId) -> bool:
    """Whether a message of ours still stands in the chat, as far as we know."""
    return await tx.one("quiet.holds", chat=chat, outbox=message) is not None


async def take(tx: Tx, chat: ChatKey, now: datetime) -> list[int]:
    """Telegram's numbers of the messages that can be removed, which are then kept no longer."""
    rows = await tx.all("quiet.of_chat", chat=chat, since=stored(now - REMOVABLE + _MARGIN))
    await tx.run("quiet.forget_chat", chat=chat)
    return [int(row["message"]) for row in rows if row["message"] is not None]


async def forget(tx: Tx, before: datetime) -> None:
    """Keep nothing that is older."""
    await tx.run("quiet.forget", before=stored(before))
