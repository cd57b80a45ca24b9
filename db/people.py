"""Who people are inside: name, rank and post, sealed as reporters are. Never read for a citizen, a log or a metric."""

import hashlib
from collections.abc import Sequence

import orjson

from db import vouched
from db.database import Tx
from db.officers import OfficerKey
from db.vault import Vault, WrongKey
from resort.identity import Identity

_PURPOSE = b"people.sealed"
_BLOCK = 128  # bytes that a person is filled up to, so that the length says little


def of_officer(key: OfficerKey) -> bytes:
    """The place of an officer."""
    return b"officer %d" % key


def at_the_door(arrival: int) -> bytes:
    """The place of somebody who opened an invitation and waits to be confirmed."""
    return b"arrival %d" % arrival


def of_invitation(hash: bytes) -> bytes:
    """The place of an invitation."""
    return b"invite " + hash


def of_code(code: str) -> bytes:
    """The place of an invitation by its code."""
    return of_invitation(hashlib.sha256(code.encode()).digest())


async def keep(tx: Tx, place: bytes, identity: Identity) -> None:
    """Keep who somebody is, in place of what stood there."""
    await tx.run("people.keep", place=place, sealed=_sealed(tx.vault, place, identity))


async def get(tx: Tx, place: bytes) -> Identity | None:
    """Who somebody is; None where nobody has said it, and where the row was changed by somebody else."""
    return (await get_all(tx, [place])).get(place)


async def get_all(tx: Tx, places: Sequence[bytes]) -> dict[bytes, Identity]:
    """Who is at several places, without those of whom `get` knows nothing."""
    rows = await tx.each("people.of", [{"place": place} for place in places])
    opened = {
        place: _opened(tx.vault, place, row["sealed"])
        for place, found in zip(places, rows, strict=True)
        for row in found
    }
    return {place: identity for place, identity in opened.items() if identity is not None}


async def copy(tx: Tx, before: bytes, after: bytes) -> None:
    """Somebody stands at another place too, such as their next seat."""
    identity = await get(tx, before)
    if identity is not None:
        await keep(tx, after, identity)


async def move(tx: Tx, before: bytes, after: bytes) -> None:
    """Somebody is at another place now: at the door, or in."""
    await copy(tx, before, after)
    await drop(tx, before)


async def drop(tx: Tx, place: bytes) -> None:
    """Nobody is there any more."""
    await tx.run("people.drop", place=place)


async def renew(tx: Tx) -> None:
    """Seal everybody with the current key."""
    for row in await tx.all("people.every"):
        identity = _opened(tx.vault, row["place"], row["sealed"])
        if identity is not None and not tx.vault.is_current(row["sealed"]):
            await keep(tx, row["place"], identity)


def _sealed(vault: Vault, place: bytes, identity: Identity) -> bytes:
    plain = orjson.dumps([identity.name, identity.rank, identity.post])
    return vault.seal(plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK), _PURPOSE, place)


def _opened(vault: Vault, place: bytes, sealed: bytes) -> Identity | None:
    try:
        return Identity(*orjson.loads(vault.open(sealed, _PURPOSE, place)))
    except WrongKey:
        vouched.refuse(vault, "people", place)
        return None
