"""The database: whole transactions in, whole transactions out, and several small ones share one fsync.

A unit of work is a coroutine function that takes a `Tx`. It runs from its first statement to its last on the
database's own thread and may wait for nothing but the database: a call to Telegram inside it raises at once.
Units that arrive together are committed together, each in its own savepoint: one that fails undoes only itself.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from db.migrate import keep_copy, migrate, remove_copies
from db.sql import QUERIES, Row
from metrics.observer import NOBODY, Observer

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[["Tx"], Coroutine[Any, Any, T]]

MOST_TOGETHER = 128
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


class Unavailable(Exception):
    """The database could not take the work now (locked, disk full): nothing was stored, try again."""


class Damaged(Unavailable):
    """The file itself is broken: nothing was stored, and nothing will be until a backup is put in place."""


class Tx:
    """An open transaction: named queries from `db/queries/`, `await tx.one("chats.by_id", id=…)`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def one(self, query: str, **values: object) -> Row | None:
        """The first row of a `^` query, or None."""
        return cast("Row | None", QUERIES[query](self._connection, **values))

    async def all(self, query: str, **values: object) -> list[Row]:
        """All rows of a query without a mark."""
        return list(QUERIES[query](self._connection, **values))

    async def value(self, query: str, **values: object) -> Any:
        """The first column of the first row of a `^` query, or None."""
        row = QUERIES[query](self._connection, **values)
        return None if row is None else row[0]

    async def run(self, query: str, **values: object) -> int:
        """Carry out a `!` query; returns how many rows it changed."""
        return cast(int, QUERIES[query](self._connection, **values))


class Database:
    """One writing connection and one reading connection to a database. Open it with `Database.open`."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection, observer: Observer = NOBODY
    ) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader
        self._waiting: list[tuple[Work[Any], asyncio.Future[Any]]] = []
        self._committing: asyncio.Task[None] | None = None
        self.damaged = asyncio.Event()  # set once the file is found broken: whoever runs us should leave, and say so
        self._observer = observer

    @classmethod
    async def open(cls, path: Path, observer: Observer = NOBODY) -> "Database":
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
        return cls(path, writer, reader, observer)

    async def close(self) -> None:
        """Finish what is being committed and close."""
        while self._committing is not None:
            await self._committing
        await self._reader.close()
        await self._writer.close()

    async def clean(self, before: datetime) -> None:
        """Empty the write-ahead log, and remove the copies kept before upgrades that are older than a moment."""
        await self.empty_log()
        remove_copies(self.path, before)

    async def empty_log(self) -> None:
        """Empty the write-ahead log: what was erased stays in it otherwise until it is written over."""
        await _on_thread(self._writer, _truncate_log)

    async def write(self, work: Work[T]) -> T:
        """Do `work` in one transaction; returns its result once that is on disk.

        Whatever `work` raises comes out here, after its own changes were undone; `Unavailable` is for now only.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_waiting())
        return await future

    async def read(self, work: Work[T]) -> T:
        """Do `work` on a snapshot of what is committed; it may change nothing. Raises `Unavailable` like `write`."""
        try:
            result: T = await _on_thread(self._reader, on_snapshot, work)
        except Damaged:
            self.damaged.set()
            raise
        return result

    async def _commit_waiting(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                began = time.perf_counter()
                try:
                    outcomes = await _on_thread(self._writer, _commit_together, [work for work, _ in batch])
                except BaseException as error:  # noqa: BLE001 - it goes to everyone who waits
                    outcomes = [error] * len(batch)
                well = not any(isinstance(outcome, Unavailable) for outcome in outcomes)
                self._observer.committed(len(batch), time.perf_counter() - began, well)
                if any(isinstance(outcome, Damaged) for outcome in outcomes):
                    self.damaged.set()
                for (_, future), outcome in zip(batch, outcomes, strict=True):
                    if future.done():
                        continue
                    if isinstance(outcome, BaseException):
                        future.set_exception(outcome)
                    else:
                        future.set_result(outcome)
        finally:
            self._committing = None


def path_of(url: str) -> Path:
    """The file that a `sqlite:///path` address means. Raises `ValueError` on any other."""
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite" or not path:
        raise ValueError("expected sqlite:///PATH")
    return Path(path)


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
    tx = Tx(connection)
    outcomes: list[Any] = []
    try:
        connection.execute("BEGIN IMMEDIATE")
        for work in works:
            connection.execute("SAVEPOINT unit")
            try:
                outcomes.append(_finish(work(tx)))
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
        return _finish(work(Tx(connection)))
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


def _finish(work: Awaitable[T]) -> T:
    """Run a coroutine that waits for nothing but its transaction to its end."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as done:
        return cast(T, done.value)
    if isinstance(work, Coroutine):
        work.close()
    raise RuntimeError("a transaction may wait for nothing but its database")
