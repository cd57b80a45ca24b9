"""A consistent view of the database for a process beside the bot: it can change nothing and holds up nobody."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from db.engine import Work
from db.sqlite import BUSY_SECONDS, on_snapshot
from db.vault import Vault

T = TypeVar("T")


def read(path: Path, work: Work[T], vault: Vault | None = None) -> T:
    """Do `work` on what is committed now; it waits for nothing but its transaction. Raises `Unavailable`."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        return on_snapshot(connection, lambda tx: work(tx.holding(vault)))
