"""What a database says, read beside whoever uses it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

from bench.served import address
from db.address import Schema
from tests.stage.outside import rows

_SIZES = (
    "SELECT relname, pg_relation_size(oid) / 1048576.0 FROM pg_class"
    " WHERE relkind IN ('r', 'i') AND relnamespace = current_schema()::regnamespace ORDER BY 2 DESC"
)


def fact(database: Path, query: str, *values: object) -> tuple[int | str, ...]:
    """A row the measurement must know to ask for it; empty when there is none."""
    found = rows(address(database), query, *values)
    return found[0] if found else ()


def sizes(database: Path) -> list[tuple[str, float]]:
    """Each table and each index by itself, in MiB, the largest first."""
    if isinstance(address(database), Schema):
        return cast("list[tuple[str, float]]", rows(address(database), _SIZES))
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT name, sum(pgsize) / 1048576.0 FROM dbstat GROUP BY name ORDER BY 2 DESC")
        return cast("list[tuple[str, float]]", found.fetchall())
