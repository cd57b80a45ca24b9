"""PostgreSQL, the engine for a resort that loses nothing when a machine dies: a schema of its own on a server.

It works as SQLite does: one connection writes and one reads, each with a thread of its own, and one transaction writes
at a time. Whoever writes holds the row of `writing`, so two processes never write side by side.

A connection that breaks while a commit is under way leaves open whether the commit took place. Each transaction
therefore stores its number in `commits`; the next connection reads it there.
"""

import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import psycopg

from db.address import Schema
from db.engine import Tx, Unavailable, Work, finish
from db.postgresql_connection import Threaded, check_server, unhurried
from db.postgresql_faults import first_line, worlds_fault, worlds_faults
from db.postgresql_lease import Lease, Watch, check, extend, hold, now, release, take
from db.postgresql_schema import bring_up_to_date, make_schema
from db.sql import Queries, load

T = TypeVar("T")

RECONNECT_SECONDS = 0.5
SECONDS_TOGETHER = 1.0  # after which a commit takes no more units: it also extends the lease
_NOTE_COMMIT = (
    "INSERT INTO commits (name, number) VALUES (%s, %s)"
    " ON CONFLICT (name) DO UPDATE SET number = excluded.number, begun_at = excluded.begun_at"
)


@cache
def queries() -> Queries:
    """The named queries, read when they are first used."""
    return load("psycopg", "postgresql")


class Postgresql:
    """The engine on one schema. Open it with `Postgresql.open`."""

    def __init__(self, where: Schema, lease: Lease | None = None) -> None:
        self._where = where
        self._lease = lease
        self.held_at = self._extended_at = now()
        self._name = secrets.token_hex(8)  # of this process, in `commits`
        self._number = 0
        self._stopping = threading.Event()
        self._writer = Threaded(where)
        self._reader = Threaded(where, reading=True)

    @classmethod
    async def open(cls, where: Schema, lease: Lease | None = None) -> "Postgresql":
        """Connect, and make or migrate the schema. Raises `Unsuitable`, or `Unavailable` without a server.

        With a lease, nothing is committed any more once another process has taken the resort.
        """
        engine = cls(where, lease)
        try:
            await engine._writer.run(engine._begin_use)
        except BaseException:
            await engine.close()
            raise
        return engine

    async def commit_together(self, works: list[Work[Any]]) -> list[Any]:
        """See `Engine.commit_together`."""
        return await self._writer.run(self._commit_together, works)

    async def read(self, work: Work[T]) -> T:
        """See `Engine.read`."""
        return await self._reader.run(self._read, work)

    async def clean(self, before: datetime) -> None:
        """Nothing is kept beside a schema: its server's own backups are."""

    async def empty_log(self) -> None:
        """The server recycles its own log."""

    async def close(self) -> None:
        """Close both connections."""
        self._stopping.set()
        await self._reader.close()
        await self._writer.close()

    def _begin_use(self, connection: psycopg.Connection[Any]) -> None:
        check_server(connection)
        with worlds_faults(), unhurried(connection):
            bring_up_to_date(connection, self._where.name)

    def _read(self, connection: psycopg.Connection[Any], work: Work[T]) -> T:
        """Read; a connection that had been cut since it was used last is made again, for nothing was done yet."""
        try:
            return read_snapshot(connection, work)
        except Unavailable:
            if not connection.closed:
                raise
            return read_snapshot(self._reader.again(), work)

    def _commit_together(self, connection: psycopg.Connection[Any], works: Sequence[Work[Any]]) -> list[Any]:
        tx = Tx(connection, queries())
        outcomes: list[Any] = []
        number = self._number + 1
        began = now()
        try:
            with connection.pipeline():  # one round trip
                connection.execute("BEGIN")
                held = hold(connection, self._lease)
                connection.execute(_NOTE_COMMIT, (self._name, number))
                connection.execute("SAVEPOINT unit")
            check(held)
            self.held_at = began
            for work in works:
                if outcomes:
                    connection.execute("RELEASE unit; SAVEPOINT unit", prepare=False)
                try:
                    outcomes.append(finish(work(tx)))
                except BaseException as error:
                    if connection.closed:
                        raise
                    connection.execute("ROLLBACK TO unit")
                    outcomes.append(worlds_fault(error) or error)
                # The row of `writing` is ours at least until the server finds this session idle.
                self.held_at = now()
                if self.held_at - began > SECONDS_TOGETHER:
                    break
        except BaseException as error:
            _roll_back(connection)
            self.held_at = self._extended_at
            raise (worlds_fault(error) or error) from error
        try:
            connection.execute("COMMIT")
        except psycopg.Error as error:
            self.held_at = self._extended_at
            if not connection.closed:
                _roll_back(connection)
                raise (worlds_fault(error) or error) from error
            if not self._took_place(number):
                raise Unavailable(str(error)) from error
        self.held_at = self._extended_at = began
        self._number = number
        return outcomes

    def _took_place(self, number: int) -> bool:
        """Whether a commit whose answer was lost took place: asked until the server answers, or this bot stops.

        Holding the row of `writing` means that the lost transaction has ended, one way or the other.
        """
        while True:
            try:
                connection = self._writer.again()
                with connection.transaction():
                    connection.execute("SELECT id FROM writing FOR UPDATE")
                    row = connection.execute("SELECT number FROM commits WHERE name = %s", (self._name,)).fetchone()
                return row is not None and bool(row[0] >= number)
            except (psycopg.Error, Unavailable) as error:
                if self._stopping.wait(RECONNECT_SECONDS):
                    raise Unavailable(first_line(error)) from error


class Candidate:
    """A process that wants to hold a resort's schema, with a connection for that alone."""

    def __init__(self, where: Schema, owner: str, *, begin: bool = True) -> None:
        self._where = where
        self._owner = owner
        self._begin = begin
        self._watch = Watch()
        self._connection = Threaded(where)
        self._ready = False

    async def take(self) -> Lease | None:
        """Take the resort, or None while another process holds it. Raises `Unsuitable` or `Unavailable`."""
        return await self._connection.run(self._take)

    async def extend(self, lease: Lease) -> None:
        """Keep the resort for as long again, beside whatever else is done with it. Raises `Unavailable`."""
        await self._connection.run(self._with, extend, lease)

    async def release(self, lease: Lease) -> None:
        """Give the resort up, so that another process need not wait. Raises `Unavailable`."""
        await self._connection.run(self._with, release, lease)

    async def close(self) -> None:
        """Close the connection, also where the server does not answer."""
        await self._connection.interrupt()
        await self._connection.close()

    def _take(self, connection: psycopg.Connection[Any]) -> Lease | None:
        with worlds_faults():
            if not self._ready:
                check_server(connection)
                if self._begin:
                    make_schema(connection, self._where.name)
                self._ready = True
            return take(connection, self._owner) or self._watch.take_silent(connection, self._owner)

    @staticmethod
    def _with(connection: psycopg.Connection[Any], does: Callable[..., None], lease: Lease) -> None:
        with worlds_faults():
            does(connection, lease)


def read_snapshot(connection: psycopg.Connection[Any], work: Work[T]) -> T:
    """Do `work` in one reading transaction of a connection. Raises `Unavailable`."""
    try:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return finish(work(Tx(connection, queries())))
    except psycopg.errors.ReadOnlySqlTransaction:
        raise
    except psycopg.Error as error:
        raise (worlds_fault(error) or error) from error
    finally:
        _roll_back(connection)


def _roll_back(connection: psycopg.Connection[Any]) -> None:
    if connection.closed:
        connection.close()
        return
    try:
        connection.execute("ROLLBACK")
    except psycopg.Error:
        connection.close()
