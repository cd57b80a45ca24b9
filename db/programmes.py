"""The programme of an election as its file was when the bot last started, so that a change of it is noticed."""

import logging

from broadcasts.programme import Programme
from conversations.stored import StoredShape, Unreadable, unchanged
from db.chats import ChatKey
from db.database import Tx

log = logging.getLogger(__name__)

SHAPE = StoredShape("programme", 2, Programme, {1: unchanged}, whole=True)


async def known(tx: Tx, key: str) -> bool:
    """Whether a programme of this election was kept before; it may be one that cannot be read."""
    return await tx.value("programmes.get", key=key) is not None


async def get(tx: Tx, key: str) -> Programme | None:
    """The programme as it was; None when this election is new to us, or when it cannot be read."""
    content = await tx.value("programmes.get", key=key)
    try:
        return None if content is None else SHAPE.load(content)
    except Unreadable as error:
        log.error("the programme as it was cannot be read: %s", error)
        return None


async def note_reading(tx: Tx, hash: str, person: ChatKey, page: int) -> None:
    """Somebody is shown a page of the reminders that wait, which `hash` names."""
    await tx.run("programmes.note_reading", hash=hash, person=person, page=page)


async def pages_read(tx: Tx, hash: str, person: ChatKey) -> int:
    """How many different pages of those reminders somebody was shown."""
    return int(await tx.value("programmes.pages_read", hash=hash, person=person))


async def keep(tx: Tx, programme: Programme) -> None:
    """Keep the programme as it is now."""
    await tx.run("programmes.keep", key=programme.key, content=SHAPE.dump(programme).decode())
