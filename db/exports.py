"""Exports: the files that people asked for, until they have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

import orjson

from db.chats import ChatKey
from db.database import Tx
from db.instant import moment_or_none, stored
from db.outbox import OutboxId
from db.sql import Row

ExportId = NewType("ExportId", int)
Parameters = Mapping[str, int]  # of one kind of file; its own number names it in the row, never content
VERSION = 1


class What(StrEnum):
    """Which file."""

    DELIVERIES = "deliveries"  # every recipient of a run, as a table
    OWN_DATA = "own_data"  # everything stored of the person who asks
    OWN_PAGE = "own_page"  # the same as a page that a phone can open


class Ending(StrEnum):
    """How an export ended."""

    DONE = "done"  # the file lies in the folder, and its message in the outbox
    FAILED = "failed"  # it could not be made; the person was told


@dataclass(frozen=True, slots=True)
class Export:
    """A file to make, for a chat."""

    id: ExportId
    what: What
    chat: ChatKey
    parameters: Parameters
    attempts: int


async def ask(tx: Tx, what: What, chat: ChatKey, parameters: Parameters, now: datetime) -> None:
    """Ask for a file. While the very same is being made for the same chat, asking again changes nothing."""
    written = orjson.dumps({"v": VERSION, **parameters}, option=orjson.OPT_SORT_KEYS).decode()
    if await tx.one("exports.asked", what=what, chat=chat, parameters=written) is None:
        await tx.run("exports.add", what=what, chat=chat, parameters=written, now=stored(now))


async def claim(tx: Tx, now: datetime, lease_until: datetime) -> Export | None:
    """Take up the next file to make; nobody else takes it up before the lease ends."""
    row = await tx.one("exports.claim", now=stored(now), lease_until=stored(lease_until))
    return None if row is None else _export(row)


async def get(tx: Tx, id: ExportId) -> Export | None:
    """An export by number; None when it was forgotten."""
    row = await tx.one("exports.get", id=id)
    return None if row is None else _export(row)


async def release(tx: Tx) -> None:
    """After a start: what an earlier run was making may be taken up at once."""
    await tx.run("exports.release")


async def again(tx: Tx, id: ExportId, at: datetime) -> None:
    """It could not be made this time; try again then."""
    await tx.run("exports.again", id=id, due_at=stored(at))


async def finish(tx: Tx, id: ExportId, ending: Ending, path: str | None, now: datetime) -> bool:
    """Write down how it ended; False when it had ended, or was forgotten meanwhile."""
    return await tx.run("exports.finish", id=id, state=ending, path=path, now=stored(now)) == 1


async def failed_beside(tx: Tx, export: Export, since: datetime) -> bool:
    """Whether another file that the same chat asked for could not be made since a moment."""
    return bool(await tx.value("exports.failed_beside", chat=export.chat, id=export.id, since=stored(since)))


async def owed(tx: Tx, id: ExportId, message: OutboxId) -> None:
    """Its file is sent with this message: until then neither is forgotten."""
    await tx.run("exports.owed", id=id, outbox=message)


async def next_due(tx: Tx) -> datetime | None:
    """When the next file may be taken up."""
    return moment_or_none(await tx.value("exports.next_due"))


async def paths(tx: Tx) -> set[str]:
    """The files that a row still names; no other need stay in the folder."""
    return {row["path"] for row in await tx.all("exports.paths")}


async def forget(tx: Tx, before: datetime, sent_before: datetime) -> int:
    """Forget the files that were finished before a moment, and those that were and have left before another.

    None that waits to be sent; returns how many.
    """
    return await tx.run("exports.forget", before=stored(before), sent_before=stored(sent_before))


async def forget_of_chat(tx: Tx, chat: ChatKey) -> int:
    """Forget every file that a chat asked for, also those that are being made; returns how many."""
    return await tx.run("exports.forget_of_chat", chat=chat)


def _export(row: Row) -> Export:
    parameters = orjson.loads(row["parameters"])
    del parameters["v"]
    return Export(ExportId(row["id"]), What(row["what"]), ChatKey(row["chat"]), parameters, row["attempts"])
