"""Commands of the command line besides running the bot: migrate, backup, units, invitations, the audit."""

import base64
import logging
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import uvloop

from app.holding import held
from app.place import check_not_other, check_resort
from app.protection import CannotStart, check_modes
from app.settings import Settings
from app.wallclock import read_wall
from db import (
    anchors,
    contents,
    events,
    forgery,
    keyring,
    neighbours,
    officers,
    people,
    rechaining,
    snapshot,
    terrain,
    units,
)
from db.address import Address
from db.anchors import Held, NoAnchor
from db.database import Database, Tx, Unavailable
from db.found import Found
from db.keys import KeyMissing, Tampered, WeakKey, fits, key_for, unlock
from db.officers import Invite
from db.postgresql_lease import Lease
from db.postgresql_schema import Unsuitable
from db.vault import Vault, WrongKey
from locales import Refused
from metrics.observer import NOBODY, Observer
from reports import triage
from reports.danger import Alarm
from reports.state import RecordedAct
from resort import identity
from resort.area import Areas
from resort.neighbour import parse as parse_neighbours
from resort.rights import INVITE_LASTS, Post
from resort.roles import Role
from resort.shapes_file import parse_landmarks, parse_shapes
from resort.unit import example, parse
from resort.wrong_file import WrongFile, text_of

log = logging.getLogger("bot")
T = TypeVar("T")

OPERATOR = "pengelola"  # who acts by the command line, in the memory of acts
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

    `where` is another place for it, such as a backup that is being put in place. Only who may `begin` a resort makes
    one where nothing is.
    """
    where = where or settings.address
    found = await (check_not_other if begin else check_resort)(where)
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
    if found is Found.NOTHING:
        log.info("a new resort is begun at %s: nothing was there", where)
    if made:
        log.warning("a new key was made in %s: keep a copy, a backup cannot be read without it", settings.data)
    return database, vault


def migrate(settings: Settings) -> None:
    """Bring the database up to date without starting the bot."""

    async def work() -> None:
        async with held(settings.address, wait=False) as lease:
            database, _ = await open_database(settings, lease=lease, begin=True)
            await database.close()

    uvloop.run(work())
    print(f"{settings.address} is up to date.")


def import_units(settings: Settings, file: Path) -> None:
    """Import the units of a CSV, all or none; importing it again changes nothing."""
    found = _parsed(file, lambda text: parse(text, Areas.load(settings.resort_code)))

    async def work(tx: Tx, vault: Vault) -> None:
        await units.save(tx, found)

    write(settings, work)
    print(f"{len(found)} units are in place.")


def import_areas(settings: Settings, file: Path, now: datetime) -> None:
    """Import where the areas of the resort lie, as centres or outlines; what was imported before is replaced."""
    areas = Areas.load(settings.resort_code)
    found = _parsed(file, lambda text: parse_shapes(text, areas))

    async def work(tx: Tx, vault: Vault) -> None:
        await terrain.save_shapes(tx, found.shapes, now)
        await events.record(tx, vault, now, OPERATOR, RecordedAct.AREAS_IMPORTED, text=str(len(found.shapes)))

    write(settings, work)
    villages = sum(1 for code in found.shapes if code.count(".") == 3)
    missing = sum(1 for each in areas.districts for one in areas.villages(each.code) if one.code not in found.shapes)
    print(
        f"{len(found.shapes)} areas are in place, {villages} of them kelurahan or desa; {missing} of those are missing."
    )
    if found.elsewhere:
        print(f"{found.elsewhere} areas of other resorts were left out.")


def import_places(settings: Settings, file: Path, now: datetime) -> None:
    """Import the places that people name instead of an area; what was imported before is replaced."""
    areas = Areas.load(settings.resort_code)

    def alarms(name: str) -> bool:
        return triage.read(name).alarm is not Alarm.NONE

    async def work(tx: Tx, vault: Vault) -> None:
        known = await terrain.load(tx)
        found = _parsed(file, lambda text: parse_landmarks(text, areas, known, alarms))
        await terrain.save_landmarks(tx, found, now)
        await events.record(tx, vault, now, OPERATOR, RecordedAct.PLACES_IMPORTED, text=str(len(found)))
        print(f"{len(found)} places are in place.")

    write(settings, work)


def import_neighbours(settings: Settings, file: Path, now: datetime) -> None:
    """Import the Polres beside this one; what was imported before is replaced."""
    found = _parsed(file, lambda text: parse_neighbours(text, settings.resort_code))

    async def work(tx: Tx, vault: Vault) -> None:
        await neighbours.save(tx, found)
        await events.record(tx, vault, now, OPERATOR, RecordedAct.NEIGHBOURS_IMPORTED, text=str(len(found)))

    write(settings, work)
    print(f"{len(found)} neighbouring Polres are in place.")


def example_units(settings: Settings) -> None:
    """Print a units file for this resort that can be imported as it stands."""
    print(example(Areas.load(settings.resort_code)), end="")


def invite(settings: Settings, to: Invite, now: datetime, person: str | None = None) -> None:
    """Print a one-time code that lets somebody in; it is kept only as a hash and shown only now.

    `person` is who is meant, in one line; colleagues inside see it.
    """
    code = ""
    if to.post is not None and to.role is not Role.COMMAND:
        raise CannotStart("--post is only for --role komando")
    try:
        meant = None if person is None else identity.read(person)
    except Refused:
        raise CannotStart("--person: expected rank, name and post, such as AKP Budi Santoso, Kabag Ops") from None
    village = None if to.village is None else Areas.load(settings.resort_code).get(to.village)
    if to.village is not None and not (village and village.is_village):
        raise CannotStart(f"--village: no kelurahan of this resort has the code {to.village}")

    async def work(tx: Tx, vault: Vault) -> None:
        nonlocal code
        if await units.get(tx, to.unit) is None:
            raise CannotStart(f"there is no unit {to.unit}; import units first, `bot.py units example` prints some")
        code = await officers.invite(tx, to, None, now + INVITE_LASTS)
        if meant is not None:
            await people.keep(tx, people.of_code(code), meant)
        await events.record(tx, vault, now, OPERATOR, RecordedAct.INVITED, text=f"{to.role}, {to.unit}")

    write(settings, work)
    print(f"Send this to the bot within {INVITE_LASTS.days} days, it works once:\n/start masuk-{code}")
    print(f"As a link, with the bot's name: https://t.me/BOT?start=masuk-{code}")


def verify_audit(settings: Settings, witnessed: Sequence[str] = ()) -> bool:
    """Check every recorded act; prints what is missing or changed, and returns whether all is well.

    `witnessed` is what witnesses hold: each an anchor, or a file with one. The memory has to go on from there.
    """
    problems: list[str] = []

    async def work(tx: Tx, vault: Vault) -> None:
        held = [_held(vault, each) for each in witnessed]
        problems.extend([problem async for problem in events.verify(tx, vault)])
        problems.extend([problem async for problem in anchors.find(tx, held)] if held else [])
        problems.extend([problem async for problem in forgery.find(tx)])
        problems.extend([problem async for problem in contents.find(tx, settings.data / "evidence")])
        if (at := await rechaining.progress(tx)) is not None and at.done:
            problems.extend([problem async for problem in contents.unknown_files(tx)])

    read(settings, work)
    print("\n".join(problems) if problems else "Every event is there and unchanged.")
    return not problems


def print_public_key(settings: Settings) -> None:
    """Print what others check the signatures of anchors with: Ed25519 public keys in base64, the newest first."""

    async def work(tx: Tx, vault: Vault) -> None:
        print("\n".join(base64.b64encode(key).decode() for key in vault.public_keys))

    read(settings, work)


def _held(vault: Vault, witnessed: str) -> Held:
    """What a witness holds. Raises `CannotStart`."""
    try:
        file = Path(witnessed)
        return anchors.held(vault, text_of(file.read_bytes()) if len(witnessed) < 200 and file.is_file() else witnessed)
    except (NoAnchor, OSError, WrongFile) as error:
        raise CannotStart(f"--anchor {witnessed[:40]}: {error}") from None


def invitation(role: str, unit: str, post: str | None, village: str | None) -> Invite:
    """The invitation that command-line words mean."""
    return Invite(unit, Role(role), Post(post) if post else None, village)


def _parsed(file: Path, parse: Callable[[str], T]) -> T:
    """What a file says. Raises `CannotStart` with each of its problems."""
    try:
        return parse(text_of(file.read_bytes()))
    except OSError as error:
        raise CannotStart(f"{file}: {error.strerror}") from None
    except WrongFile as error:
        raise CannotStart("\n".join(f"{file}: {problem}" for problem in error.problems)) from None


def write(settings: Settings, work: Callable[[Tx, Vault], Coroutine[Any, Any, None]]) -> None:
    """Do something to the database in one transaction, also while the bot runs.

    Raises `CannotStart`, or `Unavailable` where nothing was changed.
    """
    uvloop.run(carry_out(settings, work))


async def carry_out(
    settings: Settings, work: Callable[[Tx, Vault], Coroutine[Any, Any, None]], where: Address | None = None
) -> None:
    """The same on a running loop, and for a database in another place."""
    database, vault = await open_database(settings, where=where)
    try:
        await database.write(lambda tx: _with_keys(tx, vault, work))
    finally:
        await database.close()


def read(settings: Settings, work: Callable[[Tx, Vault], Coroutine[Any, Any, None]]) -> None:
    """Look at the database, also while the bot runs; nothing is made or changed there. Raises `CannotStart`."""
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


async def _with_keys(tx: Tx, vault: Vault, work: Callable[[Tx, Vault], Coroutine[Any, Any, None]]) -> None:
    """Do something with the keys as they are now: the running bot may just have gone over to another."""
    await keyring.load(tx, vault)
    await work(tx, vault)
