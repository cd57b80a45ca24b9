"""Waits: when an open thing is next looked at. The thing points to its wait, and the database refuses one without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from db.database import Tx
from db.instant import moment, moment_or_none, stored

WaitKey = NewType("WaitKey", int)


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait: when it is next looked at, since when it lasts, and how often it was looked at without a sign."""

    key: WaitKey
    due_at: datetime
    since: datetime
    rings: int


async def begin(tx: Tx, kind: str, due: datetime, now: datetime) -> WaitKey:
    """Begin a wait, for a thing that is stored next; `kind` is its table."""
    return WaitKey(await tx.value("waits.begin", kind=kind, due_at=stored(due), now=stored(now)))


async def get(tx: Tx, key: WaitKey) -> Wait:
    """A wait that lasts."""
    row = await tx.one("waits.get", id=key)
    assert row is not None
    return Wait(key, moment(row["due_at"]), moment(row["since"]), row["rings"])


async def renew(tx: Tx, key: WaitKey, due: datetime, now: datetime) -> None:
    """Somebody gave a sign, or the next step is another's: the wait begins again."""
    await tx.run("waits.renew", id=key, due_at=stored(due), now=stored(now))


async def restore(tx: Tx, key: WaitKey, before: Wait) -> None:
    """What began the wait again was a mistake: it is as it was."""
    since, due = stored(before.since), stored(before.due_at)
    await tx.run("waits.restore", id=key, due_at=due, since=since, rings=before.rings)


async def ring(tx: Tx, key: WaitKey, due: datetime) -> None:
    """It was looked at: the next look is at another moment. A wait is moved, never removed, while its thing is open."""
    await tx.run("waits.ring", id=key, due_at=stored(due))


async def end(tx: Tx, key: WaitKey) -> None:
    """Its thing is closed, and does not point to it any more."""
    await tx.run("waits.end", id=key)


async def due(tx: Tx, kind: str, now: datetime, limit: int = 500) -> list[WaitKey]:
    """The waits of a kind that are due, the longest overdue first."""
    return [WaitKey(row["id"]) for row in await tx.all("waits.due", kind=kind, now=stored(now), limit=limit)]


async def next_due(tx: Tx, kind: str) -> datetime | None:
    """When the next wait of a kind is due."""
    return moment_or_none(await tx.value("waits.next_due", kind=kind))


@dataclass(frozen=True, slots=True)
class Late:
    """So many things of a kind that are long overdue; `chat` is the person whom they concern alone."""

    kind: str
    count: int
    chat: int | None = None


async def earliest(tx: Tx, kinds: Iterable[str]) -> datetime | None:
    """When the first wait of several kinds was or is due."""
    found = await tx.each("waits.next_due", [{"kind": kind} for kind in kinds])
    return min((moment(at) for [(at,)] in found if at is not None), default=None)


async def late(tx: Tx, before: datetime, fresh: datetime) -> list[Late]:
    """What was due before a moment, by kind; without emergencies and calls for help younger than `fresh`."""
    rows = await tx.all("waits.late", before=stored(before), fresh=stored(fresh))
    return [Late(row["kind"], row["count"]) for row in rows]


async def late_of_people(tx: Tx, before: datetime) -> list[Late]:
    """Of what was due before a moment, that which concerns one person."""
    rows = await tx.all("waits.late_of_people", before=stored(before))
    return [Late(row["kind"], row["count"], row["chat"]) for row in rows]


async def lost(tx: Tx) -> list[Late]:
    """What is open, but for reports, and whose wait somebody took out: nothing would look at it again."""
    return [Late(row["kind"], row["count"]) for row in await tx.all("waits.lost") if row["count"]]


async def put_off(tx: Tx, before: datetime, fresh: datetime, to: datetime) -> None:
    """Look at what `late` counts from `to` on: reports one after another within a day, all else as lists."""
    await tx.run("waits.put_off", before=stored(before), fresh=stored(fresh), to=stored(to))


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """The machine's clock was set back: what is due goes back with it."""
    await tx.run("waits.bring_forward", by=by // timedelta(milliseconds=1))


async def postpone(tx: Tx, key: WaitKey, due: datetime) -> None:
    """Look at it at another moment; that it was looked at so often stays."""
    await tx.run("waits.postpone", id=key, due_at=stored(due))
