"""The data key: where it comes from, and whether it fits the database."""

import os
from pathlib import Path

from db.database import Database, Tx
from db.vault import Vault, WrongKey, is_weak, key_from, new_key

_CHECK = "key check"
_PURPOSE = b"seals.sealed"


class KeyMissing(Exception):
    """There is a database but not the key it was begun with."""


class WeakKey(Exception):
    """A key that can be guessed; a database that was begun with it before goes on, a new one is not begun with it."""


def key_for(database: Path, setting: str) -> tuple[bytes, bool]:
    """The key from the setting, else from `siaga.key` beside the database, else a new one put there (mode 0600).

    Returns the key and whether it was made now. Raises `KeyMissing` when a database is there but no key: nothing
    is ever sealed with two keys. Raises `WeakKey` for a new database.
    """
    if setting:
        key = key_from(setting)
        if is_weak(key) and not database.exists():
            raise WeakKey("this key can be guessed; make one with `openssl rand -base64 32`")
        return key, False
    file = database.with_name("siaga.key")
    if file.exists():
        try:
            return key_from(file.read_text(encoding="ascii")), False
        except ValueError as error:
            raise KeyMissing(f"{file} holds no key ({error})") from None
    if database.exists():
        raise KeyMissing(f"{database} is there, its key {file} is not")
    text = new_key()
    database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    return key_from(text), True


async def check_key(database: Database, vault: Vault) -> None:
    """Raises `WrongKey` unless the vault's key is the one the database was begun with; a new database takes it."""

    async def work(tx: Tx) -> None:
        sealed = await tx.value("seals.get", name=_CHECK)
        if sealed is None:
            await tx.run("seals.add", name=_CHECK, sealed=vault.seal(b"siaga", _PURPOSE))
        elif vault.open(sealed, _PURPOSE) != b"siaga":
            raise WrongKey

    await database.write(work)
