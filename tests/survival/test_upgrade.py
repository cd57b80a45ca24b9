"""A new version on the previous one's database, while citizens go on writing: nothing is lost, doubled or changed."""

import asyncio
import random
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from db import inbox, migrate
from db.database import Tx
from db.inbox import Received
from db.sqlite import queries
from db.vault import Vault
from sandbox import Sandbox, World
from sandbox.world.faults import Kind
from tests.sandbox.api import soon
from tests.stage import unbinding
from tests.stage.rows import rows_of
from tests.stage.validity import attach
from tests.survival.checks import check_drafts, check_reports
from tests.survival.citizens import crowd
from tests.survival.reaper import Reaper
from tests.survival.scale import KEY, settings

MIGRATIONS = sorted(migrate.FOLDER.glob("*.sql"))
PREVIOUS, NEW = MIGRATIONS[:3], MIGRATIONS[3:]
CITIZENS = 16
# What an earlier table is filled from, where a later migration put another in its place.
RENAMED = {
    "clocks": "(SELECT reports.id AS report, waits.due_at"
    " FROM newer.reports JOIN newer.waits ON waits.id = reports.wait)",
    "acknowledgements": "(SELECT runs.appeal, orders.chat, orders.acknowledged_at AS at FROM newer.orders"
    " JOIN newer.runs ON runs.id = orders.run WHERE orders.acknowledged_at IS NOT NULL)",
    "shifts": "(SELECT *, step <> 'planned' AS begun, step = 'over' AS ended FROM newer.shifts)",
}


@pytest.mark.timeout(300)
async def test_an_upgrade_under_load_loses_and_doubles_nothing(tmp_path: Path) -> None:
    dice = random.Random(110)
    world = World()
    validity = attach(world)
    citizens = crowd(world, CITIZENS, dice)
    late = world.person("Warga yang menyusul")
    database = tmp_path / "data" / "siaga.db"
    async with await Sandbox.start(world) as sandbox:
        reaper = Reaper(world, tmp_path, settings(sandbox), [], dice)
        async with asyncio.TaskGroup() as town:
            first = asyncio.create_task(reaper.runs())
            lives = [town.create_task(citizen.lives()) for citizen in citizens]
            await soon(lambda: database.exists() and count(database, "reports") >= 2, 60)
            assert not all(life.done() for life in lives)
            world.faults.add(Kind.ERROR, times=100_000, methods=["sendMessage"])  # what is owed from now on stays owed
            await soon(lambda: world.faults.taken[Kind.ERROR] > 0, 60)  # a queued row may be one that has just left
            reaper.leaves()
            await first

            await late.sends("/start")
            was_made_by_the_previous_version(database)
            await was_stored_last(database, next(reversed(world.updates.pending.values())).body)
            owed = count(database, "outbox WHERE state = 'queued'")
            before = count(database, "reports"), count(database, "drafts"), count(database, "inbox")
            assert owed > 0
            assert min(before) > 0

            world.faults.clear()
            second = asyncio.create_task(reaper.runs())
            await asyncio.gather(*lives)
            await reaper.settles()
            reaper.leaves()
            await second
    validity.check()
    assert len([message for message in late.chat_with_bot.messages if message.from_bot]) == 1
    assert "Selamat datang" in late.last.text
    assert reaper.sent == reaper.written()
    check_reports(reaper.rows, citizens, tmp_path)
    check_drafts(reaper.rows, citizens)

    copy = database.with_name(f"siaga.db.before-{NEW[0].stem[:4]}")
    assert f"is kept at data/{copy.name}" in reaper.outputs[-1]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert (count(copy, "reports"), count(copy, "drafts"), count(copy, "inbox")) == before
    assert count(copy, "migrations") == len(PREVIOUS)
    assert count(database, "migrations") == len(MIGRATIONS)


def count(database: Path, rows: str) -> int:
    """How many rows there are of a table."""
    try:
        ((found,),) = rows_of(database, f"SELECT count(*) FROM {rows}")
    except sqlite3.OperationalError:  # it is being made
        return 0
    return int(str(found))


def was_made_by_the_previous_version(database: Path) -> None:
    """Put the rows of a database into one that has the earlier migrations only."""
    old = database.with_name("old.db")
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT")
        for file in PREVIOUS:
            connection.executescript(file.read_text(encoding="utf-8"))
            connection.execute("INSERT INTO migrations VALUES (?)", (file.stem,))
        connection.execute("ATTACH ? AS newer", (str(database),))
        tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'migrations'")
        unbinding.teach(connection, Vault(KEY))
        for (table,) in tables.fetchall():
            names = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            values = ", ".join(unbinding.BEFORE.get((table, name), name) for name in names)
            newer = RENAMED.get(table, f"newer.{table}")
            connection.execute(f"INSERT INTO main.{table} ({', '.join(names)}) SELECT {values} FROM {newer}")
    for file in database.parent.glob("siaga.db-*"):
        file.unlink()
    old.replace(database)


async def was_stored_last(database: Path, update: bytes) -> None:
    """The previous version stored an update, and was stopped before it handled it or confirmed it to Telegram."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        received = Received(orjson.loads(update)["update_id"], update)
        await inbox.store(Tx(connection, queries()), Vault(KEY), [received], datetime.now(UTC))
