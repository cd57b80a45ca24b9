"""Migrations: numbered SQL files, each applied once, whole or not at all; before that a copy is kept."""

import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path

FOLDER = Path(__file__).parent / "migrations"
REBUILDS = "-- rebuilds"


def migrate(connection: sqlite3.Connection) -> list[str]:
    """Apply every migration the database does not have yet; returns their names in order.

    Each one and its record are a single transaction: one that fails leaves the database as it was. One that rebuilds a
    table that others point to says so in its first line; the keys are then off while it runs, and checked at its end.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT")
    applied = []
    (keys,) = connection.execute("PRAGMA foreign_keys").fetchone()
    for file in sorted(FOLDER.glob("*.sql")):
        script = file.read_text(encoding="utf-8")
        try:
            if script.startswith(REBUILDS):
                connection.execute("PRAGMA foreign_keys = OFF")  # takes effect only outside a transaction
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("SELECT 1 FROM migrations WHERE name = ?", (file.stem,)).fetchone() is None:
                for statement in statements(script):
                    connection.execute(statement)
                if script.startswith(REBUILDS) and connection.execute("PRAGMA foreign_key_check").fetchone():
                    raise sqlite3.IntegrityError(f"{file.stem} leaves a row that points nowhere")
                connection.execute("INSERT INTO migrations (name) VALUES (?)", (file.stem,))
                applied.append(file.stem)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute(f"PRAGMA foreign_keys = {keys}")
    return applied


def keep_copy(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Copy a database that `migrate` is going to change, `siaga.db.before-0004`, in place of an earlier such copy.

    None when it is new or up to date. Raises `sqlite3.Error` or `OSError` when the copy cannot be made.
    """
    missing = _missing(connection)
    if missing is None:
        return None
    copy = path.with_name(f"{path.name}.before-{missing.partition('_')[0]}")
    rough = copy.with_name(f"{copy.name}.part")
    rough.unlink(missing_ok=True)
    rough.touch(mode=0o600)
    try:
        with contextlib.closing(sqlite3.connect(rough)) as target:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        with rough.open("rb") as written:
            os.fsync(written.fileno())
        rough.replace(copy)
    finally:
        rough.unlink(missing_ok=True)
    for file in path.parent.iterdir():
        if file.name.startswith(f"{path.name}.before-") and file != copy:
            file.unlink()
    return copy


def remove_copies(path: Path, before: datetime) -> None:
    """Remove the copies that `keep_copy` made before a moment."""
    for copy in path.parent.glob(f"{path.name}.before-*"):
        if copy.stat().st_mtime < before.timestamp():
            copy.unlink(missing_ok=True)


def statements(script: str) -> list[str]:
    """Split a script where SQLite itself sees a statement end (`executescript` would commit in between)."""
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    if current.strip():
        found.append(current)
    return found


def _missing(connection: sqlite3.Connection) -> str | None:
    """The first migration that a database which has some does not have."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone() is None:
        return None
    applied = {str(name) for (name,) in connection.execute("SELECT name FROM migrations")}
    if not applied:
        return None
    return next((file.stem for file in sorted(FOLDER.glob("*.sql")) if file.stem not in applied), None)
