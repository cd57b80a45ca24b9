"""What a database says, read beside whoever uses it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast


def fact(database: Path, query: str, *values: object) -> tuple[int | str, ...]:
    """A row the measurement must know to ask for it; empty when there is none."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        row: tuple[int | str, ...] = connection.execute(query, values).fetchone() or ()
    return row


def sizes(database: Path) -> list[tuple[str, float]]:
    """Each table with its indexes and each index alone, in MiB, the largest first."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT name, sum(pgsize) / 1048576.0 FROM dbstat GROUP BY name ORDER BY 2 DESC")
        return cast("list[tuple[str, float]]", found.fetchall())
