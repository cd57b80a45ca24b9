"""Migrations: numbered SQL files, each applied once, whole or not at all."""

import sqlite3
from pathlib import Path

FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: sqlite3.Connection) -> list[str]:
    """Apply every migration the database does not have yet; returns their names in order.

    Each one and its record are a single transaction: one that fails leaves the database as it was.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT")
    applied = []
    for file in sorted(FOLDER.glob("*.sql")):
        try:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("SELECT 1 FROM migrations WHERE name = ?", (file.stem,)).fetchone() is None:
                for statement in statements(file.read_text(encoding="utf-8")):
                    connection.execute(statement)
                connection.execute("INSERT INTO migrations (name) VALUES (?)", (file.stem,))
                applied.append(file.stem)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return applied


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
