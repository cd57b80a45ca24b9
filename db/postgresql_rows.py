"""Values and rows of PostgreSQL as the bot has them from SQLite: whole numbers for yes and no, names for places."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg.adapt import Dumper, Loader
from psycopg.types.numeric import Int8Dumper


def adapt(connection: psycopg.Connection[Any]) -> None:
    """Let a connection give and take values as SQLite does."""
    connection.adapters.register_dumper(int, Int8Dumper)  # whichever its size: one statement is prepared once
    connection.adapters.register_dumper(bool, _BoolAsInt)
    connection.adapters.register_loader("bool", _IntOfBool)
    connection.adapters.register_loader("numeric", _IntOfNumeric)


def rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Any]:
    return _row_class(tuple(column.name for column in cursor.description or ()))


class _BoolAsInt(Dumper):
    """A column of yes and no holds 1 and 0, as in SQLite."""

    oid = psycopg.adapters.types["int8"].oid

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"


class _IntOfBool(Loader):
    """What a comparison gives is 1 or 0, as in SQLite."""

    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _IntOfNumeric(Loader):
    """A sum of whole numbers is one."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


@functools.cache
def _row_class(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    places = {name: place for place, name in enumerate(names)}

    class Row(tuple[Any, ...]):
        """A row with its values in order, and each by name or place, as `sqlite3.Row`."""

        __slots__ = ()

        def __getitem__(self, key: Any) -> Any:
            return tuple.__getitem__(self, places[key] if isinstance(key, str) else key)

        def keys(self) -> list[str]:
            return list(names)

    return Row
