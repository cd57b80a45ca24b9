"""Copying a whole resort from one database into another, empty one, whichever engines keep them.

The source is read in one snapshot, so a bot may go on writing to it. Rows keep their numbers, so seals, links of the
memory and buttons in people's chats stay valid.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Protocol

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from db import postgresql, sqlite
from db.address import Address, Schema
from db.engine import Tx, Work, finish
from db.migrate import migrate
from db.postgresql_connection import connect, unhurried
from db.postgresql_faults import worlds_faults
from db.postgresql_lease import hold
from db.postgresql_schema import bring_up_to_date, set_sequences

AT_ONCE = 2_000
_OWN = frozenset(["migrations", "writing", "commits"])  # of an engine, not of a resort


class CannotCopy(Exception):
    """Nothing was copied; the text says why."""


class _Side(Protocol):
    def tables(self) -> dict[str, list[str]]: ...
    def migrations(self) -> list[str]: ...
    def transaction(self) -> Tx: ...
    def read(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]: ...
    def count(self, table: str) -> int: ...
    def write(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None: ...


def copy(source: Address, target: Address, check: Work[object] | None = None) -> dict[str, int]:
    """Copy everything and return how many rows each table holds; the target has to be empty.

    Raises `CannotCopy`, `Unavailable`, or SQLite's own error.

    The target is filled in one transaction: it holds all of the source or nothing. Nothing, too, where `check`, which
    reads the source, raises.
    """
    with ExitStack() as open_:
        origin = open_.enter_context(_reading(source))
        copied = open_.enter_context(_filling(target))
        _check_releases(source, origin, copied)
        if check is not None:
            finish(check(origin.transaction()))
        counts = {}
        for table, columns in origin.tables().items():
            if copied.count(table):
                raise CannotCopy(f"{target} is not empty: nothing is written over; {away(target)} first")
            for rows in origin.read(table, columns):
                copied.write(table, columns, rows)
            counts[table] = copied.count(table)
            if counts[table] != origin.count(table):
                raise CannotCopy(f"{table}: {origin.count(table)} rows became {counts[table]}")
    return counts


def compare(source: Address, target: Address) -> dict[str, int]:
    """How many rows each table holds on both sides. Raises `CannotCopy` where they differ in any row."""
    with ExitStack() as open_:
        origin, copied = open_.enter_context(_reading(source)), open_.enter_context(_reading(target))
        _check_releases(source, origin, copied)
        found = {
            table: (_content(origin, table, columns), _content(copied, table, columns))
            for table, columns in origin.tables().items()
        }
    if different := [table for table, (one, other) in found.items() if one != other]:
        raise CannotCopy(
            f"{target} holds a resort that is not as {source} is now ({', '.join(different[:3])}"
            f"{f' and {len(different) - 3} more tables' if len(different) > 3 else ''} differ), nothing is written"
            f" over: set DATABASE_URL to it if it is the one to go on with, or {away(target)} first"
        )
    return {table: count for table, ((count, _), _) in found.items()}


def _check_releases(source: Address, origin: "_Side", copied: "_Side") -> None:
    if origin.migrations() != copied.migrations():
        raise CannotCopy(f"{source} is of another release: bring it up to date with `bot.py migrate` first")


def _content(side: "_Side", table: str, columns: Sequence[str]) -> tuple[int, int]:
    """How many rows a table has, and a sum over them that is the same in whichever order they come."""
    count = total = 0
    for rows in side.read(table, columns):
        count += len(rows)
        for row in rows:
            total += int.from_bytes(hashlib.blake2b(repr(tuple(row)).encode(), digest_size=16).digest())
    return count, total


def away(where: Address) -> str:
    """How to get what is there out of the way."""
    return "put its schema away (docs/operators.md)" if isinstance(where, Schema) else f"move {where}* away"


@contextmanager
def _reading(where: Address) -> Iterator[_Side]:
    if isinstance(where, Schema):
        with closing(connect(where, reading=True)) as server, worlds_faults(), unhurried(server), server.transaction():
            server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield _Server(server)
        return
    if not where.is_file():
        raise CannotCopy(f"there is no database at {where}")
    with closing(sqlite3.connect(f"{where.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as file:
        file.execute("BEGIN")
        yield _File(file)


@contextmanager
def _filling(where: Address) -> Iterator[_Side]:
    if isinstance(where, Schema):
        with closing(connect(where)) as server, worlds_faults(), unhurried(server):
            bring_up_to_date(server, where.name)
            with server.transaction():
                hold(server, None)  # however long it takes, nobody else writes before it is whole
                with _without_keys(server):
                    yield _Server(server)
                    set_sequences(server)
            server.execute("ANALYZE")  # until the server does it by itself it would guess
        return
    where.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    where.touch(mode=0o600)
    with closing(sqlite3.connect(where, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")  # what was stopped in the middle can be looked at as it is
        migrate(file)
        file.execute("PRAGMA synchronous = FULL")
        file.execute("BEGIN IMMEDIATE")  # foreign keys are off: tables come in any order
        yield _File(file)
        if (broken := file.execute("PRAGMA foreign_key_check").fetchone()) is not None:
            raise CannotCopy(f"{broken[0]} points to a row that is not there")
        file.execute("COMMIT")


@contextmanager
def _without_keys(server: psycopg.Connection[Any]) -> Iterator[None]:
    """Foreign keys are checked at the end: tables come in any order, and some point to each other."""
    keys = server.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    ).fetchall()
    for table, name, _ in keys:
        server.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table, name, definition in keys:
        server.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


class _File:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def tables(self) -> dict[str, list[str]]:
        names = [name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [str(row[1]) for row in self._connection.execute(f"PRAGMA table_info({name})")]
            for name in sorted(names)
            if name not in _OWN
        }

    def migrations(self) -> list[str]:
        return sorted(str(name) for (name,) in self._connection.execute("SELECT name FROM migrations"))

    def transaction(self) -> Tx:
        return Tx(self._connection, sqlite.queries())

    def read(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        cursor = self._connection.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - our own names
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows

    def count(self, table: str) -> int:
        (count,) = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        return int(count)

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        places = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608


class _Server:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def tables(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for table, column in self._connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
        ).fetchall():
            if table not in _OWN:
                found.setdefault(str(table), []).append(str(column))
        return found

    def migrations(self) -> list[str]:
        return [
            str(name) for (name,) in self._connection.execute('SELECT name FROM migrations ORDER BY name COLLATE "C"')
        ]

    def transaction(self) -> Tx:
        return Tx(self._connection, postgresql.queries())

    def read(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        with self._connection.cursor(f"copy_{table}", row_factory=tuple_row) as cursor:
            cursor.execute(sql.SQL("SELECT {} FROM {}").format(_names(columns), sql.Identifier(table)))
            while rows := cursor.fetchmany(AT_ONCE):
                yield rows

    def count(self, table: str) -> int:
        row = self._connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        assert row is not None
        return int(row[0])

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _names(columns))
        with self._connection.cursor() as cursor, cursor.copy(statement) as pipe:
            for row in rows:
                pipe.write_row(row)


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(column) for column in columns)
