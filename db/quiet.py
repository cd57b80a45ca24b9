"""The messages of a chat in which somebody hides, kept for as long as Telegram lets us remove them.

A row is found by a keyed hash of the chat and sealed: the database alone says neither who hides nor since when. Our own
messages are known by their rows in the outbox at first; those go within the hour, and Telegram's numbers are kept.
"""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

import orjson

from db import outbox
from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, stored
from db.outbox import OutboxId
from db.sql import Row
from db.vault import Vault, WrongKey

REMOVABLE = timedelta(hours=48)  # Telegram deletes nothing older
_MARGIN = timedelta(minutes=5)
_HOUR = timedelta(hours=1)
_TABLE = b"quiet_messages"


@dataclass(frozen=True, slots=True)
class _Message:
    """A message, theirs or ours: ours has a row in the outbox, as long as it is there."""

    at: int
    number: int | None  # Telegram's
    outbox: int | None = None


async def note_ours(tx: Tx, chat: ChatKey, message: OutboxId, now: datetime) -> None:
    """A message of ours stands in the chat."""
    await _add(tx, chat, _Message(stored(now), None, message))


async def note_theirs(tx: Tx, chat: ChatKey, message: int, now: datetime) -> None:
    """The person wrote a message, which has this number at Telegram."""
    await _add(tx, chat, _Message(stored(now), message))


async def screen(tx: Tx, chat: ChatKey) -> OutboxId | None:
    """Our latest message in the chat, which shows whatever comes next; None without one."""
    ours = [OutboxId(each.outbox) async for _, each in _of_chat(tx, chat) if each.outbox is not None]
    return ours[-1] if ours else None


async def holds(tx: Tx, chat: ChatKey, message: OutboxId) -> bool:
    """Whether a message of ours still stands in the chat, as far as we know."""
    return message in [each.outbox async for _, each in _of_chat(tx, chat)]


async def number(tx: Tx, chat: ChatKey, message: OutboxId) -> int | None:
    """Telegram's number of a message of ours, also when its row in the outbox is gone."""
    return next(iter([each.number async for _, each in _of_chat(tx, chat) if each.outbox == message]), None)


async def renumber(tx: Tx, chat: ChatKey, message: OutboxId, number: int) -> None:
    """A message of ours was gone and was sent again: from now on this one stands for it."""
    for row, each in [pair async for pair in _of_chat(tx, chat)]:
        if each.outbox == message:
            await _seal(tx, row["id"], row["owner"], replace(each, number=number))


async def take(tx: Tx, chat: ChatKey, now: datetime) -> list[int]:
    """Telegram's numbers of the messages that can be removed, which are then kept no longer."""
    since, numbers = stored(now - REMOVABLE + _MARGIN), list[int]()
    for _, each in [pair async for pair in _of_chat(tx, chat)]:
        number = each.number
        if number is None and each.outbox is not None:
            number = await outbox.message_id(tx, OutboxId(each.outbox))
        if number is not None and each.at > since:
            numbers.append(number)
    for owner in tx.vault.handles(_TABLE, chat):
        await tx.run("quiet.forget_owner", owner=owner)
    return numbers


async def keep_numbers(tx: Tx) -> None:
    """Take Telegram's numbers of our messages out of the outbox, whose rows go within the hour."""
    for row in await tx.all("quiet.unnumbered"):
        each = _opened(tx.vault, row)
        found = None if each is None or each.outbox is None else await outbox.message_id(tx, OutboxId(each.outbox))
        if each is not None and found is not None:
            await _seal(tx, row["id"], row["owner"], replace(each, number=found))


async def forget(tx: Tx, before: datetime) -> None:
    """Keep nothing that is older, by the hour."""
    await tx.run("quiet.forget", before=stored(before - _HOUR))


async def renew(tx: Tx, chat: ChatKey) -> None:
    """Seal everything of a chat with the current key."""
    owner, *earlier = tx.vault.handles(_TABLE, chat)
    for old in earlier:
        for row in await tx.all("quiet.of_owner", owner=old):
            if (each := _opened(tx.vault, row)) is not None:
                await _seal(tx, row["id"], owner, each)


async def seal_earlier(tx: Tx) -> None:
    """Seal what an earlier release wrote, which named the chat."""
    for row in await tx.all("quiet.before"):
        await _add(tx, ChatKey(row["chat"]), _Message(row["at"], row["message"], row["outbox"]))
    await tx.run("quiet.forget_before")


async def _add(tx: Tx, chat: ChatKey, message: _Message) -> None:
    owner = tx.vault.handle(_TABLE, chat)
    hour = stored(moment(message.at).replace(minute=0, second=0, microsecond=0))
    numbered = int(message.number is not None)
    await tx.run("quiet.add", owner=owner, sealed=_sealed(tx.vault, owner, message), numbered=numbered, hour=hour)


async def _seal(tx: Tx, row: int, owner: bytes, message: _Message) -> None:
    numbered = int(message.number is not None)
    await tx.run("quiet.seal", id=row, owner=owner, sealed=_sealed(tx.vault, owner, message), numbered=numbered)


async def _of_chat(tx: Tx, chat: ChatKey) -> AsyncIterator[tuple[Row, _Message]]:
    """What is known of a chat, the oldest first."""
    rows = [row for owner in tx.vault.handles(_TABLE, chat) for row in await tx.all("quiet.of_owner", owner=owner)]
    for row in sorted(rows, key=lambda each: int(each["id"])):
        if (message := _opened(tx.vault, row)) is not None:
            yield row, message


def _sealed(vault: Vault, owner: bytes, message: _Message) -> bytes:
    plain = orjson.dumps(asdict(message))
    return vault.seal(plain.ljust(-(-len(plain) // 64) * 64), _TABLE, owner)


def _opened(vault: Vault, row: Row) -> _Message | None:
    """A message; None where somebody else wrote the row."""
    try:
        return _Message(**orjson.loads(vault.open(row["sealed"], _TABLE, row["owner"])))
    except WrongKey:
        return None
