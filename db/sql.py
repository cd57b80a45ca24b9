"""The named queries: every statement lives in `db/queries/`, loaded by aiosql as `file.name`."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import aiosql

Queries = dict[str, Callable[..., Any]]


class Row(Protocol):
    """A row of a result: its values in order, and each by name or place."""

    def __getitem__(self, key: str | int, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...

    def keys(self) -> list[str]: ...


def load(driver: str, dialect: str) -> Queries:
    """The named queries for a driver that aiosql knows: those of all engines, and the few of its own dialect."""
    loaded: Queries = {}
    folder = Path(__file__).parent / "queries"
    for file in sorted([*folder.glob("*.sql"), *(folder / dialect).glob("*.sql")]):
        text = file.read_text(encoding="utf-8")
        queries = aiosql.from_str(text.replace("%", "%%") if driver == "psycopg" else text, driver)
        for name in queries.available_queries:
            if not name.endswith("_cursor"):
                loaded[f"{file.stem}.{name}"] = getattr(queries, name)
    return loaded
