"""What one of the command asks for and another has to agree to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from db import vouched, waits
from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, stored
from db.sql import Row
from db.waits import WaitKey
from resort.waits import Kind

SecondKey = NewType("SecondKey", int)


class SecondedAct(StrEnum):
    """What is done once another has agreed. The database holds these words: never change one."""

    REMOVE = "keluarkan"  # take one of the command out of their seat; the subject is the officer
    DELETE = "tarik"  # delete an announcement everywhere; the subject is the announcement


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked; `decided` once somebody agreed or did not, `ended` once nobody decided in time."""

    key: SecondKey
    act: SecondedAct
    subject: int
    asked_by: ChatKey
    asked_at: datetime
    decided: bool
    ended: bool
    wait: WaitKey | None

    @property
    def is_open(self) -> bool:
        """Whether it can be decided."""
        return not self.decided and not self.ended


async def ask(tx: Tx, act: SecondedAct, subject: int, by: ChatKey, due: datetime, now: datetime) -> Request:
    """Write a request down; it is looked at again at `due`."""
    wait = await waits.begin(tx, Kind.SECOND, due, now)
    row = await tx.one("seconds.add", act=act, subject=subject, asked_by=by, now=stored(now), wait=wait)
    assert row is not None
    await vouched.vouch(tx, "seconds", row)
    return _request(row)


async def get(tx: Tx, key: SecondKey) -> Request | None:
    """A request by its number."""
    row = await tx.one("seconds.get", id=key)
    return _genuine(tx, row)


async def open_one(tx: Tx, act: SecondedAct, subject: int) -> Request | None:
    """The open request for this act and subject, if there is one."""
    row = await tx.one("seconds.open_one", act=act, subject=subject)
    return _genuine(tx, row)


async def waiting(tx: Tx, wait: WaitKey) -> Request | None:
    """The open request that a wait belongs to. One that nobody of ours made ends here, and is None."""
    row = await tx.one("seconds.waiting", wait=wait)
    found = _genuine(tx, row)
    if row is not None and found is None:
        await tx.one("seconds.end", id=row["id"], now=row["asked_at"])
        await waits.end(tx, wait)
    return found


async def decide(tx: Tx, request: Request, by: ChatKey, *, granted: bool) -> None:
    """Agree to an open request, or not."""
    row = await tx.one("seconds.decide", id=request.key, decided_by=by, granted=int(granted))
    await vouched.vouch(tx, "seconds", row)
    await _end_wait(tx, request)


async def end(tx: Tx, request: Request, now: datetime) -> None:
    """Nobody decided in time, or it is no longer needed."""
    await vouched.vouch(tx, "seconds", await tx.one("seconds.end", id=request.key, now=stored(now)))
    await _end_wait(tx, request)


async def _end_wait(tx: Tx, request: Request) -> None:
    if request.wait is not None:
        await waits.end(tx, request.wait)


def _genuine(tx: Tx, row: Row | None) -> Request | None:
    return None if row is None or not vouched.is_genuine(tx.vault, "seconds", row) else _request(row)


def _request(row: Row) -> Request:
    return Request(
        key=SecondKey(row["id"]),
        act=SecondedAct(row["act"]),
        subject=row["subject"],
        asked_by=ChatKey(row["asked_by"]),
        asked_at=moment(row["asked_at"]),
        decided=row["decided_by"] is not None,
        ended=row["ended_at"] is not None,
        wait=None if row["wait"] is None else WaitKey(row["wait"]),
    )
