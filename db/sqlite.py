"""SQLite, the engine that needs nothing installed: one file, its own thread for writing and one for reading."""

import logging
import math
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from db.engine import Damaged, Tx, Unavailable, Work, finish
from db.migrate import keep_copy, migrate, remove_copies
from db.sql import Queries, load

log = logging.getLogger(__name__)

T = TypeVar("T")

BUSY_SECONDS = 5.0
_PASSING = frozenset(
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    ]
)


_DAMAGE = frozenset([sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB])


@cache
def queries() -> Queries:
    """The named queries, read when they are first used."""
    return load("sqlite3", "sqlite")


class Sqlite:
    """The engine on one file. Open it with `Sqlite.open`."""

    held_at = math.inf  # the file is locked

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._path = path
        self._writer = writer
        self._reader = reader

    @classmethod
    async def open(cls, path: Path) -> "Sqlite":
        """Open (and make, and migrate) the database file. Raises `sqlite3.Error` when it cannot be had."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # What cannot be opened is refused here, before a thread of aiosqlite's fails over it. Closing also syncs what
        # an earlier run was killed over, so that nothing is built on what a power cut could still take away.
        _connect(path).close()
        writer = await aiosqlite.Connection(lambda: _connect(path), iter_chunk_size=64)
        try:
            await _on_thread(writer, _bring_up_to_date, path)
            reader = await aiosqlite.Connection(lambda: _connect(path, reading=True), iter_chunk_size=64)
        except BaseException:
            await writer.close()
            raise
        return cls(path, writer, reader)

    async def commit_together(self, works: list[Work[Any]]) -> list[Any]:
        """See `Engine.commit_together`."""
        return await _on_thread(self._writer, _commit_together, works)

    async def read(self, work: Work[T]) -> T:
        """See `Engine.read`."""
        result: T = await _on_thread(self._reader, on_snapshot, work)
        return result

    async def clean(self, before: datetime) -> None:
        """Remove the copies kept before upgrades that are older than a moment."""
        remove_copies(self._path, before)

    async def empty_log(self) -> None:
        """Empty the write-ahead log: what was erased stays in it otherwise until it is written over."""
        await _on_thread(self._writer, _truncate_log)

    async def close(self) -> None:
        """Close both connections."""
        await self._reader.close()
        await self._writer.close()


async def _on_thread(connection: aiosqlite.Connection, function: Callable[..., T], *values: object) -> T:
    """Run a function on a connection's own thread, with the connection itself as the first argument.

    aiosqlite offers this hop for single statements only; a transaction of many statements takes it once, here.
    """
    run: Callable[[Callable[[], T]], Awaitable[T]] = connection._execute  # noqa: SLF001
    return await run(lambda: function(connection._conn, *values))  # noqa: SLF001


def _connect(path: Path, *, reading: bool = False) -> sqlite3.Connection:
    path.touch(mode=0o600)  # only for us; SQLite gives its log and index files the mode of this one
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False, cached_statements=512
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a commit that was reported survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is dropped is overwritten, not left in free pages
    if reading:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _truncate_log(connection: sqlite3.Connection) -> None:
    """While somebody reads, the log stays; the next hour's try empties it."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    if (copy := keep_copy(connection, path)) is not None:
        log.warning("the database is brought up to date; as it was before, it is kept at %s", copy)
    migrate(connection)


def _commit_together(connection: sqlite3.Connection, works: list[Work[Any]]) -> list[Any]:
    """Run each unit in its savepoint, commit once; an outcome is a result or the exception that undid the unit."""
    tx = Tx(connection, queries())
    outcomes: list[Any] = []
    try:
        connection.execute("BEGIN IMMEDIATE")
        for work in works:
            connection.execute("SAVEPOINT unit")
            try:
                outcomes.append(finish(work(tx)))
            except BaseException as error:
                if not connection.in_transaction:  # SQLite itself gave up the whole transaction (disk full, I/O error)
                    raise
                connection.execute("ROLLBACK TO unit")
                outcomes.append(_worlds_fault(error) or error)
            connection.execute("RELEASE unit")
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if (unavailable := _worlds_fault(error)) is not None:
            raise unavailable from error
        raise
    return outcomes


def on_snapshot(connection: sqlite3.Connection, work: Work[T]) -> T:
    """Do `work` in one reading transaction of a connection. Raises `Unavailable`."""
    try:
        connection.execute("BEGIN")
        return finish(work(Tx(connection, queries())))
    except sqlite3.DatabaseError as error:
        if (unavailable := _worlds_fault(error)) is not None:
            raise unavailable from error
        raise
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _worlds_fault(error: BaseException) -> Unavailable | None:
    """What to say where it is the world's fault and not ours; None for a wrong statement, which stays wrong."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if code & 0xFF in _DAMAGE:
        return Damaged(str(error))
    return Unavailable(str(error)) if code & 0xFF in _PASSING else None
