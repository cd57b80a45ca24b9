"""What only SQLite does: a file that another process holds, a full disk, durable settings, a file that is none."""

import sqlite3
from pathlib import Path

import pytest

from db.database import Database, Tx, Unavailable
from tests.db.test_transactions import sealed, sealing
from tests.stage.writer import writer

pytestmark = pytest.mark.sqlite


async def test_a_database_held_by_somebody_else_is_unavailable_for_now(store: Database) -> None:
    await store.write(sealing("a"))
    writer(store).execute("PRAGMA busy_timeout = 20")
    assert isinstance(store.where, Path)
    holder = sqlite3.connect(store.where, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        await store.write(sealing("b"))
    holder.execute("ROLLBACK")
    holder.close()
    assert await store.write(sealing("c")) == "c"
    assert sealed(store.where) == ["a", "c"]


async def test_a_full_disk_undoes_the_unit_and_is_for_now_only(store: Database) -> None:
    pages = writer(store).execute("PRAGMA page_count").fetchone()[0]
    writer(store).execute(f"PRAGMA max_page_count = {pages + 2}")
    big = b"x" * 100_000

    async def fill(tx: Tx) -> None:
        await tx.run("seals.add", name="big", sealed=big)

    with pytest.raises(Unavailable, match="full"):
        await store.write(fill)
    writer(store).execute("PRAGMA max_page_count = 100000")
    await store.write(fill)
    assert sealed(store.where) == ["big"]


async def test_a_commit_is_durable_and_dropped_content_is_overwritten(store: Database) -> None:
    connection = writer(store)
    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


async def test_what_is_no_database_cannot_be_opened(tmp_path: Path) -> None:
    wrong = tmp_path / "siaga.db"
    wrong.write_bytes(b"this is no database" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        await Database.open(wrong)
