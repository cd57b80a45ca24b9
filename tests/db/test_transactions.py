"""Transactions: units share one commit and fail alone, and what is reported as stored is stored."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest

from db import database, postgresql, units
from db.address import Address
from db.database import Database, Tx, Work
from db.sql import Row
from resort.agency import Agency, Function, Level
from resort.unit import Unit
from tests.stage.engines import new_database
from tests.stage.outside import rows


async def seal(tx: Tx, name: str) -> str:
    await tx.run("seals.add", name=name, sealed=b"-")
    return name


def sealing(name: str) -> Work[str]:
    return lambda tx: seal(tx, name)


def sealed(where: Address) -> list[str]:
    """The names that are stored, read from outside."""
    return [str(name) for (name,) in rows(where, "SELECT name FROM seals ORDER BY name")]


async def test_a_result_comes_back_once_it_is_on_disk(store: Database) -> None:
    assert await store.write(sealing("a")) == "a"
    assert sealed(store.where) == ["a"]


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

    assert [type(outcome) for outcome in outcomes[:2] + outcomes[3:]] == [str, LookupError, str]
    assert isinstance(outcomes[2], sqlite3.IntegrityError | psycopg.IntegrityError)
    assert sealed(store.where) == ["a", "c"]


async def test_units_that_wait_together_are_committed_together(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[int] = []
    done: list[int] = []
    commit = store._engine.commit_together

    async def counted(works: list[Work[Any]]) -> list[Any]:
        batches.append(len(works))
        outcomes = await commit(works)
        done.append(len(outcomes))  # after a second a server's commit takes no more
        return outcomes

    monkeypatch.setattr(store._engine, "commit_together", counted)
    await asyncio.gather(*(store.write(sealing(str(number))) for number in range(300)))

    assert sum(done) == 300
    assert max(batches) == database.MOST_TOGETHER
    assert len(batches) <= 6


async def test_a_unit_that_waits_for_anything_else_raises_and_is_undone(store: Database) -> None:
    async def calls_telegram(tx: Tx) -> None:
        await seal(tx, "a")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="may wait for nothing but its database"):
        await store.write(calls_telegram)
    assert sealed(store.where) == []


async def test_a_cancelled_caller_neither_undoes_nor_holds_the_others(store: Database) -> None:
    first = asyncio.create_task(store.write(sealing("a")))
    second = asyncio.create_task(store.write(sealing("b")))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await second == "b"
    assert "b" in sealed(store.where)
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
    with pytest.raises((sqlite3.OperationalError, psycopg.errors.ReadOnlySqlTransaction)):
        await store.read(sealing("b"))
    assert sealed(store.where) == ["a"]


async def test_a_wrong_statement_is_a_bug_and_not_a_database_that_is_away(store: Database) -> None:
    async def wrong(tx: Tx) -> None:
        tx._connection.execute("SELECT nonsense FROM seals")

    with pytest.raises((sqlite3.OperationalError, psycopg.errors.UndefinedColumn), match="nonsense"):
        await store.write(wrong)


async def test_closing_waits_for_what_is_being_written(tmp_path: Path) -> None:
    where = new_database(tmp_path)
    opened = await Database.open(where)
    writes = [asyncio.create_task(opened.write(sealing(str(n)))) for n in range(200)]
    await asyncio.sleep(0)
    await opened.close()
    await asyncio.gather(*writes)
    assert len(sealed(where)) == 200


async def test_what_does_not_fit_into_one_commit_comes_in_the_next_and_in_order(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "SECONDS_TOGETHER", 0.0)  # SQLite takes all at once
    names = [f"{number:02}" for number in range(20)]
    assert await asyncio.gather(*(store.write(sealing(name)) for name in names)) == names
    assert sealed(store.where) == names


async def test_rows_of_several_values_come_in_their_order(store: Database) -> None:
    """Whether one is asked for or several, and whether each is there or not."""

    async def look(tx: Tx) -> list[list[list[object]]]:
        for name in "abc":
            await seal(tx, name)
        asked: list[list[str]] = [["c", "-", "a"], ["b"], ["-"], []]
        found = [await tx.each("seals.get", [{"name": name} for name in names]) for names in asked]
        await tx.run("seals.set", name="a", sealed=b"+")
        found.append(await tx.each("seals.get", [{"name": name} for name in "ab"]))
        return [[[bytes(row["sealed"]) for row in rows] for rows in each] for each in found]

    assert await store.write(look) == [[[b"-"], [], [b"-"]], [[b"-"]], [[]], [], [[b"+"], [b"-"]]]
    assert sealed(store.where) == ["a", "b", "c"]


async def test_a_fault_among_several_values_undoes_only_its_unit(store: Database) -> None:
    async def wrong(tx: Tx) -> None:
        await seal(tx, "b")
        await tx.each("reports.get", [{"id": 1}, {"id": "no number"}, {"id": object()}])

    outcomes = await asyncio.gather(
        store.write(sealing("a")), store.write(wrong), store.write(sealing("c")), return_exceptions=True
    )
    assert isinstance(outcomes[1], sqlite3.Error | psycopg.Error)
    assert sealed(store.where) == ["a", "c"]
