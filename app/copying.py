"""`bot.py copy`: moves a resort between engines, so that one can begin with a file and go on with a server."""

import sqlite3
from functools import partial
from pathlib import Path

import uvloop

from app.holding import held
from app.place import check_not_other, check_resort
from app.protection import CannotStart
from app.settings import Settings
from app.wallclock import read_wall
from db import contents, events, forgery
from db.address import Address, address_of
from db.copying import CannotCopy, away, compare, copy
from db.database import Database, Tx, Unavailable
from db.found import Found
from db.keys import KeyMissing, Tampered, fits, key_for, unlock
from db.postgresql_schema import Unsuitable
from db.vault import Vault, WrongKey


def copy_resort(settings: Settings, source: str, target: str) -> None:
    """Copy a resort into an empty database and check the copy. No bot may run on either. Raises `CannotStart`.

    A copy is whole or not there. One that is there already, as after a run that was killed at its end, is checked.
    """
    origin, place = _address("FROM", source), _address("TO", target)
    if place == origin:
        raise CannotStart("TO: this is the database that FROM names")
    folder = origin.parent if isinstance(origin, Path) else settings.data
    there = False

    async def work() -> tuple[dict[str, int], list[str], int]:
        nonlocal there
        await check_resort(origin, "FROM")
        there = await check_not_other(place, "TO") is not Found.NOTHING
        async with held(origin, wait=False, named="FROM"), held(place, wait=False, named="TO") as lease:
            key = key_for(folder, True, settings.data_key.get_secret_value())[0]
            if not there:
                copy(origin, place, lambda tx: fits(tx, Vault(key)))
            rows = compare(origin, place)
            vault = Vault(key)
            database = await Database.open(place, lease=lease)
            try:
                await unlock(database, vault, read_wall())
                return rows, await database.read(_problems), await database.read(partial(_lost, folder=folder))
            finally:
                await database.close()

    try:
        rows, problems, lost = uvloop.run(work())
    except WrongKey:
        raise CannotStart(f"DATA_KEY: this is not the key of {origin}") from None
    except (CannotCopy, KeyMissing, Tampered, Unavailable, Unsuitable, sqlite3.Error) as error:
        raise CannotStart(f"the resort was not copied: {str(error).partition(chr(10))[0]}") from None
    if problems:
        raise CannotStart("\n".join([*problems, f"{place} is not whole: do not use it, and {away(place)}"]))
    if there:
        print("It had been copied before; nothing was written now, and the copy was checked again.")
    print(f"{place} holds {sum(rows.values())} rows of {len(rows)} tables, {rows['reports']} of them reports.")
    print(f"Set DATABASE_URL to it. The files of {folder} (evidence, copies, exports, siaga.key) are not copied:")
    print("they have to lie beside a database file, or in DATA_FOLDER for a server.")
    if lost:
        print(f"{lost} files of evidence are missing there or were changed: `bot.py audit verify` names them.")


def _address(named: str, url: str) -> Address:
    try:
        where = address_of(url)
    except ValueError as error:
        raise CannotStart(f"{named}: {error}") from None
    return where.resolve() if isinstance(where, Path) else where


async def _problems(tx: Tx) -> list[str]:
    """What is missing or changed in the memory of acts, or was written without the key."""
    found = [problem async for problem in events.verify(tx, tx.vault)]
    found += [problem async for problem in forgery.find(tx)]
    return [*found, *[problem async for problem in contents.find(tx)]]


async def _lost(tx: Tx, folder: Path) -> int:
    """How many files of evidence are not in the folder as the memory has them."""
    return len([problem async for problem in contents.files(tx, folder / "evidence")])
