"""PostgreSQL, the engine for a resort that loses nothing when a machine dies: a schema of its own on a server.

It works as SQLite does: one connection writes and one reads, each with a thread of its own, and one transaction writes
at a time. Whoever writes holds the row of `writing`, so two processes never write side by side.

A connection that breaks while a commit is under way leaves open whether the commit took place. Each transaction
therefore stores its number in `commits`; the next connection reads it there.
"""

import asyncio
import contextlib
import functools
import logging
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from psycopg.adapt import Dumper, Loader
from psycopg.types.numeric import Int8Dumper

from db.address import Schema
from db.engine import Damaged, Tx, Unavailable, Work, finish
from db.postgresql_lease import SECONDS as LEASE_SECONDS
from db.postgresql_lease import Lease, extend, hold, now, release, take
from db.postgresql_schema import Unsuitable, bring_up_to_date, make_schema
from db.sql import load

log = logging.getLogger(__name__)

T = TypeVar("T")

QUERIES = load("psycopg", "postgresql")
OLDEST_SERVER = 15
CONNECT_SECONDS = 3  # for each server of an address: a machine without power answers nothing at all
RECONNECT_SECONDS = 0.5
SECONDS_TOGETHER = 1.0  # after which a commit takes no more units: it also extends the lease
_SESSION = {
    "synchronous_commit": "on",  # a commit that was reported is on disk, and on the standby where one is set
    "statement_timeout": "60s",
    "jit": "off",  # compiling takes 60 ms, each time; our statements take a few milliseconds
    "timezone": "UTC",
}
# How long a session may do nothing inside a transaction. A bot that hangs or was cut off holds the row of `writing`,
# and with it whoever takes over; reading holds nobody up.
_IDLE_WRITING, _IDLE_READING = f"{LEASE_SECONDS - 1}s", "5min"
_PASSING = (  # see the server's list of error codes: the class, or the whole code
    *("08", "53", "57", "40"),  # connection, resources (full disk, too many connections), shut down, deadlock
    *("25006", "25P03", "55P03"),  # read-only (a standby), idle for too long, locked
    "42501",  # a right that was taken away, and may be given back
)
# What a server says that will not let us in, and what to do; the words are those of a server that speaks English.
_REFUSALS = (
    ("password authentication failed", "the password or the role in the address is wrong, or the password expired"),
    ("is not permitted to log in", "give the role back its LOGIN"),
    ("no password supplied", "the address names no password: postgresql://ROLE:PASSWORD@HOST/DATABASE"),
    ("no pg_hba.conf entry", "the server lets nobody in from this machine: add a line to its pg_hba.conf"),
    ("does not exist", "make the role and the database with deploy/postgresql/role.sql"),
    ("permission denied", "give the role its rights with deploy/postgresql/role.sql"),
    ("no schema has been selected", "give the role its rights on the schema with deploy/postgresql/role.sql"),
    ("invalid integer value", "the address is misspelt"),
    ("invalid port number", "the address is misspelt"),
    ("invalid connection option", "the address is misspelt behind its question mark"),
    ("invalid URI query parameter", "the address is misspelt behind its question mark"),
    ("invalid sslmode value", "the address is misspelt behind its question mark"),
    ("server does not support SSL", "let the server take encrypted connections (ssl = on)"),
)
_HINTS = (
    ("hot standby mode", "a standby that nobody has promoted"),
    ("read-only", "a standby that nobody has promoted, or a server set to read-only"),
    ("No space left on device", "the server's disk is full: make room there"),
    ("could not extend file", "the server's disk is full: make room there"),
    ("could not write init file", "the server's disk is full: make room there"),
    ("Connection refused", "is PostgreSQL running there, and listening on this address?"),
    ("failed to resolve host", "the name is not known here"),
    ("timeout expired", "check the network and the firewall"),
    ("No route to host", "check the network and the firewall"),
    ("starting up", "wait until the server has recovered"),
    ("shutting down", "start the server again"),
    ("too many connections", "raise the role's CONNECTION LIMIT or the server's max_connections"),
)
_NOTE_COMMIT = (
    "INSERT INTO commits (name, number) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET number = excluded.number"
)
_DAMAGE = ("XX001", "XX002")


class Denied(Unavailable):
    """The server does not let us in until a person has put something right; the text says what."""


class Postgresql:
    """The engine on one schema. Open it with `Postgresql.open`."""

    def __init__(self, where: Schema, lease: Lease | None = None) -> None:
        self._where = where
        self._lease = lease
        self.held_at = self._extended_at = now()
        self._name = secrets.token_hex(8)  # of this process, in `commits`
        self._number = 0
        self._stopping = threading.Event()
        self._writer = _Connection(where)
        self._reader = _Connection(where, reading=True)

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
        with worlds_faults():
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
        tx = Tx(connection, QUERIES)
        outcomes: list[Any] = []
        number = self._number + 1
        began = now()
        try:
            connection.execute("BEGIN")
            hold(connection, self._lease)
            self.held_at = began
            connection.execute(_NOTE_COMMIT, (self._name, number))
            for work in works:
                connection.execute("SAVEPOINT unit")
                try:
                    outcomes.append(finish(work(tx)))
                except BaseException as error:
                    if connection.closed:
                        raise
                    connection.execute("ROLLBACK TO unit")
                    outcomes.append(_worlds_fault(error) or error)
                connection.execute("RELEASE unit")
                # The row of `writing` is ours at least until the server finds this session idle.
                self.held_at = now()
                if self.held_at - began > SECONDS_TOGETHER:
                    break
        except BaseException as error:
            _roll_back(connection)
            self.held_at = self._extended_at
            raise (_worlds_fault(error) or error) from error
        try:
            connection.execute("COMMIT")
        except psycopg.Error as error:
            self.held_at = self._extended_at
            if not connection.closed:
                _roll_back(connection)
                raise (_worlds_fault(error) or error) from error
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
                    raise Unavailable(_first_line(error)) from error


class Candidate:
    """A process that wants to hold a resort's schema, with a connection for that alone."""

    def __init__(self, where: Schema, owner: str) -> None:
        self._where = where
        self._owner = owner
        self._connection = _Connection(where)
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
                make_schema(connection, self._where.name)
                self._ready = True
            return take(connection, self._owner)

    @staticmethod
    def _with(connection: psycopg.Connection[Any], does: Callable[..., None], lease: Lease) -> None:
        with worlds_faults():
            does(connection, lease)


class _Connection:
    """A connection on a thread of its own, made again when it breaks."""

    def __init__(self, where: Schema, *, reading: bool = False) -> None:
        self._where = where
        self._reading = reading
        self._thread = ThreadPoolExecutor(1, "postgresql")
        self._busy = False  # set on its thread
        self._connection: psycopg.Connection[Any] | None = None

    async def run(self, function: Callable[..., T], *values: object) -> T:
        """Run a function on this thread, with the connection as its first argument. Raises `Unavailable`."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._call, function, values)

    async def close(self) -> None:
        """Close it, and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    async def interrupt(self) -> None:
        """Let the server drop what it is doing for us, if it is doing anything."""
        if self._busy and (connection := self._connection) is not None:
            with contextlib.suppress(psycopg.Error, TimeoutError):
                async with asyncio.timeout(CONNECT_SECONDS):
                    await asyncio.to_thread(connection.cancel)

    def again(self) -> psycopg.Connection[Any]:
        """A new connection in place of a broken one; called on this thread. Raises `Unavailable`."""
        self._close()
        self._connection = connect(self._where, reading=self._reading)
        return self._connection

    def _call(self, function: Callable[..., T], values: tuple[object, ...]) -> T:
        self._busy = True
        try:
            connection = self._connection
            if connection is None or connection.closed:
                connection = self.again()
            return function(connection, *values)
        finally:
            self._busy = False

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def connect(where: Schema, *, reading: bool = False) -> psycopg.Connection[Any]:
    """A connection to a schema. Raises `Unavailable`."""
    try:
        connection = psycopg.connect(
            where.url,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            application_name="siaga",
            row_factory=_rows,
            prepare_threshold=1,
            options=f"-c search_path={where.name}",
            # a standby may not show yet what was committed: it is not read from either
            target_session_attrs="primary" if reading else "read-write",
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=10_000,
        )
    except psycopg.Error as error:
        raise _not_connected(error) from None
    connection.prepared_max = 1000
    connection.adapters.register_dumper(int, Int8Dumper)  # whichever its size: one statement is prepared once
    connection.adapters.register_dumper(bool, _BoolAsInt)
    connection.adapters.register_loader("bool", _IntOfBool)
    connection.adapters.register_loader("numeric", _IntOfNumeric)
    try:
        idle = _IDLE_READING if reading else _IDLE_WRITING
        for name, value in (*_SESSION.items(), ("idle_in_transaction_session_timeout", idle)):
            connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        if reading:
            connection.execute("SET default_transaction_read_only = on")
    except psycopg.Error as error:
        connection.close()
        raise Unavailable(_first_line(error)) from None
    return connection


def ask(where: Schema, question: Callable[[psycopg.Connection[Any]], T]) -> T:
    """Ask a server something, over a reading connection of its own. Raises `Unavailable`."""
    with closing(connect(where, reading=True)) as connection, worlds_faults():
        return question(connection)


def check_server(connection: psycopg.Connection[Any]) -> None:
    """Whether the server can keep what a person was told. Raises `Unsuitable`."""
    version = connection.info.server_version // 10_000
    if version < OLDEST_SERVER:
        raise Unsuitable(f"PostgreSQL {version} is too old: {OLDEST_SERVER} or newer is needed")
    if (encoding := connection.info.parameter_status("server_encoding")) != "UTF8":
        raise Unsuitable(f"the database holds {encoding}: make it anew with ENCODING 'UTF8'")
    for setting in ("fsync", "full_page_writes"):
        row = connection.execute(f"SHOW {setting}").fetchone()
        if row is not None and row[0] != "on":
            raise Unsuitable(
                f"the server's setting {setting} is {row[0]}: a power cut would lose reports, set it to on"
            )


def read_snapshot(connection: psycopg.Connection[Any], work: Work[T]) -> T:
    """Do `work` in one reading transaction of a connection. Raises `Unavailable`."""
    try:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return finish(work(Tx(connection, QUERIES)))
    except psycopg.errors.ReadOnlySqlTransaction:
        raise
    except psycopg.Error as error:
        raise (_worlds_fault(error) or error) from error
    finally:
        _roll_back(connection)


@contextmanager
def worlds_faults() -> Iterator[None]:
    """What is the world's fault, such as a lost connection, is `Unavailable`."""
    try:
        yield
    except psycopg.Error as error:
        raise (_worlds_fault(error) or error) from error


def _roll_back(connection: psycopg.Connection[Any]) -> None:
    if connection.closed:
        connection.close()
        return
    try:
        connection.execute("ROLLBACK")
    except psycopg.Error:
        connection.close()


def _worlds_fault(error: BaseException) -> Unavailable | None:
    """What to say where it is the world's fault and not ours; None for a wrong statement, which stays wrong."""
    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate or ""
    if code in _DAMAGE:
        return Damaged(_first_line(error))
    if isinstance(error, psycopg.errors.UndefinedTable):  # every one was there when this program began
        return Denied(f"{_first_line(error)} (its schema was dropped or renamed: put it back, or restore a backup)")
    if isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.InvalidSchemaName):
        return Denied(_with_hint(_first_line(error), _REFUSALS))
    lost = not code and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return Unavailable(_with_hint(_first_line(error), _HINTS)) if lost or code.startswith(_PASSING) else None


def _not_connected(error: psycopg.Error) -> Unavailable:
    """Why there is no connection: of several servers, what the one says that answered."""
    lines = [line.strip().removeprefix("connection failed: ") for line in str(error).splitlines() if line.strip()]
    for table, kind in ((_REFUSALS, Denied), (_HINTS, Unavailable)):
        for line in lines:
            if (said := _with_hint(line, table)) != line:
                return kind(said)
    return Unavailable(lines[0] if lines else "")


def _with_hint(said: str, table: Sequence[tuple[str, str]]) -> str:
    return next((f"{said} ({hint})" for words, hint in table if words in said), said)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]


class _BoolAsInt(Dumper):
    """A column of yes and no holds 1 and 0, as in SQLite."""

    oid = psycopg.adapters.types["int8"].oid

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"


class _IntOfBool(Loader):
    """What a comparison gives is 1 or 0, as in SQLite."""

    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _IntOfNumeric(Loader):
    """A sum of whole numbers is one."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


@functools.cache
def _row_class(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    places = {name: place for place, name in enumerate(names)}

    class Row(tuple[Any, ...]):
        """A row with its values in order, and each by name or place, as `sqlite3.Row`."""

        __slots__ = ()

        def __getitem__(self, key: Any) -> Any:
            return tuple.__getitem__(self, places[key] if isinstance(key, str) else key)

        def keys(self) -> list[str]:
            return list(names)

    return Row


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Any]:
    return _row_class(tuple(column.name for column in cursor.description or ()))
