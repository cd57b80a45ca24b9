"""What each of the desk looks at: the filter they chose for the shift, and their pinned message of the whole queue."""

from dataclasses import dataclass
from datetime import datetime

from db.database import Tx
from db.instant import moment_or_none, stored
from db.officers import OfficerKey
from db.outbox import OutboxId
from resort.roles import Role

RESTS = -1  # what a board has seen whose officer is off duty


@dataclass(frozen=True, slots=True)
class Board:
    """One officer's; without a message nothing is pinned yet."""

    filter: str = ""
    message: OutboxId | None = None
    shown: bytes | None = None  # a keyed hash of what it shows
    seen: int = 0  # the last event of the memory that it shows
    edited_at: datetime | None = None


async def of_officer(tx: Tx, officer: OfficerKey) -> Board:
    """What an officer of the desk looks at."""
    row = await tx.one("desk_boards.get", officer=officer)
    if row is None:
        return Board()
    message = None if row["message"] is None else OutboxId(row["message"])
    return Board(row["filter"], message, row["shown"], row["seen"], moment_or_none(row["edited_at"]))


async def choose(tx: Tx, officer: OfficerKey, filter: str) -> None:
    """The officer chose a filter of the queue; it is kept until they go off duty."""
    await tx.run("desk_boards.choose", officer=officer, filter=filter)


async def keep(tx: Tx, officer: OfficerKey, message: OutboxId, shown: bytes, seen: int, now: datetime) -> None:
    """The pinned message shows this now."""
    await tx.run("desk_boards.keep", officer=officer, message=message, shown=shown, seen=seen, now=stored(now))


async def some(tx: Tx) -> bool:
    """Whether anything is pinned at all."""
    return await tx.value("desk_boards.some") is not None


async def newest_event(tx: Tx) -> int:
    """The last act that the memory holds: without a new one only the ages of a queue change."""
    return int(await tx.value("desk_boards.newest_event"))


async def due(tx: Tx, before: datetime, earlier: datetime) -> list[OfficerKey]:
    """Whose message is to be looked at: changed no later than `before`, with something new or shown since `earlier`."""
    rows = await tx.all(
        "desk_boards.due",
        newest=await newest_event(tx),
        before=stored(before),
        earlier=stored(earlier),
        role=Role.DESK,
    )
    return [OfficerKey(row["officer"]) for row in rows]
