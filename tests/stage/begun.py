"""A database as the bot makes it at its first start, without going through every migration once more."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from db.address import Address
from db.migrate import migrate
from db.vault import new_key


def begin(database: Path, *, key: bool = False) -> None:
    """Make a new, empty database, and with `key` the key beside it. What is there already stays."""
    if database.exists():
        return
    file = database.with_name("siaga.key")
    for made, content in ((database, _empty()), *([(file, new_key().encode())] if key and not file.exists() else ())):
        made.touch(mode=0o600)
        made.write_bytes(content)


def begin_in(where: Address, folder: Path, *, key: bool) -> None:
    """Like `begin`, for a database of either engine; a server's is there with every table (`tests.stage.engines`)."""
    if isinstance(where, Path):
        begin(where, key=key)
    elif key and not (file := folder / "siaga.key").exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(new_key(), encoding="ascii")


@cache
def _empty() -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return connection.serialize()
