"""The outbox: every message we owe somebody is a row, written in the transaction that decided it."""

import logging
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from conversations.render import Params
from db import chats, outbox_payload, vouched
from db.chats import Chat, ChatKey
from db.database import Tx
from db.instant import stored, stored_day
from db.outbox_payload import OutboxId, Payload, Unreadable, Upload
from db.vault import Vault, WrongKey

__all__ = ["Lane", "OutboxId", "Outcome", "Outgoing", "Upload"]

log = logging.getLogger(__name__)


class Lane(IntEnum):
    """Who goes first when there is more to send than Telegram takes."""

    PING = 0  # an officer is needed: few, and a life may wait for it
    ANSWER = 1  # somebody is waiting for it, phone in hand
    WARNING = 2  # an announcement of an emergency
    NOTICE = 3  # news of a report
    ANNOUNCEMENT = 4  # to many


class Outcome(StrEnum):
    """How a message ended."""

    SENT = "sent"
    BLOCKED = "blocked"  # the person stopped the bot or the group removed it
    FAILED = "failed"  # Telegram said no for good; see reason
    UNKNOWN = "unknown"  # an announcement that left without an answer: perhaps sent, never sent again
    SUPERSEDED = "superseded"  # a change of a message that a newer change of it went instead of
    SKIPPED = "skipped"  # an announcement whose run was halted before it left
    MARKED = "marked"  # an announcement too old to be deleted: it says now that it was taken back
    MUTED = "muted"  # an announcement to a group in which we may not write


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send: a Bot API method and its parameters without the chat."""

    id: OutboxId
    chat: ChatKey
    telegram_id: int
    lane: Lane
    method: str
    params: Params
    edits: OutboxId | None = None  # the row of the message to change, in place of its Telegram number
    also: tuple[int, ...] = ()  # of a deletion: the other messages of the album
    upload: Upload | None = None
    otherwise: tuple[tuple[str, Params], ...] = ()  # of a delivery: the calls where Telegram does not allow this one
    run: int | None = None  # set when it is a delivery of an announcement, whose ledger is the run's
    instead_of: tuple[OutboxId, ...] = ()  # older changes of the same message, which need not leave any more
    turn: int = 0  # of a call: 0 is the first of its report's calls, which leaves before all later ones
    series: str | None = None  # of two messages of one series that wait for a chat only the newer leaves


async def queue(
    tx: Tx,
    vault: Vault,
    chat: Chat,
    lane: Lane,
    method: str,
    params: Params,
    now: datetime,
    *,
    edits: OutboxId | None = None,
    upload: Upload | None = None,
    turn: int = 0,
    series: str | None = None,
) -> Outgoing:
    """Owe a chat a message. It is sent after the transaction is on disk, in the order it was queued."""
    row = await tx.one(
        "outbox.add",
        chat=chat.key,
        lane=int(lane),
        method=method,
        payload=outbox_payload.sealed(vault, Payload(params, edits, upload), chat.key),
        now=stored(now),
    )
    assert row is not None
    return Outgoing(
        id=OutboxId(row["id"]),
        chat=chat.key,
        telegram_id=chat.telegram_id,
        lane=lane,
        method=method,
        params=params,
        edits=edits,
        upload=upload,
        turn=turn,
        series=series,
    )


async def waiting(tx: Tx, vault: Vault) -> list[Outgoing]:
    """Every message still owed, most urgent first; read at start. What this version cannot read stays in its row."""
    messages = []
    for row in await tx.all("outbox.waiting"):
        try:
            payload = outbox_payload.opened(vault, row["payload"], row["chat"])
            address = chats.address(vault, row["sealed"], row["chat"])
        except Unreadable as error:
            log.error("message %d is of a shape that this version does not know (%s): it waits", row["id"], error)
            continue
        except WrongKey:
            vouched.refuse(vault, "chats", row["chat"])
            continue
        messages.append(
            Outgoing(
                id=OutboxId(row["id"]),
                chat=ChatKey(row["chat"]),
                telegram_id=address,
                lane=Lane(row["lane"]),
                method=row["method"],
                params=payload.params,
                edits=payload.edits,
                upload=payload.upload,
            )
        )
    return messages


async def message_id(tx: Tx, id: OutboxId) -> int | None:
    """Telegram's number of a message we sent; None when it was not."""
    value = await tx.value("outbox.message_id", id=id)
    return None if value is None else int(value)


async def renumber(tx: Tx, id: OutboxId, message_id: int) -> None:
    """A message that was gone was sent again: from now on this one stands for it."""
    await tx.run("outbox.renumber", id=id, message_id=message_id)


async def settle(
    tx: Tx,
    id: OutboxId,
    outcome: Outcome,
    now: datetime,
    *,
    message_id: int | None = None,
    reason: str | None = None,
) -> None:
    """Say how a message ended and drop its content."""
    await tx.run("outbox.settle", id=id, state=outcome, message_id=message_id, reason=reason, now=stored(now))


async def forget_answers(tx: Tx, since: datetime, before: datetime, most: int) -> int:
    """Remove some of what ended between two moments and is never changed later; returns how many that were.

    Its minute would tell who made the report of that minute. The newest row stays, for its number, and loses its hour.
    """
    await tx.run("outbox.blur_newest", before=stored(before), day=stored_day(before))
    return await tx.run("outbox.forget_answers", since=stored(since), before=stored(before), limit=most)


async def forget(tx: Tx, before: datetime, most: int) -> int:
    """Remove some of what ended before a moment, the oldest first; returns how many that were.

    The newest row stays: numbers go on from it, and calls and live messages of long ago keep theirs.
    """
    return await tx.run("outbox.forget", before=stored(before), limit=most)
