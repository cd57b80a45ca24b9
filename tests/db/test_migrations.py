"""Migrations: each applied once, in order, whole or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import migrate
from db.migrate import statements


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(migrate, "FOLDER", tmp_path)
    return tmp_path


def tables(connection: sqlite3.Connection) -> set[str]:
    return {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_they_are_applied_in_order_and_only_once(folder: Path, connection: sqlite3.Connection) -> None:
    (folder / "0002_more.sql").write_text("ALTER TABLE a ADD COLUMN more INTEGER;")
    (folder / "0001_first.sql").write_text("CREATE TABLE a (id INTEGER);")
    assert migrate.migrate(connection) == ["0001_first", "0002_more"]
    assert migrate.migrate(connection) == []


def test_one_that_fails_leaves_nothing_and_keeps_those_before(folder: Path, connection: sqlite3.Connection) -> None:
    (folder / "0001_first.sql").write_text("CREATE TABLE a (id INTEGER);")
    (folder / "0002_broken.sql").write_text("CREATE TABLE b (id INTEGER);\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate.migrate(connection)
    assert tables(connection) == {"migrations", "a"}
    assert not connection.in_transaction

    (folder / "0002_broken.sql").write_text("CREATE TABLE b (id INTEGER);")
    assert migrate.migrate(connection) == ["0002_broken"]
    assert tables(connection) == {"migrations", "a", "b"}


def test_a_script_is_split_where_statements_end() -> None:
    script = "-- a comment; of one line\nCREATE TABLE a (\n  t TEXT DEFAULT ';'\n);\nINSERT INTO a\nVALUES (';');\n"
    assert [statement.split("\n")[-2].strip() for statement in statements(script)] == [");", "VALUES (';');"]


def test_a_statement_without_its_semicolon_is_not_lost() -> None:
    assert statements("CREATE TABLE a (id);\nCREATE TABLE b (id)") == ["CREATE TABLE a (id);\n", "CREATE TABLE b (id)"]


def test_our_own_apply_and_keep_what_people_wrote_strict(connection: sqlite3.Connection) -> None:
    names = migrate.migrate(connection)
    assert names == sorted(names)
    assert names[0].startswith("0001")
    loose = [
        name
        for (name, sql) in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if not str(sql).rstrip().endswith("STRICT")
    ]
    assert loose == []
