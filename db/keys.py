"""The data key: where it comes from, and whether it fits the database."""

import base64
import os
from datetime import datetime
from pathlib import Path

from db import forgery, keyring, quiet
from db.binding import (
    EARLIER_MARK,
    MARK,
    MARK_NAME,
    MARK_PLACE,
    UNNOTED_MARK,
    BoundBefore,
    bind,
    inhabited,
    is_going_on,
    note_rights,
    vouch_later,
)
from db.database import Database, Tx
from db.vault import Vault, WrongKey, is_weak, key_from, new_key

_UNMARKED = "the mark of its key was taken out of it"


class KeyMissing(Exception):
    """There is a database but not the key it was begun with."""


class WeakKey(Exception):
    """A key that can be guessed; a database that was begun with it before goes on, a new one is not begun with it."""


class Tampered(Exception):
    """Somebody without the key has changed the database in a way that would make the bot vouch for what they wrote."""


def key_for(folder: Path, begun: bool, setting: str) -> tuple[bytes, bool]:
    """The key from the setting, else from `siaga.key` in the data folder, else a new one put there (mode 0600).

    Returns the key and whether it was made now. Raises `KeyMissing` when a database is there but no key: nothing
    is ever sealed with two keys. Raises `WeakKey` for a new database.
    """
    if setting:
        key = key_from(setting)
        if is_weak(key) and not begun:
            raise WeakKey("this key can be guessed; make one with `openssl rand -base64 32`")
        return key, False
    file = folder / "siaga.key"
    if file.exists():
        try:
            return key_from(file.read_text(encoding="ascii")), False
        except ValueError as error:
            raise KeyMissing(f"{file} holds no key ({error})") from None
    if begun:
        raise KeyMissing(f"there is a database, its key {file} is not")
    text = new_key()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    return key_from(text), True


def put_key(folder: Path, key: bytes) -> Path:
    """Put a new key in the place of the file in the data folder; returns where the earlier one is kept."""
    file = folder / "siaga.key"
    earlier, made = file.with_name("siaga.key.earlier"), file.with_name("siaga.key.new")
    made.unlink(missing_ok=True)
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(base64.b64encode(key).decode() + "\n")
        out.flush()
        os.fsync(out.fileno())
    earlier.unlink(missing_ok=True)
    os.link(file, earlier)
    made.replace(file)
    return earlier


async def unlock(database: Database, vault: Vault, now: datetime) -> None:
    """Let the database use its keys, after binding what earlier releases stored.

    Raises `WrongKey` unless the vault's key is the one the database was begun with; a new database takes it. Raises
    `Tampered` where the mark of the key was taken away.
    """
    given = vault.data_key
    sealed = await database.read(lambda tx: tx.value("seals.get", name=MARK_NAME))
    ring = await database.read(lambda tx: keyring.load(tx, vault))
    database.vault = vault
    try:
        mark = None if sealed is None else _mark(vault, sealed)
        if mark == EARLIER_MARK:
            await vouch_later(database, now)
        if mark in (EARLIER_MARK, UNNOTED_MARK):
            await note_rights(database, now)
        elif mark != MARK:
            if sealed is None and await database.read(inhabited):
                raise Tampered(_UNMARKED)
            if sealed is not None and vault.open_unbound(sealed, MARK_PLACE) != EARLIER_MARK:
                raise WrongKey
            await bind(database, vault, now)
        vault.binding = await database.read(lambda tx: is_going_on(tx, vault))
        await database.write(lambda tx: forgery.look(tx, now))
        await database.write(quiet.seal_earlier)
        if not ring.begun and given == vault.data_key:
            await database.write(keyring.forget_earlier)
    except BoundBefore:
        raise Tampered("its marks of an earlier release were put back") from None
    except BaseException:
        database.vault = None
        raise


async def fits(tx: Tx, vault: Vault) -> bool:
    """Check that a database was begun with a vault's key, and let the vault use its keys; nothing else is changed.

    Returns whether all of it is bound as this release does it: what an earlier one stored, `unlock` binds. Raises
    `WrongKey`, or `Tampered` where the mark of the key was taken away.
    """
    await keyring.load(tx, vault)
    sealed = await tx.value("seals.get", name=MARK_NAME)
    if sealed is None:
        raise Tampered(_UNMARKED)
    mark = _mark(vault, sealed)
    if mark is None:
        vault.open_unbound(sealed, MARK_PLACE)  # of an earlier release
    else:
        vault.binding = await is_going_on(tx, vault)
    return mark == MARK


def _mark(vault: Vault, sealed: bytes) -> bytes | None:
    try:
        return vault.open(sealed, MARK_PLACE)
    except WrongKey:
        return None
