"""`bot.py copy`: moves a resort between engines, so that one can begin with a file and go on with a server."""

import sqlite3
from pathlib import Path

import psycopg
import uvloop

from app.holding import held
from app.protection import CannotStart
from app.settings import Settings
from app.wallclock import read_wall
from db import contents, events, forgery
from db.address import Address, address_of
from db.copying import CannotCopy, copy
from db.database import Database, Tx, Unavailable
from db.keys import KeyMissing, Tampered, fits, is_begun, key_for, unlock
from db.postgresql import Unsuitable
from db.vault import Vault, WrongKey


def copy_resort(settings: Settings, source: str, target: str) -> None:
    """Copy a resort into an empty database and check the copy. No bot may run on either. Raises `CannotStart`."""
    origin, place = _address("FROM", source), _address("TO", target)
    if place == origin:
        raise CannotStart("TO: this is the database that FROM names")
    folder = origin.parent if isinstance(origin, Path) else settings.data

    async def work() -> tuple[dict[str, int], list[str]]:
        await _check_begun(origin)
        async with held(origin, wait=False, named="FROM"), held(place, wait=False, named="TO") as lease:
            key = key_for(folder, True, settings.data_key.get_secret_value())[0]
            rows = copy(origin, place, lambda tx: fits(tx, Vault(key)))
            vault = Vault(key)
            database = await Database.open(place, lease=lease)
            try:
                await unlock(database, vault, read_wall())
                return rows, await database.read(_problems)
            finally:
                await database.close()

    try:
        rows, problems = uvloop.run(work())
    except WrongKey:
        raise CannotStart(f"DATA_KEY: this is not the key of {origin}") from None
    except (CannotCopy, KeyMissing, Tampered, Unavailable, Unsuitable, sqlite3.Error, psycopg.Error) as error:
        raise CannotStart(f"the resort was not copied: {str(error).partition(chr(10))[0]}") from None
    if problems:
        raise CannotStart("\n".join([*problems, f"{place} is not whole: do not use it"]))
    print(f"{place} holds {sum(rows.values())} rows of {len(rows)} tables, {rows['reports']} of them reports.")
    print(f"Set DATABASE_URL to it. The files of {folder} (evidence, copies, exports, siaga.key) are not copied:")
    print("they have to lie beside a database file, or in DATA_FOLDER for a server.")


def _address(named: str, url: str) -> Address:
    try:
        where = address_of(url)
    except ValueError as error:
        raise CannotStart(f"{named}: {error}") from None
    return where.resolve() if isinstance(where, Path) else where


async def _check_begun(origin: Address) -> None:
    """Before anything is made where nothing is. Raises `CannotStart`."""
    try:
        begun = await is_begun(origin)
    except Unavailable as error:
        raise CannotStart(f"FROM: cannot open {origin}: {error}") from None
    if not begun:
        raise CannotStart(f"FROM: there is no resort at {origin}")


async def _problems(tx: Tx) -> list[str]:
    """What is missing or changed in the memory of acts, or was written without the key."""
    found = [problem async for problem in events.verify(tx, tx.vault)]
    found += [problem async for problem in forgery.find(tx)]
    return [*found, *[problem async for problem in contents.find(tx)]]
