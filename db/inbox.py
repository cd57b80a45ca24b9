"""The inbox: each update is on disk before Telegram may forget it, and is done exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.database import Tx
from db.instant import DAY, stored, stored_day
from db.vault import Vault

PURPOSE = b"inbox.payload"
UNREADABLE = "unreadable"  # the failure of an update that could not be read


@dataclass(frozen=True, slots=True)
class Received:
    """An update as Telegram wrote it: its number and its JSON."""

    update_id: int
    payload: bytes


async def store(tx: Tx, vault: Vault, updates: Sequence[Received], now: datetime) -> list[Received]:
    """Store a batch; returns those that are new. One that Telegram delivers again is not."""
    new = []
    for update in updates:
        sealed = vault.seal(update.payload, PURPOSE, update.update_id)
        if await tx.one("inbox.add", update_id=update.update_id, payload=sealed, now=stored(now)) is not None:
            new.append(update)
    return new


async def waiting(tx: Tx, vault: Vault) -> list[Received]:
    """Updates that were stored but not finished, oldest first; read at start."""
    rows = await tx.all("inbox.waiting")
    return [Received(row["update_id"], vault.open(row["payload"], PURPOSE, row["update_id"])) for row in rows]


async def payload(tx: Tx, vault: Vault, update_id: int) -> bytes | None:
    """The JSON of one update; None when it is done."""
    sealed = await tx.value("inbox.payload", update_id=update_id)
    return None if sealed is None else vault.open(sealed, PURPOSE, update_id)


async def finish(tx: Tx, update_id: int, now: datetime, failure: str | None = None) -> bool:
    """Mark an update done and drop its payload; False when it already was, then nothing else may happen for it."""
    return await tx.run("inbox.finish", update_id=update_id, now=stored(now), failure=failure) == 1


async def blur(tx: Tx, since: datetime, before: datetime) -> None:
    """Leave of what was handled between two moments only the day: its minute is that of the report it brought."""
    for day in range(stored_day(since), stored_day(before) + 1, DAY):
        await tx.run("inbox.blur", since=max(day, stored(since)), before=min(day + DAY, stored(before)), day=day)


async def forget(tx: Tx, before: datetime, most: int) -> int:
    """Remove some of what was done before a moment, the oldest first; returns how many that were.

    Telegram repeats updates for a day: keep more than that.
    """
    return await tx.run("inbox.forget", before=stored(before), limit=most)
