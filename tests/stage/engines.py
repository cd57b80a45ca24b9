"""The database of one test: a file of SQLite, or with TEST_ENGINE=postgresql a database of its own on a server."""

import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest

from db.address import Address, Schema
from db.copying import copy
from db.migrate import migrate
from db.postgresql_connection import connect
from db.postgresql_schema import bring_up_to_date
from tests.stage.begun import begin
from tests.stage.server import programs, server

POSTGRESQL = os.environ.get("TEST_ENGINE") == "postgresql"
_numbers = itertools.count(1)
_RUNNING = ExitStack()
_MADE: list[Schema] = []
stop_server = _RUNNING.close


def new_database(folder: Path) -> Address:
    """An empty database with every table, as the first start makes it."""
    if not POSTGRESQL:
        begin(folder / "siaga.db")
        return folder / "siaga.db"
    return new_schema()


def new_schema() -> Schema:
    """An empty schema with every table, on the server of this process's tests."""
    if programs() is None:
        pytest.skip("there is no PostgreSQL on this machine (apt-get install postgresql)")
    address = _template()
    name = f"test_{next(_numbers)}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE begun STRATEGY file_copy")
    _MADE.append(Schema(f"{address}/{name}"))
    return _MADE[-1]


@contextmanager
def going() -> Iterator[None]:
    """The databases on the server that a test makes go with it: 14 MiB each, and they lie in memory."""
    before = len(_MADE)
    yield
    if len(_MADE) == before:
        return
    with psycopg.connect(f"{_template()}/postgres", autocommit=True) as connection:
        while len(_MADE) > before:
            connection.execute(f"DROP DATABASE {_MADE.pop().url.rpartition('/')[2]} WITH (FORCE)")


def moved(file: Path, where: Address) -> None:
    """Bring a file of SQLite, of this release or an earlier one, to where the bot's database is."""
    if file == where:
        return
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        migrate(connection)
    copy(file, where)


@cache
def _template() -> str:
    """The address of this process's server, on which the database `begun` has every table."""
    address = _RUNNING.enter_context(server()).rpartition("/")[0]
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE begun")
    with connect(Schema(f"{address}/begun")) as connection:
        bring_up_to_date(connection, "siaga")
    return address
