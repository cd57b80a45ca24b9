"""People who opened a link that one person alone cannot let in by: each waits until another of the command confirms."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from db import vouched, waits
from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, stored
from db.officers import Invite, OfficerKey
from db.sql import Row
from db.waits import WaitKey
from resort.rights import Post
from resort.roles import Role
from resort.waits import Kind

ArrivalKey = NewType("ArrivalKey", int)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the door; `invited_by` is the chat of whoever made the link, None for the command line."""

    key: ArrivalKey
    chat: ChatKey
    to: Invite
    invited_by: ChatKey | None
    opened_at: datetime
    is_open: bool
    wait: WaitKey | None


async def add(tx: Tx, chat: ChatKey, to: Invite, invited_by: ChatKey | None, due: datetime, now: datetime) -> Arrival:
    """Somebody opened a link; it is looked at again at `due`."""
    row = await tx.one(
        "arrivals.add",
        chat=chat,
        unit=to.unit,
        role=to.role,
        post=to.post,
        village=to.village,
        invited_by=invited_by,
        now=stored(now),
        wait=await waits.begin(tx, Kind.ARRIVAL, due, now),
    )
    assert row is not None
    await vouched.vouch(tx, "arrivals", row)
    return _arrival(row)


async def get(tx: Tx, key: ArrivalKey) -> Arrival | None:
    """An arrival by its number."""
    row = await tx.one("arrivals.get", id=key)
    return _genuine(tx, row)


async def of_chat(tx: Tx, chat: ChatKey) -> Arrival | None:
    """The open arrival of a person, if there is one."""
    row = await tx.one("arrivals.of_chat", chat=chat)
    return _genuine(tx, row)


async def waiting(tx: Tx, wait: WaitKey) -> Arrival | None:
    """The open arrival that a wait belongs to. One that opened no link of ours ends here, and is None."""
    row = await tx.one("arrivals.waiting", wait=wait)
    found = _genuine(tx, row)
    if row is not None and found is None:
        await tx.one("arrivals.end", id=row["id"], now=row["opened_at"])
        await waits.end(tx, wait)
    return found


async def every_open(tx: Tx) -> list[Arrival]:
    """Everybody at the door, the first one first."""
    found = [_genuine(tx, row) for row in await tx.all("arrivals.every_open")]
    return [arrival for arrival in found if arrival is not None]


async def confirm(tx: Tx, arrival: Arrival, officer: OfficerKey) -> None:
    """The person was confirmed, and has a seat."""
    await vouched.vouch(tx, "arrivals", await tx.one("arrivals.confirm", id=arrival.key, officer=officer))
    await _end_wait(tx, arrival)


async def end(tx: Tx, arrival: Arrival, now: datetime) -> None:
    """It is not the person it was meant for, or nobody decided in time."""
    await vouched.vouch(tx, "arrivals", await tx.one("arrivals.end", id=arrival.key, now=stored(now)))
    await _end_wait(tx, arrival)


async def _end_wait(tx: Tx, arrival: Arrival) -> None:
    if arrival.wait is not None:
        await waits.end(tx, arrival.wait)


def _genuine(tx: Tx, row: Row | None) -> Arrival | None:
    return None if row is None or not vouched.is_genuine(tx.vault, "arrivals", row) else _arrival(row)


def _arrival(row: Row) -> Arrival:
    return Arrival(
        key=ArrivalKey(row["id"]),
        chat=ChatKey(row["chat"]),
        to=Invite(row["unit"], Role(row["role"]), None if row["post"] is None else Post(row["post"]), row["village"]),
        invited_by=None if row["invited_by"] is None else ChatKey(row["invited_by"]),
        opened_at=moment(row["opened_at"]),
        is_open=row["wait"] is not None,
        wait=None if row["wait"] is None else WaitKey(row["wait"]),
    )
