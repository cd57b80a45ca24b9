"""Connections to a schema on PostgreSQL: how one is made, and one on a thread of its own that is made again."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import sql

from db.address import Schema
from db.postgresql_faults import not_connected, worlds_faults
from db.postgresql_lease import SECONDS as LEASE_SECONDS
from db.postgresql_rows import adapt, rows
from db.postgresql_schema import Unsuitable

T = TypeVar("T")

OLDEST_SERVER = 15
CONNECT_SECONDS = 3  # for each server of an address: a machine without power answers nothing at all
_SESSION = {  # whatever the server, the database or the role was set to
    "synchronous_commit": "on",  # a commit that was reported is on disk, and on the standby where one is set
    "statement_timeout": "60s",
    "lock_timeout": "0",
    "idle_session_timeout": "0",
    "default_transaction_isolation": "read committed",
    "extra_float_digits": "1",  # a place comes back as it was stored
    # a machine that is gone keeps no lock for the hours that a server waits by itself
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10s",
    "jit": "off",  # compiling takes 60 ms, each time; our statements take a few milliseconds
    "timezone": "UTC",
}
# How long a session may do nothing inside a transaction. A bot that hangs or was cut off holds the row of `writing`,
# and with it whoever takes over; reading holds nobody up.
_IDLE_WRITING, _IDLE_READING = f"{LEASE_SECONDS - 1}s", "5min"


def connect(where: Schema, *, reading: bool = False) -> psycopg.Connection[Any]:
    """A connection to a schema. Raises `Unavailable`."""
    settings = {
        **_SESSION,
        "search_path": where.name,
        "idle_in_transaction_session_timeout": _IDLE_READING if reading else _IDLE_WRITING,
        **({"default_transaction_read_only": "on"} if reading else {}),
    }
    try:
        connection = psycopg.connect(
            where.url,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            application_name="siaga",
            row_factory=rows,
            prepare_threshold=1,
            options=" ".join(f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in settings.items()),
            # a standby may not show yet what was committed: it is not read from either
            target_session_attrs="primary" if reading else "read-write",
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=10_000,
        )
    except psycopg.Error as error:
        raise not_connected(error) from None
    connection.prepared_max = 1000
    adapt(connection)
    return connection


@contextmanager
def unhurried(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """While the block runs a statement may take as long as it does, and so may what lies between two of them.

    For what is done alone and once: a migration of a big table, a resort that is filled from a backup.
    """
    names = ("statement_timeout", "idle_in_transaction_session_timeout")
    before = [connection.execute(f"SHOW {name}").fetchone() for name in names]
    for name in names:
        connection.execute(f"SET {name} = 0")
    yield
    for name, row in zip(names, before, strict=True):
        assert row is not None
        connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(name), sql.Literal(row[0])))


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


class Threaded:
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
