"""Looking for rows that somebody without the key wrote, changed or moved: at start, each hour, and for the audit."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from db import chats, officers, reporters, standing, vouched, waits
from db.database import Tx
from db.sql import Row
from db.vault import WrongKey

_PAGE = 1000
# The tables whose rows carry vouchers since migration 0048_witnesses.
_LATER = {
    "seats": "forgery.seats",
    "seat_voices": "forgery.seat_voices",
    "arrivals": "forgery.arrivals",
    "seconds": "forgery.seconds",
    "suspensions": "forgery.suspensions",
    "restorations": "seats.restorations",
    "seat_codes": "forgery.seat_codes",
    "units": "units.every",
}

# And since migration 0052_standing.
_NEWEST = {"runs": "forgery.runs"}
# Who is called goes on being called where the memory was lost: that alarms, and a cry for help is heard all the same.
_CALLED = frozenset({"officers", "units"})


async def vouch_for_all(tx: Tx, *, later: bool = False) -> int:
    """Vouch for every row that gives a right, as it stands; returns how many. `later`: of the tables added last."""
    count = 0
    for table, row in await _rows(tx, _LATER if later else _EVERY):
        if table in vouched.UNVOUCHED:
            vouched.note(tx, table, row)
            continue
        await vouched.vouch(tx, table, row)
        count += 1
    return count


async def note_all(tx: Tx) -> int:
    """Put every row that gives a right and was vouched for into the next event, as it stands; returns how many."""
    for table, row in await _rows(tx):
        if table in _NEWEST and row["voucher"] is None:
            await vouched.renew(tx, table, row)
        if table in vouched.UNVOUCHED or vouched.is_genuine(tx.vault, table, row):
            vouched.note(tx, table, row)
    return len(tx.standing.rights)


async def vouch_again(tx: Tx) -> None:
    """Vouch with the current key for every row that was vouched for before; a forged one stays refused."""
    for table, row in await _rows(tx):
        if table not in vouched.UNVOUCHED and vouched.is_genuine(tx.vault, table, row):
            await vouched.renew(tx, table, row)


async def look(tx: Tx, now: datetime) -> None:
    """Refuse every row that gives a right and was not written so by this bot, before anybody uses it.

    Officers whom nobody let in are taken out of every list, also of those that only the database reads.
    """
    await compare(tx)
    await officers.expel_forged(tx, now)
    async for _ in _unvouched(tx):
        pass


async def compare(tx: Tx) -> None:
    """Compare the rows that give rights with the memory: what was put back or taken out counts no longer.

    Done every few seconds, and before two people's word is carried out; once in a transaction.
    """
    if tx.standing.compared:
        return
    tx.standing.compared = True
    found = await _unfit(tx)
    refused = [name for name in found.unknown if name.split("/")[0] not in _CALLED]
    tx.vault.put_back, tx.vault.taken_out = frozenset(found.put_back + refused), frozenset(found.taken_out)
    for name in (*found.put_back, *found.unknown, *found.taken_out):
        vouched.refuse(tx.vault, *name.split("/", 1))


@dataclass(slots=True)
class _Unfit:
    """The rows that are not as the memory has them, by name."""

    put_back: list[str] = field(default_factory=list)  # one that is not the last
    unknown: list[str] = field(default_factory=list)
    taken_out: list[str] = field(default_factory=list)


async def _unfit(tx: Tx) -> _Unfit:
    known: dict[str, str] = {}
    for row in await tx.all("events.rights", after=0):
        known |= orjson.loads(row["rights"])
    known |= tx.standing.rights
    unfit = _Unfit()
    for table, row in await _rows(tx):
        name = vouched.name(table, row)
        last = known.pop(name, None)
        if last is None:
            unfit.unknown.append(name)
        elif last != vouched.fingerprint(table, row):
            unfit.put_back.append(name)
    unfit.taken_out = [name for name, last in known.items() if last != standing.GONE]
    return unfit


async def _rows(tx: Tx, tables: Mapping[str, str] | None = None) -> list[tuple[str, Row]]:
    return [(table, row) for table, every in (tables or _EVERY).items() for row in await tx.all(every)]


async def find(tx: Tx) -> AsyncIterator[str]:
    """A sentence for each row that is not as this bot wrote it, that it did not write, or that is gone."""
    forged = [name async for name in _unvouched(tx)]
    for name in forged:
        yield f"{_shown(name)}: not written by this bot"
    found = await _unfit(tx)
    for name in found.put_back:
        if name not in forged:
            yield f"{_shown(name)}: an old row, put back"
    for name in found.taken_out:
        yield f"{_shown(name)}: taken out"
    unknown = Counter(name.split("/")[0] for name in found.unknown if name not in forged)
    for table, count in unknown.items():
        yield f"{table}: {count} of its rows are not in the memory"
    for each in await waits.lost(tx):
        yield f"{each.kind}: {each.count} open, and what looks at them again was taken out"
    async for problem in _moved_seals(tx):
        yield problem


async def _moved_seals(tx: Tx) -> AsyncIterator[str]:
    after = 0
    while rows := await tx.all("forgery.chats", after=after, limit=_PAGE):
        for row in rows:
            try:
                chats.opened(tx.vault, row["sealed"], row["id"])
            except WrongKey:
                yield f"chats {row['id']}: its seal belongs to another row, or was changed"
        after = rows[-1]["id"]
    after = 0
    while rows := await tx.all("forgery.reporters", after=after, limit=_PAGE):
        for row in rows:
            if not reporters.is_whole(tx.vault, row):
                yield f"reporters {row['report']}: its seal belongs to another row, or was changed"
        after = rows[-1]["report"]


async def _unvouched(tx: Tx) -> AsyncIterator[str]:
    put_back, tx.vault.put_back = tx.vault.put_back, frozenset()
    for table, row in await _rows(tx):
        if table not in vouched.UNVOUCHED and not vouched.is_genuine(tx.vault, table, row):
            yield vouched.name(table, row)
    tx.vault.put_back = put_back


def _shown(name: str) -> str:
    """The name of a row for a person; long hashes are cut."""
    table, *keys = name.split("/")
    return " ".join([table, *(key[:16] for key in keys)])


_EVERY = {
    "officers": "forgery.officers",
    "invites": "forgery.invites",
    "approvals": "forgery.approvals",
    "text_approvals": "resort_texts.voices",
    "resort_texts": "resort_texts.approved",
    "openings": "forgery.openings",
    **_LATER,
    **_NEWEST,
    "appeal_parts": "forgery.appeal_parts",
}
