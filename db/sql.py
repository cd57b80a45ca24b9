"""The named queries: every statement lives in `db/queries/`, loaded by aiosql as `file.name`.

What several statements say in the same words is written once, as `-- part: NAME`, and stands in them as `{NAME}`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import aiosql

_PART = re.compile(r"^-- part: (\w+)\n(.*?)(?=^-- (?:part|name): )", re.MULTILINE | re.DOTALL)


class Row(Protocol):
    """A row of a result: its values in order, and each by name or place."""

    def __getitem__(self, key: str | int, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...

    def keys(self) -> list[str]: ...


class Queries(dict[str, Callable[..., Any]]):
    """The named queries of one engine."""

    def each(self, connection: Any, name: str, values: Sequence[Mapping[str, object]]) -> list[list[Row]]:
        """The rows that a reading query gives for each set of values."""
        statement: str = self[name].sql  # type: ignore[attr-defined]
        return [connection.execute(statement, each).fetchall() for each in values]


class Pipelined(Queries):
    """Those of a server, which gets all sets of values in one round trip."""

    def each(self, connection: Any, name: str, values: Sequence[Mapping[str, object]]) -> list[list[Row]]:
        """See `Queries.each`."""
        if len(values) < 2:
            return super().each(connection, name, values)
        statement: str = self[name].sql  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.executemany(statement, values, returning=True)
            return [result.fetchall() for result in cursor.results()]


def load(driver: str, dialect: str) -> Queries:
    """The named queries for a driver that aiosql knows: those of all engines, and the few of its own dialect."""
    loaded = Pipelined() if driver == "psycopg" else Queries()
    folder = Path(__file__).parent / "queries"
    files = sorted([*folder.glob("*.sql"), *(folder / dialect).glob("*.sql")])
    texts = [file.read_text(encoding="utf-8") for file in files]
    parts = {name: part.strip() for text in texts for name, part in _PART.findall(text)}
    for file, written in zip(files, texts, strict=True):
        text = re.sub(r"\{(\w+)\}", lambda named: parts[named[1]], _PART.sub("", written))
        queries = aiosql.from_str(text.replace("%", "%%") if driver == "psycopg" else text, driver)
        for name in queries.available_queries:
            if not name.endswith("_cursor"):
                loaded[f"{file.stem}.{name}"] = getattr(queries, name)
    return loaded
