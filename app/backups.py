"""`bot.py backup` and `bot.py restore`: a resort as one file, whichever engine keeps it."""

import asyncio
import contextlib
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import uvloop

from app import erased_list
from app.holding import held
from app.opening import carry_out
from app.place import check_not_other, check_resort
from app.protection import CannotStart
from app.settings import Settings
from db import restoring
from db.address import Address, Schema
from db.copying import CannotCopy, away, copy
from db.engine import Tx, Unavailable
from db.erasure import Mark
from db.found import Found
from db.migrate import migrate
from db.vault import Vault

_SQLITE = b"SQLite format 3\0"  # how every database file begins


def backup(settings: Settings, target: Path) -> None:
    """Copy the database while it is in use, open the copy, and only then put it in place."""
    source = settings.address
    uvloop.run(check_resort(source))
    if not target.parent.is_dir():
        raise CannotStart(f"cannot write {target}: {target.parent} is no folder")
    _check_replaceable(target, source)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".siaga-backup-") as folder:
            rough = Path(folder) / "copy.db"
            if isinstance(source, Schema):
                copy(source, rough)
            else:
                _copy(source, rough)
            reports = _checked(rough)
            rough.chmod(0o600)
            rough.replace(target)
    except (CannotCopy, Unavailable, sqlite3.Error) as error:
        raise CannotStart(f"the backup failed: {_first_line(error)}") from None
    except OSError as error:
        raise CannotStart(f"cannot write {target}: {error.strerror}") from None
    evidence = settings.data / "evidence"
    print(f"{target} holds {reports} reports. Copy {evidence} too.")
    print(f"Keep DATA_KEY apart from both, and {erased_list.NAME} with it.")


def restore(settings: Settings, source: Path, now: datetime) -> None:
    """Put a backup in place, so that the bot continues from it without sending anything twice."""
    if not source.is_file():
        raise CannotStart(f"{source}: {'this is a folder' if source.is_dir() else 'there is no such file'}")
    target = settings.address
    marks = erased_list.read(settings.data)
    reports, erased = uvloop.run(_restore(settings, source, target, now, marks))
    print(f"{target} holds {reports} reports. Put the evidence folder into {settings.data}, and start the bot.")
    if marks:
        print(f"{erased} reports and people that were erased since the backup are erased again.")
    else:
        print(f"There is no {settings.data / erased_list.NAME}: who was erased since the backup is known again.")
    print("Then look at /petugas and /siaran: what was changed there after the backup has to be changed again.")
    print("Approvals and invitations are void. `bot.py seats code` prints what one of the command sends to the bot.")


async def _restore(
    settings: Settings, source: Path, target: Address, now: datetime, marks: list[Mark]
) -> tuple[int, int]:
    """Prepare the copy in a temporary folder and put it in place at the end: a failure leaves the target as it was.

    Returns how many reports it holds, and how much of it was erased again.
    """
    erased = 0
    async with held(target, wait=False):
        found = await check_not_other(target)
        left = [] if isinstance(target, Schema) else [target, target.with_name(f"{target.name}-wal")]
        if found is not Found.NOTHING or any(file.exists() for file in left):
            raise CannotStart(f"{target} is there, and nothing is written over: {away(target)} first")
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=settings.data, prefix=".siaga-restore-") as folder:
            rough = Path(folder) / "copy.db"
            try:
                _copy(source, rough)
                reports = _checked(rough)
                with contextlib.closing(sqlite3.connect(rough, isolation_level=None)) as file:
                    migrate(file)
            except sqlite3.Error as error:
                raise CannotStart(f"{source} cannot be restored: {error}") from None
            rough.chmod(0o600)
            zone = ZoneInfo(settings.timezone)

            async def settle(tx: Tx, vault: Vault) -> None:
                nonlocal erased
                erased = await restoring.settle(tx, vault, now, zone, marks)

            await carry_out(settings, settle, rough)
            if not isinstance(target, Schema):
                rough.replace(target)
                return reports, erased
            try:
                await asyncio.to_thread(copy, rough, target)
            except (CannotCopy, Unavailable, sqlite3.Error) as error:
                raise CannotStart(f"{source} was not restored: {_first_line(error)}") from None
    return reports, erased


def _check_replaceable(target: Path, database: Address) -> None:
    """A backup replaces an older backup and nothing else, least of all the database in use."""
    if not target.exists():
        return
    if target.is_dir():
        raise CannotStart(f"cannot write {target}: it is a folder, name a file in it")
    if not isinstance(database, Schema) and target.samefile(database):
        raise CannotStart(f"{target} is the database itself: name another file")
    try:
        with target.open("rb") as file:
            is_backup = file.read(len(_SQLITE)) in (_SQLITE, b"")
    except OSError as error:
        raise CannotStart(f"cannot write {target}: {error.strerror}") from None
    if not is_backup:
        raise CannotStart(f"{target} is there and is no backup: nothing is written over")


def _copy(source: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as original,
        contextlib.closing(sqlite3.connect(target)) as file,
    ):
        original.backup(file)


def _checked(file: Path) -> int:
    """How many reports a copy holds; raises `sqlite3.Error` when it is not whole."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(str(verdict))
        connection.execute("PRAGMA journal_mode = DELETE")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'reports'").fetchone() is None:
            raise sqlite3.DatabaseError("it is no backup that `bot.py backup` has written")
        (reports,) = connection.execute("SELECT count(*) FROM reports").fetchone()
    return int(reports)


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
