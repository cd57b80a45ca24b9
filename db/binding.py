"""Binding what earlier releases stored: every seal to its row, and a voucher for every row that gives a right.

Done at the first start after the upgrade, before anybody is answered; but for the rows that say who made a report,
which are the most: they are sealed while the bot answers already, and read as they were until then. Each step is a
transaction that remembers how far it is: whoever is stopped in the middle goes on there. A database that was bound is
never bound a second time, for that would vouch for whatever stands in it: the memory of acts tells.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial

import orjson

from db import chats, drafts, events, forgery, inbox, outbox_payload, reporters
from db.chats import Profile
from db.database import Database, Tx
from db.instant import DAY
from db.reporters import Entry
from db.sql import Row
from db.vault import Vault, WrongKey
from reports.state import RecordedAct
from resort.roles import COMMAND_LINE

log = logging.getLogger(__name__)

AT_ONCE = 20_000  # rows in one transaction
REPORTERS_AT_ONCE = 500  # while the bot answers: who writes to us meanwhile comes in between
BETWEEN = 0.01  # seconds that others have between two parts
MARK_NAME = "key check"  # of the seal that only the key of this database opens
MARK_PLACE = b"seals.sealed"
MARK = b"siaga 3"
EARLIER_MARK = b"siaga"  # of the release whose seats and units carried no vouchers
UNNOTED_MARK = b"siaga 2"  # of the release whose memory did not hold the rows that give rights
_PROGRESS = "binding"
_PLACE = b"seals.sealed binding"


class BoundBefore(Exception):
    """The database says that it is of an earlier release, but the memory says that it was bound: it was changed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the binding is."""

    lists: bool = False  # the lists of people's own reports are made
    chats: int = 0  # chats up to this one are sealed anew
    answering: bool = False  # all else is done: the bot answers, and who made reports is being sealed


async def bind(database: Database, vault: Vault, now: datetime) -> None:
    """Bind everything; the caller has checked that the key opens this database, and that it was not bound."""
    if await database.read(lambda tx: tx.value("binding.bound", act=RecordedAct.SEALS_BOUND)):
        raise BoundBefore
    progress = await database.read(lambda tx: _progress(tx, vault))
    if not progress.lists:
        progress = await database.write(lambda tx: _make_lists(tx, vault))
    while await database.write(lambda tx: _bind_drafts(tx, vault)):
        pass
    while (after := await database.write(partial(_bind_chats, vault=vault, after=progress.chats))) is not None:
        progress = Progress(lists=True, chats=after)
    await database.write(lambda tx: _finish(tx, vault, now))
    await database.empty_log()


async def is_going_on(tx: Tx, vault: Vault) -> bool:
    """Whether who made reports is still being sealed."""
    return (await _progress(tx, vault)).answering


async def bind_reporters(database: Database, vault: Vault) -> None:
    """Seal who made reports, part after part, while the bot answers. What is erased or changed meanwhile stays so."""
    if not vault.binding:
        return
    left = True
    while left:
        left = await database.write(lambda tx: _bind_reporters(tx, vault))
        await asyncio.sleep(BETWEEN)
    await database.empty_log()
    log.warning("who made reports is sealed for its row too")


async def vouch_later(database: Database, now: datetime) -> None:
    """Vouch for the rows of the tables that carry vouchers since the last release, as they stand; once."""
    if await database.read(lambda tx: tx.value("binding.bound", act=RecordedAct.SEATS_VOUCHED)):
        raise BoundBefore
    await database.write(lambda tx: _vouch_later(tx, now))


async def _vouch_later(tx: Tx, now: datetime) -> None:
    count = await forgery.vouch_for_all(tx, later=True)
    await tx.run("seals.set", name=MARK_NAME, sealed=tx.vault.seal(UNNOTED_MARK, MARK_PLACE))
    await events.record(tx, tx.vault, now, COMMAND_LINE, RecordedAct.SEATS_VOUCHED, text=str(count))


async def note_rights(database: Database, now: datetime) -> None:
    """Take the rows that give rights into the memory, as they stand; once."""
    if await database.read(lambda tx: tx.value("binding.bound", act=RecordedAct.RIGHTS_NOTED)):
        raise BoundBefore
    await database.write(lambda tx: _note_rights(tx, now))


async def _note_rights(tx: Tx, now: datetime) -> None:
    count = await forgery.note_all(tx)
    await tx.run("seals.set", name=MARK_NAME, sealed=tx.vault.seal(MARK, MARK_PLACE))
    if await inhabited(tx):
        await events.record(tx, tx.vault, now, COMMAND_LINE, RecordedAct.RIGHTS_NOTED, text=str(count))


async def _progress(tx: Tx, vault: Vault) -> Progress:
    sealed = await tx.value("seals.get", name=_PROGRESS)
    return Progress() if sealed is None else Progress(**orjson.loads(vault.open(sealed, _PLACE)))


def _written(vault: Vault, progress: Progress) -> bytes:
    return vault.seal(orjson.dumps(asdict(progress)), _PLACE)


async def _make_lists(tx: Tx, vault: Vault) -> Progress:
    """The list of everybody's own reports. In memory it takes 16 bytes a report."""
    nobody, after = await chats.nobody(tx, vault), 0
    lists: dict[int, list[Entry]] = {}
    while rows := await tx.all("binding.own_reports", after=after, limit=AT_ONCE):
        for row in rows:
            lists.setdefault(row["chat"], []).append(Entry(row["report"], row["created_at"]))
        after = rows[-1]["report"]
    lists.pop(nobody, None)
    found = sorted((vault.handle(reporters.OWN, chat), entries) for chat, entries in lists.items())
    made = ({"owner": owner, "sealed": reporters.seal_entries(vault, owner, entries)} for owner, entries in found)
    await tx.many("binding.add_lists", made)
    await tx.run("seals.add", name=_PROGRESS, sealed=_written(vault, Progress(lists=True)))
    return Progress(lists=True)


async def _bind_reporters(tx: Tx, vault: Vault) -> bool:
    rows = await tx.all("binding.reporters", limit=REPORTERS_AT_ONCE)
    if not rows:
        await tx.run("seals.drop", name=_PROGRESS)
        vault.binding = False
        return False
    nobody = await chats.nobody(tx, vault)
    await tx.many("binding.add_reporters", (reporters.bound(vault, row, nobody) for row in rows))
    await tx.run("binding.drop_reporters", last=rows[-1]["report"])
    return True


async def _bind_drafts(tx: Tx, vault: Vault) -> bool:
    rows = await tx.all("binding.drafts", limit=AT_ONCE)
    if not rows:
        return False
    await tx.many("binding.add_drafts", _drafts(vault, rows))
    last = rows[-1]
    await tx.run("binding.drop_drafts", chat=last["chat"], flow=last["flow"])
    return True


def _drafts(vault: Vault, rows: Sequence[Row]) -> Iterator[dict[str, object]]:
    """Each as it is; one that does not open stays unreadable, which the bot bears."""
    for row in rows:
        flow, owner = row["flow"], vault.handle(drafts.OWNER, row["chat"])
        place, is_open = drafts.row_of(owner, flow), row["sealed"] is not None
        content = _opened(vault, row["sealed"], drafts.PURPOSE) or b"" if is_open else None
        yield {
            "owner": owner,
            "flow": flow,
            "chat": drafts.seal_chat(vault, owner, flow, row["chat"]) if is_open else None,
            "sealed": None if content is None else vault.seal(content, drafts.PURPOSE, place),
            "revision": row["revision"],
            "updated_at": row["updated_at"] if is_open else row["updated_at"] // DAY * DAY,
            "due_at": row["due_at"],
        }


async def _bind_chats(tx: Tx, vault: Vault, after: int) -> int | None:
    """Bind some chats; returns the last one, None when there is none left."""
    rows = await tx.all("binding.chats", after=after, limit=AT_ONCE)
    if not rows:
        return None
    await tx.many("binding.seal_chats", (_chat(vault, row) for row in rows))
    last: int = rows[-1]["id"]
    await tx.run("seals.set", name=_PROGRESS, sealed=_written(vault, Progress(lists=True, chats=last)))
    return last


def _chat(vault: Vault, row: Row) -> dict[str, object]:
    """What else tells a reporter goes under the seal. One that does not open is left: nobody is known by it."""
    opened = _opened(vault, row["sealed"], b"chats.sealed")
    sealed = row["sealed"]
    if opened is not None:
        content = orjson.loads(opened)
        profile = Profile(
            telegram_id=int(content["id"]),
            name=str(content["name"]),
            username=content["username"],
            consented_at=row["consented_at"],
            writes=bool(row["writes"]),
            silent_until=row["silent_until"],
        )
        sealed = chats.seal(vault, row["id"], profile)
    off_at = None if row["off_at"] is None else row["off_at"] // DAY * DAY
    return {"id": row["id"], "sealed": sealed, "created_at": row["created_at"] // DAY * DAY, "off_at": off_at}


async def _finish(tx: Tx, vault: Vault, now: datetime) -> None:
    """What is owed and not handled, the vouchers, and that all is done."""
    for row in await tx.all("outbox.waiting"):
        opened = _opened(vault, row["payload"], outbox_payload.PURPOSE)
        if opened is not None:
            sealed = vault.seal(opened, outbox_payload.PURPOSE, row["chat"])
            await tx.run("binding.seal_message", id=row["id"], payload=sealed)
    for row in await tx.all("inbox.waiting"):
        opened = _opened(vault, row["payload"], inbox.PURPOSE)
        if opened is not None:
            sealed = vault.seal(opened, inbox.PURPOSE, row["update_id"])
            await tx.run("binding.seal_update", update_id=row["update_id"], payload=sealed)
    head = await tx.value("seals.get", name=events.HEAD)
    if head is not None and (opened := _opened(vault, head, events.PURPOSE)) is not None:
        await tx.run("seals.set", name=events.HEAD, sealed=vault.seal(opened, events.PURPOSE))
    count = await forgery.vouch_for_all(tx)
    if await tx.all("binding.reporters", limit=1):
        await tx.run("seals.set", name=_PROGRESS, sealed=_written(vault, Progress(lists=True, answering=True)))
    else:
        await tx.run("seals.drop", name=_PROGRESS)
    await tx.run("seals.set", name=MARK_NAME, sealed=vault.seal(MARK, MARK_PLACE))
    if await inhabited(tx):
        await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.SEALS_BOUND, text=str(count))
        log.warning("everything stored is sealed for its row now; %d rows that give rights were vouched for", count)


async def inhabited(tx: Tx) -> bool:
    """Whether anybody ever wrote to the bot."""
    return bool(await tx.value("seals.inhabited"))


def _opened(vault: Vault, sealed: bytes, purpose: bytes) -> bytes | None:
    try:
        return vault.open_unbound(sealed, purpose)
    except WrongKey:
        return None
