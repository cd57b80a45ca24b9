"""Looking for rows that somebody without the key wrote, changed or moved: at start, each hour, and for the audit."""

from collections.abc import AsyncIterator
from datetime import datetime

from db import chats, officers, reporters, vouched
from db.database import Tx
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


async def vouch_for_all(tx: Tx, *, later: bool = False) -> int:
    """Vouch for every row that gives a right, as it stands; returns how many. `later`: of the tables added last."""
    count = 0
    for table, every in (_LATER if later else _EVERY).items():
        for row in await tx.all(every):
            await vouched.vouch(tx, table, row)
            count += 1
    return count


async def vouch_again(tx: Tx) -> None:
    """Vouch with the current key for every row that was vouched for before; a forged one stays refused."""
    for table, every in _EVERY.items():
        for row in await tx.all(every):
            if vouched.is_genuine(tx.vault, table, row):
                await vouched.vouch(tx, table, row)


async def look(tx: Tx, now: datetime) -> None:
    """Refuse every row that gives a right and was not written so by this bot, before anybody uses it.

    Officers whom nobody let in are taken out of every list, also of those that only the database reads.
    """
    await officers.expel_forged(tx, now)
    async for _ in _unvouched(tx):
        pass


async def find(tx: Tx) -> AsyncIterator[str]:
    """A sentence for each row that is not as this bot wrote it."""
    async for name in _unvouched(tx):
        yield f"{name}: not written by this bot"
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
    for table, every in _EVERY.items():
        for row in await tx.all(every):
            if not vouched.is_genuine(tx.vault, table, row):
                yield f"{table} {' '.join(vouched.shown(row[key]) for key in vouched.keys(table))}"


_EVERY = {
    "officers": "forgery.officers",
    "invites": "forgery.invites",
    "approvals": "forgery.approvals",
    "text_approvals": "resort_texts.voices",
    "resort_texts": "resort_texts.approved",
    "openings": "forgery.openings",
    **_LATER,
}
