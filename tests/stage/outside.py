"""What a database holds, read or changed from outside, whichever engine keeps it."""

import sqlite3
from contextlib import closing
from typing import Any

from db.address import Address, Schema
from db.postgresql import connect
from db.sql import Row


def rows(where: Address, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query whose values stand at its question marks."""
    if isinstance(where, Schema):
        with closing(connect(where, reading=True)) as server:
            return [tuple(row) for row in server.execute(query.replace("?", "%s"), values).fetchall()]
    with closing(sqlite3.connect(f"file:{where}?mode=ro", uri=True, timeout=30)) as file:
        return file.execute(query, values).fetchall()


def named_rows(where: Address, query: str, *values: object) -> list[Row]:
    """The rows of a query, whose values have names."""
    if isinstance(where, Schema):
        with closing(connect(where, reading=True)) as server:
            return list(server.execute(query.replace("?", "%s"), values).fetchall())
    with closing(sqlite3.connect(f"file:{where}?mode=ro", uri=True, timeout=30)) as file:
        file.row_factory = sqlite3.Row
        return list(file.execute(query, values).fetchall())


def change(where: Address, statement: str, *values: object) -> None:
    """Carry out a statement and commit it."""
    if isinstance(where, Schema):
        with closing(connect(where)) as server:
            server.execute(statement.replace("?", "%s"), values)
        return
    with closing(sqlite3.connect(where, timeout=30)) as file, file:
        file.execute(statement, values)


def content(where: Address) -> bytes:
    """Everything that is stored: the files' bytes, or each value of each table."""
    if not isinstance(where, Schema):
        return b"".join(file.read_bytes() for file in sorted(where.parent.glob(f"{where.name}*")))
    with closing(connect(where, reading=True)) as server:
        tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        found = [value for (table,) in tables for row in server.execute(f"SELECT * FROM {table}") for value in row]  # noqa: S608
    return b"\0".join(value if isinstance(value, bytes) else str(value).encode() for value in found)
