"""Changing the key while the bot runs: it takes the new key over at once, then seals chat after chat anew.

How far it is stands in the keyring, written with each part: whoever is stopped in the middle goes on there. Once all is
done, a seal or a voucher of an earlier key is worth nothing; of that key only the memory still needs the links.
"""

import logging
from dataclasses import replace
from datetime import datetime

from db import (
    binding,
    chats,
    drafts,
    events,
    forgery,
    inbox,
    keyring,
    outbox_payload,
    people,
    quiet,
    rechaining,
    recorded,
    reporters,
    screenings,
    search,
)
from db.chats import ChatKey
from db.database import Database, Tx
from db.vault import WrongKey, key_from, new_key
from reports.state import RecordedAct
from resort.roles import COMMAND_LINE

log = logging.getLogger(__name__)

AT_ONCE = 100  # chats in one transaction: who writes to us meanwhile comes in between


async def begin(tx: Tx, given: bytes) -> bytes:
    """Put a new key into the database, beside the one that was given; returns it, or the one that waits already."""
    ring = await keyring.read(tx, given)
    if not ring.begun:
        ring = await keyring.add(tx, ring, key_from(new_key()))
    return ring.keys[ring.newest]


async def take_over(database: Database, now: datetime) -> bool:
    """Go over to a new key that waits; False when none does. Only whoever has the database alone may."""
    try:
        return await database.write(lambda tx: _take_over(tx, now))
    except Exception:
        await database.read(lambda tx: keyring.load(tx, tx.vault))  # as it stands in the database
        raise


async def _take_over(tx: Tx, now: datetime) -> bool:
    before = await keyring.load(tx, tx.vault)
    if before.newest == before.current:
        return False
    links = before.links or ((1, before.current),)
    ring = replace(before, current=before.newest, renewing=True, done=0, links=links)
    ring.give(tx.vault)
    number = await events.record(tx, tx.vault, now, COMMAND_LINE, RecordedAct.KEY_REPLACED)
    ring = await keyring.store(tx, replace(ring, links=(*links, (number, ring.current))))
    await search.stale_all(tx)
    await tx.run("seals.set", name=binding.MARK_NAME, sealed=tx.vault.seal(binding.MARK, binding.MARK_PLACE))
    ring.give(tx.vault)
    log.warning("a new key is in force; what was sealed with the earlier one is being sealed anew")
    return True


async def renew_some(database: Database) -> bool:
    """Seal some more with the current key; False once nothing is left of an earlier one."""
    return await database.write(_renew_some)


async def _renew_some(tx: Tx) -> bool:
    ring = await keyring.read(tx, tx.vault.newest_key)
    if not ring.renewing:
        return False
    rows = await tx.all("rotation.chats", after=ring.done, limit=AT_ONCE)
    for row in rows:
        await _renew(tx, ChatKey(row["id"]))
    if rows:
        await keyring.store(tx, replace(ring, done=rows[-1]["id"]))
        return True
    await _renew_what_waits(tx)
    await people.renew(tx)
    await rechaining.renew(tx)
    await forgery.vouch_again(tx)
    done = await keyring.store(tx, replace(ring, renewing=False, done=0))
    done.give(tx.vault)
    log.warning("everything is sealed with the new key; the earlier one opens nothing any more")
    return False


async def progress(tx: Tx, given: bytes) -> tuple[bool, int, int]:
    """Whether a change of key goes on, and how many of all chats are done."""
    ring = await keyring.read(tx, given)
    done, all_ = await tx.value("rotation.done", last=ring.done), await tx.value("rotation.count")
    return ring.begun, int(done or 0), int(all_ or 0)


async def _renew(tx: Tx, chat: ChatKey) -> None:
    await chats.renew(tx, tx.vault, chat)
    await reporters.renew(tx, chat)
    await recorded.renew(tx, chat)
    await drafts.renew(tx, chat)
    await quiet.renew(tx, chat)
    await screenings.renew(tx, chat)


async def _renew_what_waits(tx: Tx) -> None:
    """What is owed and not sent, and what came and was not handled."""
    vault = tx.vault
    for row in await tx.all("outbox.waiting"):
        try:
            plain = vault.open(row["payload"], outbox_payload.PURPOSE, row["chat"])
        except WrongKey:
            continue
        sealed = vault.seal(plain, outbox_payload.PURPOSE, row["chat"])
        await tx.run("binding.seal_message", id=row["id"], payload=sealed)
    for row in await tx.all("inbox.waiting"):
        try:
            plain = vault.open(row["payload"], inbox.PURPOSE, row["update_id"])
        except WrongKey:
            continue
        sealed = vault.seal(plain, inbox.PURPOSE, row["update_id"])
        await tx.run("binding.seal_update", update_id=row["update_id"], payload=sealed)
