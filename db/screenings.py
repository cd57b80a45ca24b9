"""People whose alarms the desk sees before anybody is called, and the alarms that wait for its look.

A row is found by a keyed hash of the person and sealed, so that the database alone says neither whose it is nor since
when.
"""

from dataclasses import dataclass
from datetime import datetime

import orjson

from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, stored
from db.reports import ReportKey
from db.vault import WrongKey

_TABLE = b"screenings"
_NAME = b"screenings.name"


@dataclass(frozen=True, slots=True)
class Screening:
    """Until when the alarms of a person go to the desk first, and who has asked for another day of it."""

    until: datetime
    asked_by: int | None = None  # an officer; another one has to agree


async def get(tx: Tx, chat: ChatKey) -> Screening | None:
    """The last screening of a person, over or not."""
    for owner in tx.vault.handles(_TABLE, chat):
        sealed = await tx.value("screenings.get", owner=owner)
        if sealed is None:
            continue
        try:
            until, asked_by = orjson.loads(tx.vault.open(sealed, _TABLE, owner))
        except WrongKey:
            return None  # somebody else wrote it: an alarm is not held back by that
        return Screening(moment(until), asked_by)
    return None


async def put(tx: Tx, chat: ChatKey, screening: Screening) -> None:
    """Store the screening of a person."""
    owner, *earlier = tx.vault.handles(_TABLE, chat)
    plain = orjson.dumps((stored(screening.until), screening.asked_by))
    await tx.run("screenings.put", owner=owner, sealed=tx.vault.seal(plain, _TABLE, owner))
    for old in earlier:
        await tx.run("screenings.drop", owner=old)


async def renew(tx: Tx, chat: ChatKey) -> None:
    """Seal the screening of a person with the current key."""
    if len(tx.vault.handles(_TABLE, chat)) > 1 and (screening := await get(tx, chat)) is not None:
        await put(tx, chat, screening)


def pseudonym(tx: Tx, chat: ChatKey) -> str:
    """What the desk calls a person whom it does not know: the same four letters each time, and nothing of theirs."""
    return tx.vault.handle(_NAME, chat).hex()[:4].upper()


async def hold(tx: Tx, report: ReportKey) -> None:
    """An alarm waits for the desk."""
    await tx.run("screenings.hold", report=report)


async def held(tx: Tx, report: ReportKey) -> bool:
    """Whether an alarm waits for the desk."""
    return bool(await tx.value("screenings.held", report=report))


async def release(tx: Tx, report: ReportKey) -> bool:
    """An alarm waits for the desk no longer; False when it did not."""
    return await tx.run("screenings.release", report=report) == 1
