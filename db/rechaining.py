"""Taking the memory of an earlier release into the chain of today, part by part, beside those who write.

Links of the first release had no key. The end of that chain becomes the first link of a new one over the same events,
so that a change of any of them is named, and whoever has no key can relink none. Then each report and file from before
gets its fingerprint, and where it stands is remembered. How far it is stands in a sealed row, written with each part: a
start that was stopped goes on.
"""

import hashlib
import logging
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import orjson

from db import contents, events
from db.database import Database, Tx
from db.sql import Row
from db.vault import WrongKey
from reports.state import RecordedAct
from resort.roles import COMMAND_LINE

log = logging.getLogger(__name__)

LINKS_AT_ONCE = 500  # in one transaction, some 10 ms
COVERED_AT_ONCE = 10  # likewise, also over a network


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. Events up to `upto` have to be linked again, those up to `linked` are; hashes are hexadecimal."""

    upto: int = 0
    linked: int = 0
    old: str = ""  # the link of event `linked` as it was
    old_end: str = ""  # and of event `upto`
    reports: int = 0  # covered up to this one
    files: int = 0
    covered: int = 0
    linking: bool = True
    done: bool = False
    standing: int = 0  # where reports stand is covered up to this one
    stood: bool = False  # and that of all


async def some(database: Database, now: datetime) -> bool:
    """Do one more part; False once all is done."""
    return await database.write(lambda tx: _some(tx, now))


async def progress(tx: Tx) -> Progress | None:
    """How far it is; None before it has begun, and where somebody has changed that."""
    sealed = await tx.value("seals.get", name=events.RECHAINING)
    try:
        return None if sealed is None else Progress(**orjson.loads(tx.vault.open(sealed, events.RECHAINING.encode())))
    except WrongKey:
        return None


async def renew(tx: Tx) -> None:
    """Seal how far it is with the current key."""
    at = await progress(tx)
    if at is not None:
        await tx.run("seals.set", name=events.RECHAINING, sealed=_sealed(tx, at))


async def _some(tx: Tx, now: datetime) -> bool:
    at = await progress(tx) or await _begin(tx)
    if at.stood:
        return False
    if at.done:
        at = await _stand_some(tx, at, now)
    elif at.linking:
        at = await _link_some(tx, at, now)
    else:
        at = await _cover_some(tx, at, now)
    await tx.run("seals.set", name=events.RECHAINING, sealed=_sealed(tx, at))
    return not at.stood


async def _begin(tx: Tx) -> Progress:
    if not await tx.value("seals.inhabited"):
        return Progress(done=True, stood=True)
    if await tx.value("binding.bound", act=RecordedAct.MEMORY_COVERED) is not None:
        return Progress(done=True)
    head = await events.head(tx)
    upto = 0 if head is None else head.keyed_from - 1
    relinked = await tx.value("binding.bound", act=RecordedAct.MEMORY_RELINKED) is not None
    if upto <= 0 or relinked:
        return Progress(linking=False)
    end = await tx.value("events.hash", id=upto)
    return Progress(upto=upto, old_end=b"".hex() if end is None else end.hex())


async def _link_some(tx: Tx, at: Progress, now: datetime) -> Progress:
    """Link some more events with the key. One that does not fit keeps the link it has: the audit goes on naming it."""
    rows = await tx.all("events.after", id=at.linked, limit=min(LINKS_AT_ONCE, at.upto - at.linked))
    old = bytes.fromhex(at.old)
    before = bytes.fromhex(at.old_end) if at.linked == 0 else await tx.value("events.hash", id=at.linked)
    made: list[dict[str, object]] = []
    for row in rows:
        if row["id"] > at.upto:
            break
        link = row["hash"]
        if await _fits(tx, old, row):
            link = tx.vault.link(events.content_of(before, row["id"], events.values_of(row)), row["id"])
        made.append({"id": row["id"], "hash": link})
        old, before = row["hash"], link
    await tx.many("events.relink", made)
    linked = at.upto if len(made) < LINKS_AT_ONCE else int(str(made[-1]["id"]))
    at = replace(at, linked=linked, old=old.hex())
    if linked < at.upto:
        return at
    text = f"{at.upto} {at.old_end} {before.hex()}"
    await events.record(tx, tx.vault, now, COMMAND_LINE, RecordedAct.MEMORY_RELINKED, text=text)
    log.warning("%d events of an earlier release are linked with the key now", at.upto)
    return replace(at, linking=False)


async def _fits(tx: Tx, before: bytes, row: Row) -> bool:
    """Whether an event is as the first release linked it, or as its reporter's erasure left it."""
    if hashlib.sha256(events.content_of(before, row["id"], events.values_of(row))).digest() == row["hash"]:
        return True
    return row["text"] is None and row["report"] is not None and await events.is_vouched_for(tx, row)


async def _cover_some(tx: Tx, at: Progress, now: datetime) -> Progress:
    """Give some more reports and files their fingerprints, as they stand now."""
    rows = await tx.all("contents.reports", filed=RecordedAct.FILED, after=at.reports, limit=COVERED_AT_ONCE)
    bare = [row for row in rows if row["filed"] is not None and row["recorded"] is None]
    for row in bare:
        await contents.cover(tx, row, now)
    if rows:
        return replace(at, reports=rows[-1]["id"], covered=at.covered + len(bare))
    files = await tx.all("contents.fetched_files", after=at.files, limit=COVERED_AT_ONCE)
    bare = [row for row in files if row["early"] is not None and row["recorded"] is None]
    for row in bare:
        await contents.kept(tx, row["id"], row["sha256"], now)
    if files:
        return replace(at, files=files[-1]["id"], covered=at.covered + len(bare))
    if at.covered:
        await events.record(tx, tx.vault, now, COMMAND_LINE, RecordedAct.MEMORY_COVERED, text=str(at.covered))
    return replace(at, done=True)


async def _stand_some(tx: Tx, at: Progress, now: datetime) -> Progress:
    """Remember where some more reports stand, as they do now."""
    rows = await tx.all("contents.reports", filed=RecordedAct.FILED, after=at.standing, limit=COVERED_AT_ONCE)
    for row in rows:
        if row["filed"] is not None and row["stands"] is None:
            await contents.cover_standing(tx, row, now)
    return replace(at, standing=rows[-1]["id"]) if rows else replace(at, stood=True)


def _sealed(tx: Tx, at: Progress) -> bytes:
    return tx.vault.seal(orjson.dumps(asdict(at)), events.RECHAINING.encode())
