"""What stands at an address, found out before anything is made or opened there."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg

from db.address import Address, Schema
from db.engine import Unavailable
from db.migrate import FOLDER
from db.postgresql_connection import ask
from db.postgresql_schema import tables_of

_FIRST = "0001_report"
_OF_THE_ENGINE = {"migrations", "writing", "commits"}


class Found(StrEnum):
    """What stands at an address."""

    NOTHING = "nothing"  # or tables without a row: a resort can be begun there
    OTHER = "other"  # something that is no resort's database: nothing is written to it
    EARLIER = "earlier"  # a resort of an earlier release, which has to be brought up to date
    LATER = "later"  # a resort of a later release than this program
    RESORT = "resort"


async def find_at(where: Address) -> Found:
    """Look at an address; nothing is made there. Raises `Unavailable`."""
    if isinstance(where, Schema):
        return await asyncio.to_thread(_of_schema, where)
    return await asyncio.to_thread(_of_file, where)


def _of_file(file: Path) -> Found:
    try:
        if not file.exists() or (file.is_file() and file.stat().st_size == 0):
            return Found.NOTHING
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
            return _told({str(name) for (name,) in names}, lambda query: connection.execute(query).fetchall())
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            return Found.OTHER
        if code == sqlite3.SQLITE_CORRUPT:
            return Found.RESORT  # whoever opens it says that it is damaged
        raise Unavailable(str(error)) from None
    except OSError as error:
        raise Unavailable(error.strerror) from None


def _of_schema(where: Schema) -> Found:
    def look(connection: psycopg.Connection[Any]) -> Found:
        tables = tables_of(connection, where.name)
        if tables and "writing" not in tables:
            return Found.OTHER
        return _told(tables, lambda query: connection.execute(query).fetchall())

    return ask(where, look)


def _told(tables: set[str], ask: Callable[[str], list[Any]]) -> Found:
    """What these tables and what stands in them mean."""
    if "migrations" not in tables:
        return Found.NOTHING if tables <= _OF_THE_ENGINE else Found.OTHER
    try:
        applied = {str(row[0]) for row in ask("SELECT name FROM migrations")}
    except sqlite3.OperationalError:
        return Found.OTHER  # of another program
    if _FIRST not in applied:
        return Found.NOTHING if tables <= _OF_THE_ENGINE else Found.OTHER
    if not (ask("SELECT 1 FROM seals LIMIT 1") or ask("SELECT 1 FROM chats LIMIT 1")):
        return Found.NOTHING
    known = {file.stem for file in FOLDER.glob("*.sql")}
    if applied - known:
        return Found.LATER
    return Found.EARLIER if known - applied else Found.RESORT
