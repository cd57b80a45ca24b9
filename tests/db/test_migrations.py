"""Migrations: each applied once, in order, whole or not at all."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import migrate
from db.database import Database
from db.migrate import statements
from tests.stage.scale import THOROUGH

ROOT = Path(__file__).parents[2]


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


NAMES = [file.stem for file in sorted(migrate.FOLDER.glob("*.sql"))]
BEFORE = 3 if THOROUGH else len(NAMES) - 12
PREVIOUS, NEW = NAMES[:BEFORE], NAMES[BEFORE:]

# Migrates as the bot does, and is killed before its n-th statement.
DOOMED = """
import os, signal, sqlite3, sys
from pathlib import Path
from db.migrate import keep_copy, migrate

path, left = Path(sys.argv[1]), int(sys.argv[2])

def count(statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

connection = sqlite3.connect(path, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.set_trace_callback(count)
keep_copy(connection, path)
migrate(connection)
"""


def schema(path: Path) -> tuple[list[str], list[object]]:
    """The migrations a database has, and what was made by them."""
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = [str(name) for (name,) in opened.execute("SELECT name FROM migrations ORDER BY name")]
        return names, opened.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def previous(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the previous version."""
    files = [migrate.FOLDER / f"{name}.sql" for name in PREVIOUS]
    older = path.parent / "older"
    older.mkdir(exist_ok=True)
    for file in files:
        shutil.copy(file, older)
    with monkeypatch.context() as patch, closing(sqlite3.connect(path, isolation_level=None)) as opened:
        patch.setattr(migrate, "FOLDER", older)
        migrate.migrate(opened)


def copies(path: Path) -> list[Path]:
    """What was kept of a database from before a migration."""
    return [file for file in sorted(path.parent.glob(f"{path.name}.before-*")) if file.suffix != ".part"]


def around_commits(made: Path) -> list[int]:
    """How many statements come before each commit of a migration, and with it: a kill there is the most telling."""
    path = made.with_name("counted.db")
    said: list[str] = []
    shutil.copy(made, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
        opened.set_trace_callback(said.append)
        migrate.keep_copy(opened, path)
        migrate.migrate(opened)
    commits = [place for place, statement in enumerate(said) if statement.startswith("COMMIT")]
    assert len(commits) >= len(NEW)
    return [place + beside for place in commits for beside in (0, 1)][:-1]


def test_a_kill_in_the_middle_leaves_each_migration_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made.db"
    previous(made, monkeypatch)
    old = schema(made)
    steps: list[tuple[list[str], list[object]]] = []
    code = -9
    for statements_left in [*range(0, 20, 5), *around_commits(made), 10_000]:
        path = tmp_path / f"{statements_left}.db"
        shutil.copy(made, path)
        doomed = [sys.executable, "-c", DOOMED, str(path), str(statements_left)]
        code = subprocess.run(doomed, cwd=ROOT, check=False).returncode
        found = schema(path)
        if found not in steps:
            steps.append(found)
        if found != old:
            assert [schema(copy) for copy in copies(path)] == [old]
        with closing(sqlite3.connect(path, isolation_level=None)) as opened:
            migrate.keep_copy(opened, path)
            migrate.migrate(opened)
        assert schema(path)[0] == NAMES
        [copy] = copies(path)
        assert schema(copy) in steps
        assert code == (0 if statements_left == 10_000 else -9)
    assert code == 0
    assert [names for names, _ in steps] == [NAMES[:count] for count in range(len(PREVIOUS), len(NAMES) + 1)]


def test_the_copy_from_before_is_one_and_only_for_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "siaga.db"
    previous(path, monkeypatch)
    earlier = tmp_path / "siaga.db.before-0002"
    earlier.write_bytes(b"")
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        copy = migrate.keep_copy(opened, path)
        assert copy == tmp_path / f"siaga.db.before-{NEW[0][:4]}"
        assert copy.stat().st_mode & 0o777 == 0o600
        assert not earlier.exists()
        migrate.migrate(opened)
        assert migrate.keep_copy(opened, path) is None
        assert copy.exists()


def test_a_new_database_has_nothing_to_be_copied(connection: sqlite3.Connection, tmp_path: Path) -> None:
    assert migrate.keep_copy(connection, tmp_path / "siaga.db") is None
    assert list(tmp_path.iterdir()) == []


async def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "siaga.db"
    previous(path, monkeypatch)
    old = schema(path)
    (tmp_path / f"siaga.db.before-{NEW[0][:4]}.part").mkdir()  # where the copy would be made
    with pytest.raises(OSError, match="before-"):
        await Database.open(path)
    assert schema(path) == old


def test_no_two_migrations_share_a_number() -> None:
    numbers = [file.name.partition("_")[0] for file in migrate.FOLDER.glob("*.sql")]
    assert len(numbers) == len(set(numbers))
