"""What the database of a bot that runs as a process of its own says, read beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path


def rows_of(database: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    """The rows of a query."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        return connection.execute(query, values).fetchall()
