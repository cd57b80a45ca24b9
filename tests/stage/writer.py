"""The connection that a SQLite database writes with, for tests that look beneath it."""

import sqlite3

from db.database import Database
from db.sqlite import Sqlite


def writer(database: Database) -> sqlite3.Connection:
    engine = database._engine
    assert isinstance(engine, Sqlite)
    return engine._writer._conn
