"""Opening the resort's database, for the bot or for one thing that a command does to it."""

import logging
import sqlite3
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import uvloop

from app import begun
from app.holding import held
from app.place import check_not_other, check_resort
from app.protection import CannotStart, check_modes
from app.settings import Settings
from app.wallclock import read_wall
from db import forgery, keyring, snapshot
from db.address import Address
from db.database import Database, Tx, Unavailable
from db.found import Found
from db.keys import KeyMissing, Tampered, WeakKey, fits, key_for, unlock
from db.postgresql_lease import Lease
from db.postgresql_schema import Unsuitable
from db.vault import Vault, WrongKey
from metrics.observer import NOBODY, Observer

log = logging.getLogger("bot")

Work = Callable[[Tx, Vault], Coroutine[Any, Any, None]]  # what a command does in a transaction

_WRONG_KEY = "DATA_KEY: this is not the key the database was begun with"


async def open_database(
    settings: Settings,
    observer: Observer = NOBODY,
    now: Callable[[], datetime] = read_wall,
    lease: Lease | None = None,
    where: Address | None = None,
    *,
    begin: bool = False,
) -> tuple[Database, Vault]:
    """The settings' database with its key, checked against each other. Raises `CannotStart`.

    `where` is another place for it, such as a backup that is being restored. With `begin` a database is made where
    there is none; without it that is refused.
    """
    where = where or settings.address
    found = await (check_not_other if begin else check_resort)(where)
    if found is Found.NOTHING and begun.is_noted(settings.data):
        raise CannotStart(begun.missing(where, settings.data))
    check_modes(settings)
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)  # before anything that lies in it
        key, made = key_for(settings.data, found is not Found.NOTHING, settings.data_key.get_secret_value())
        vault = Vault(key)
        database = await Database.open(where, observer, lease)
    except (KeyMissing, WeakKey) as error:
        raise CannotStart(f"DATA_KEY: {error}") from None
    except (OSError, sqlite3.Error, Unavailable, Unsuitable) as error:
        raise CannotStart(f"DATABASE_URL: cannot open {where}: {error}") from None
    try:
        await unlock(database, vault, now())
    except (WrongKey, Tampered, Unavailable) as error:
        await database.close()
        if isinstance(error, WrongKey):
            raise CannotStart(_WRONG_KEY) from None
        if isinstance(error, Tampered):
            raise CannotStart(f"{where} was changed by somebody without its key: {error}") from None
        raise CannotStart(f"DATABASE_URL: cannot write {where}: {error}") from None
    if begin and settings.bot_token.get_secret_value():  # what the sandbox plays may vanish
        begun.note(settings.data)
    if found is Found.NOTHING:
        log.info("a new resort is begun at %s: nothing was there", where)
    if made:
        log.warning("a new key was made in %s: keep a copy, a backup cannot be read without it", settings.data)
    return database, vault


def migrate(settings: Settings) -> None:
    """Bring the database up to date without starting the bot."""

    async def work() -> None:
        async with held(settings.address, wait=False, begin=not begun.is_noted(settings.data)) as lease:
            database, _ = await open_database(settings, lease=lease, begin=True)
            await database.close()

    uvloop.run(work())
    print(f"{settings.address} is up to date.")


def write(settings: Settings, work: Work) -> None:
    """Do some work in one transaction of the database, also while the bot runs.

    Raises `CannotStart`, or `Unavailable` where nothing was changed.
    """
    uvloop.run(carry_out(settings, work))


async def carry_out(settings: Settings, work: Work, where: Address | None = None) -> None:
    """Like `write`, for a caller that runs in an event loop; `where` is another database."""
    database, vault = await open_database(settings, where=where)
    try:
        await database.write(lambda tx: _with_keys(tx, vault, work))
    finally:
        await database.close()


def read(settings: Settings, work: Work) -> None:
    """Do some work on a read-only snapshot of the database, also while the bot runs. Raises `CannotStart`."""
    where = settings.address
    found = uvloop.run(check_resort(where))
    check_modes(settings)

    async def whole(tx: Tx) -> None:
        if not await fits(tx, vault) or found is Found.EARLIER:
            raise CannotStart(f"{where} is of an earlier release: bring it up to date with `bot.py migrate` first")
        await forgery.compare(tx)
        await work(tx, vault)

    try:
        vault = Vault(key_for(settings.data, True, settings.data_key.get_secret_value())[0])
        snapshot.read(where, whole, vault)
    except KeyMissing as error:
        raise CannotStart(f"DATA_KEY: {error}") from None
    except WrongKey:
        raise CannotStart(_WRONG_KEY) from None
    except Tampered as error:
        raise CannotStart(f"{where} was changed by somebody without its key: {error}") from None
    except (sqlite3.DatabaseError, Unavailable) as error:
        raise CannotStart(f"DATABASE_URL: cannot read {where}: {error}") from None


async def _with_keys(tx: Tx, vault: Vault, work: Work) -> None:
    """Do some work with the keys as they are now: the running bot may have changed to another one."""
    await keyring.load(tx, vault)
    await work(tx, vault)
