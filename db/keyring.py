"""The keys of a database by number, and how far a change of key is: one row, sealed with the newest of them.

While a new key is not in force everywhere, a second row gives it to whoever still has the key before it: the running
bot, or a start with the earlier setting.
"""

import base64
from dataclasses import dataclass, replace

import orjson

from db.database import Tx
from db.vault import FIRST, Vault, WrongKey, unwrap, wrap

RING, NEXT = "keyring", "next key"  # names of the two rows


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by number. `current` seals; the newest one is not current until the bot has taken it over.

    `links` tells from which event on the memory is linked with which key. `done` of the chats are sealed anew while
    `renewing`.
    """

    keys: dict[int, bytes]
    current: int = FIRST
    links: tuple[tuple[int, int], ...] = ()  # first event, number of the key
    renewing: bool = False
    done: int = 0

    @property
    def newest(self) -> int:
        """The number of the newest key."""
        return max(self.keys)

    @property
    def begun(self) -> bool:
        """Whether the newest key is to take over, or has not replaced all others yet."""
        return self.renewing or self.newest != self.current

    def give(self, vault: Vault) -> None:
        """Let a vault work with these keys."""
        vault.hold(self.current, self.keys, renewing=self.renewing, links=self.links)


async def load(tx: Tx, vault: Vault) -> Keyring:
    """The keys of the database, for whoever has the newest one or the one before it. Raises `WrongKey`."""
    ring = await read(tx, vault.data_key)
    ring.give(vault)
    return ring


async def read(tx: Tx, key: bytes) -> Keyring:
    """Like `load`, with a bare key and for no vault."""
    sealed = await tx.value("seals.get", name=RING)
    if sealed is None:
        return Keyring({FIRST: key})
    try:
        return _opened(key, sealed)
    except WrongKey:
        following = await tx.value("seals.get", name=NEXT)
        if following is None:
            raise
        return _opened(unwrap(key, following, NEXT.encode()), sealed)


async def store(tx: Tx, ring: Keyring) -> Keyring:
    """Store the ring, sealed with its newest key."""
    content = {
        "keys": {str(number): base64.b64encode(key).decode() for number, key in ring.keys.items()},
        "current": ring.current,
        "links": ring.links,
        "renewing": ring.renewing,
        "done": ring.done,
    }
    sealed = wrap(ring.keys[ring.newest], orjson.dumps(content), RING.encode())
    await tx.run("seals.set", name=RING, sealed=sealed)
    return ring


async def add(tx: Tx, ring: Keyring, key: bytes) -> Keyring:
    """Add a new key, which the one in force gives to whoever has that."""
    await tx.run("seals.add", name=NEXT, sealed=wrap(ring.keys[ring.current], key, NEXT.encode()))
    return await store(tx, replace(ring, keys={**ring.keys, ring.newest + 1: key}))


async def forget_earlier(tx: Tx) -> None:
    """From now on only the newest key opens the database."""
    await tx.run("seals.drop", name=NEXT)


def _opened(key: bytes, sealed: bytes) -> Keyring:
    content = orjson.loads(unwrap(key, sealed, RING.encode()))
    return Keyring(
        keys={int(number): base64.b64decode(text) for number, text in content["keys"].items()},
        current=content["current"],
        links=tuple((first, number) for first, number in content["links"]),
        renewing=content["renewing"],
        done=content["done"],
    )
