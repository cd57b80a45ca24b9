"""Transactions: units share one commit and fail alone, and what is reported as stored is stored."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from db import database, sqlite, units
from db.database import Database, Tx, Unavailable, Work
from db.sql import Row
from resort.agency import Agency, Function, Level
from resort.unit import Unit
from tests.stage.writer import writer


async def seal(tx: Tx, name: str) -> str:
    await tx.run("seals.add", name=name, sealed=b"-")
    return name


def sealing(name: str) -> Work[str]:
    return lambda tx: seal(tx, name)


def sealed(path: Path) -> list[str]:
    """The names on disk, read from outside."""
    with sqlite3.connect(path) as connection:
        found = [str(name) for (name,) in connection.execute("SELECT name FROM seals ORDER BY name")]
    connection.close()
    return found


async def test_a_result_comes_back_once_it_is_on_disk(store: Database) -> None:
    assert await store.write(sealing("a")) == "a"
    assert sealed(store.path) == ["a"]


async def test_a_failing_unit_undoes_only_itself(store: Database) -> None:
    async def fails(tx: Tx) -> None:
        await seal(tx, "b")
        raise LookupError("no")

    outcomes = await asyncio.gather(
        store.write(sealing("a")),
        store.write(fails),
        store.write(sealing("a")),  # breaks a constraint
        store.write(sealing("c")),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes] == [str, LookupError, sqlite3.IntegrityError, str]
    assert sealed(store.path) == ["a", "c"]


async def test_units_that_wait_together_are_committed_together(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[int] = []
    commit = sqlite._commit_together

    def counted(connection: sqlite3.Connection, works: list[Work[object]]) -> list[object]:
        batches.append(len(works))
        return commit(connection, works)

    monkeypatch.setattr(sqlite, "_commit_together", counted)
    await asyncio.gather(*(store.write(sealing(str(number))) for number in range(300)))

    assert sum(batches) == 300
    assert max(batches) == database.MOST_TOGETHER
    assert len(batches) <= 4


async def test_a_unit_that_waits_for_anything_else_raises_and_is_undone(store: Database) -> None:
    async def calls_telegram(tx: Tx) -> None:
        await seal(tx, "a")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="may wait for nothing but its database"):
        await store.write(calls_telegram)
    assert sealed(store.path) == []


async def test_a_cancelled_caller_neither_undoes_nor_holds_the_others(store: Database) -> None:
    first = asyncio.create_task(store.write(sealing("a")))
    second = asyncio.create_task(store.write(sealing("b")))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await second == "b"
    assert "b" in sealed(store.path)
    assert await store.write(sealing("c")) == "c"


async def test_a_unit_sees_what_the_one_before_it_did(store: Database) -> None:
    async def count(tx: Tx) -> int:
        return len(await tx.all("units.every"))

    async def add(tx: Tx) -> None:
        await units.save(tx, [Unit("dmi", "Polres", Agency.POLRI, Level.POLRES, Function.WHOLE, None, ())])

    _, seen = await asyncio.gather(store.write(add), store.write(count))
    assert seen == 1


async def test_a_read_sees_what_is_committed_and_can_change_nothing(store: Database) -> None:
    await store.write(sealing("a"))

    async def look(tx: Tx) -> Row | None:
        return await tx.one("seals.get", name="a")

    assert await store.read(look) is not None
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await store.read(sealing("b"))
    assert sealed(store.path) == ["a"]


async def test_a_database_held_by_somebody_else_is_unavailable_for_now(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.write(sealing("a"))
    writer(store).execute("PRAGMA busy_timeout = 20")
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        await store.write(sealing("b"))
    holder.execute("ROLLBACK")
    holder.close()
    assert await store.write(sealing("c")) == "c"
    assert sealed(store.path) == ["a", "c"]


async def test_a_wrong_statement_is_a_bug_and_not_a_database_that_is_away(store: Database) -> None:
    async def wrong(tx: Tx) -> None:
        tx._connection.execute("SELECT nonsense FROM seals")

    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        await store.write(wrong)


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
    assert sealed(store.path) == ["big"]


async def test_closing_waits_for_what_is_being_written(tmp_path: Path) -> None:
    opened = await Database.open(tmp_path / "siaga.db")
    writes = [asyncio.create_task(opened.write(sealing(str(n)))) for n in range(200)]
    await asyncio.sleep(0)
    await opened.close()
    await asyncio.gather(*writes)
    assert len(sealed(tmp_path / "siaga.db")) == 200


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
