"""The tables of a schema on PostgreSQL: the same migrations as SQLite's, each applied once, whole or not at all."""

from typing import Any

import psycopg
from psycopg import sql

from db.dialect import translated, without_keys
from db.migrate import FOLDER, REBUILDS, statements

# Kept by the engine itself: who holds the resort, in the one row that every writing transaction locks, and the last
# transaction of each process.
_OWN = (
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS writing (id BIGINT PRIMARY KEY CHECK (id = 1), owner TEXT,"
    " fence BIGINT NOT NULL DEFAULT 0, since TIMESTAMPTZ, expires_at TIMESTAMPTZ)",
    # not ON CONFLICT: that would wait for whoever writes
    "INSERT INTO writing (id) SELECT 1 WHERE NOT EXISTS (SELECT FROM writing)",
    "CREATE TABLE IF NOT EXISTS commits (name TEXT PRIMARY KEY, number BIGINT NOT NULL,"
    " begun_at TIMESTAMPTZ NOT NULL DEFAULT now())",
    "DELETE FROM commits WHERE begun_at < now() - INTERVAL '30 days'",
)


class Unsuitable(Exception):
    """The server or its schema cannot be used as it is; the text says what to do."""


def bring_up_to_date(connection: psycopg.Connection[Any], schema: str) -> list[str]:
    """Make the schema where it is missing, and apply the migrations it does not have; returns their names in order."""
    make_schema(connection, schema)
    applied = []
    for file in sorted(FOLDER.glob("*.sql")):
        with connection.transaction():
            connection.execute("SELECT id FROM writing FOR UPDATE")
            if connection.execute("SELECT 1 FROM migrations WHERE name = %s", (file.stem,)).fetchone() is None:
                _apply(connection, file.read_text(encoding="utf-8"))
                connection.execute("INSERT INTO migrations (name) VALUES (%s)", (file.stem,))
                applied.append(file.stem)
    if applied:
        set_sequences(connection)
    return applied


def make_schema(connection: psycopg.Connection[Any], schema: str) -> None:
    """Make the schema and the engine's own tables where they are missing. Raises `Unsuitable`."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"siaga {schema}",))
        exists = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone()
        if exists is None:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        elif (tables := tables_of(connection, schema)) and "writing" not in tables:
            raise Unsuitable(f"the schema {schema} is no resort's, and nothing is written there: name another schema")
        for statement in _OWN:
            connection.execute(statement)


def tables_of(connection: psycopg.Connection[Any], schema: str) -> set[str]:
    """The names of the tables and views in a schema."""
    found = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND relnamespace = to_regnamespace(%s)",
        (schema,),
    )
    return {str(name) for (name,) in found.fetchall()}


def set_sequences(connection: psycopg.Connection[Any]) -> None:
    """Let each numbered table go on after its highest number: rows put in with a number of their own move nothing."""
    numbered = connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_identity = 'YES'"
    ).fetchall()
    for table, column in numbered:
        connection.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence({name}, {column_name}),"
                " (SELECT coalesce(max({column}), 0) + 1 FROM {table}), false)"
            ).format(
                name=sql.Literal(table),
                column_name=sql.Literal(column),
                column=sql.Identifier(column),
                table=sql.Identifier(table),
            )
        )


def _apply(connection: psycopg.Connection[Any], script: str) -> None:
    if not script.startswith(REBUILDS):
        for statement in statements(script):
            _run(connection, statement)
        return
    keys = connection.execute(
        "SELECT conrelid, conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    ).fetchall()
    for _, table, name, _ in keys:
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    bare, new = without_keys(statements(script))
    for statement in bare:
        _run(connection, statement)
    for number, table, name, definition in keys:
        if connection.execute("SELECT 1 FROM pg_class WHERE oid = %s", (number,)).fetchone() is not None:
            connection.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    for key in new:
        connection.execute(
            f"ALTER TABLE {key.table} ADD FOREIGN KEY ({key.column}) REFERENCES {key.target} ({key.target_column})"
        )


def _run(connection: psycopg.Connection[Any], statement: str) -> None:
    if text := translated(statement):
        connection.execute(text, prepare=False)
