"""A consistent view of the database for a process beside the bot: it can change nothing and holds up nobody."""

import sqlite3
from contextlib import closing
from typing import TypeVar

from db import postgresql
from db.address import Address, Schema
from db.engine import Work
from db.postgresql_connection import connect
from db.sqlite import BUSY_SECONDS, on_snapshot
from db.vault import Vault

T = TypeVar("T")


def read(where: Address, work: Work[T], vault: Vault | None = None) -> T:
    """Do `work` on what is committed now; it waits for nothing but its transaction. Raises `Unavailable`."""
    if isinstance(where, Schema):
        with closing(connect(where, reading=True)) as connection:
            return postgresql.read_snapshot(connection, lambda tx: work(tx.holding(vault)))
    address = f"{where.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)) as file:
        file.row_factory = sqlite3.Row
        file.execute("PRAGMA query_only = ON")
        return on_snapshot(file, lambda tx: work(tx.holding(vault)))
