"""What a database holds, read or changed from outside, whichever engine keeps it."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg

from db.address import Address, Schema
from db.postgresql_connection import connect
from db.sql import Row
from tests.stage.server import programs


def rows(where: Address, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query whose values stand at its question marks."""
    if isinstance(where, Schema):
        with closing(connect(where, reading=True)) as server:
            return [tuple(row) for row in server.execute(_placed(query), values).fetchall()]
    with closing(sqlite3.connect(f"file:{where}?mode=ro", uri=True, timeout=30)) as file:
        return file.execute(query, values).fetchall()


def named_rows(where: Address, query: str, *values: object) -> list[Row]:
    """The rows of a query, whose values have names."""
    if isinstance(where, Schema):
        with closing(connect(where, reading=True)) as server:
            return list(server.execute(_placed(query), values).fetchall())
    with closing(sqlite3.connect(f"file:{where}?mode=ro", uri=True, timeout=30)) as file:
        file.row_factory = sqlite3.Row
        return list(file.execute(query, values).fetchall())


def change(where: Address, statement: str, *values: object, with_keys: bool = True) -> None:
    """Carry out a statement and commit it. No foreign key holds here in a file, and on a server only `with_keys`."""
    if isinstance(where, Schema):
        with closing(connect(where)) as server:
            if not with_keys:
                server.execute("SET session_replication_role = replica")
            server.execute(_placed(statement), values)
        return
    with closing(sqlite3.connect(where, timeout=30)) as file, file:
        file.execute(statement, values)


def _placed(query: str) -> str:
    """A query with PostgreSQL's marks for its values."""
    return query.replace("%", "%%").replace("?", "%s")


def is_whole(where: Address) -> bool:
    """Whether a file's own check finds nothing broken in it; a server checks what it reads itself."""
    return isinstance(where, Schema) or rows(where, "PRAGMA integrity_check") == [("ok",)]


def content(where: Address) -> bytes:
    """Everything that is stored: the files' bytes, or each value of each table."""
    if not isinstance(where, Schema):
        return b"".join(file.read_bytes() for file in sorted(where.parent.glob(f"{where.name}*")))
    with closing(connect(where, reading=True)) as server:
        tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        found = [value for (table,) in tables for row in server.execute(f"SELECT * FROM {table}") for value in row]
    return b"\0".join(value if isinstance(value, bytes) else str(value).encode() for value in found)


def dump(where: Address) -> str:
    """The whole database as SQL, by the engine's command-line tool where there is one."""
    if isinstance(where, Schema):
        folder = programs()
        assert folder is not None
        command = [str(folder / "pg_dump"), "--inserts", "--schema", where.name, where.url]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return told.replace(f" {where.name}.", " ")
    if tool := shutil.which("sqlite3"):
        return subprocess.run([tool, where, ".dump"], check=True, capture_output=True, text=True).stdout
    with closing(sqlite3.connect(where)) as connection:
        return "\n".join(connection.iterdump())


@contextmanager
def unusable(where: Address) -> Iterator[None]:
    """The database while the bot cannot use it: another writes to its file, or its server takes no connection."""
    if isinstance(where, Schema):
        parts = urlsplit(where.url)
        name = parts.path.removeprefix("/")
        with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
            try:
                yield
            finally:
                server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        return
    with closing(sqlite3.connect(where, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
