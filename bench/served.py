"""The same databases on a PostgreSQL server of the benchmark's own: a file then only names its database there."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from bench.processes import folder
from db.address import Address, Schema
from db.copying import copy
from tests.stage.server import Server

_SERVED: dict[Path, Schema] = {}
_numbers = count(1)


def address(database: Path) -> Address:
    """Where the database of a file's name is."""
    return _SERVED.get(database, database)


@contextmanager
def server() -> Iterator[str]:
    """Run a server whose commits are synced to the disk; yields its address without a database."""
    with folder() as place:
        made = Server.make(place, shared_buffers="512MB", max_wal_size="4GB")
        made.start()
        try:
            yield made.url.rpartition("/")[0]
        finally:
            made.stop()


def serve(database: Path, on: str) -> None:
    """From now on a database is on the server: a new one there, with what the file holds if there is one."""
    name = f"bench_{next(_numbers)}"
    with psycopg.connect(f"{on}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    where = Schema(f"{on}/{name}")
    if database.exists():
        copy(database, where)
        with psycopg.connect(where.url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    _SERVED[database] = where
