"""The grown database of the benchmarks, small here: it opens, every event of it holds, and the bot goes on with it."""

import asyncio
import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app import audit
from bench.grown import KEY, Size, grow, open_all
from broadcasts.appeal import Audience, Kind, Topic
from db import runs
from db.migrate import migrate
from db.reporters import PHONE
from db.vault import Vault
from tests.stage.desk import a_desk, sees_queue
from tests.stage.engines import moved
from tests.stage.town import MORNING, Town
from tests.stage.walks import agrees, reports

SIZE = Size(reports=400, subscribers=60, followers=12, many=20, open_share=0.2, runs=2)


@pytest.fixture
async def grown(quiet_town: Town) -> Town:
    """A town whose bot, not started yet, has years behind it."""
    file = quiet_town.settings.data / "siaga.db"
    await grow(file, SIZE, MORNING)
    await asyncio.to_thread(moved, file, quiet_town.settings.address)
    key = quiet_town.settings.data / "siaga.key"
    key.touch(mode=0o600)
    key.write_text(base64.b64encode(KEY).decode(), encoding="ascii")
    return quiet_town


@pytest.mark.sqlite
async def test_it_is_whole(grown: Town) -> None:
    assert await grown.rows("PRAGMA integrity_check") == [("ok",)]
    assert await grown.rows("PRAGMA foreign_key_check") == []
    ((events,),) = await grown.rows("SELECT count(*) FROM events")
    assert int(str(events)) > 8 * SIZE.reports
    assert (await grown.rows("SELECT state FROM reports GROUP BY state ORDER BY count(*) DESC"))[0] == ("selesai",)
    ((longest,),) = await grown.rows("SELECT max(length(sealed)) FROM own_reports")
    assert int(str(longest)) >= 16 * SIZE.many
    ((closed,),) = await grown.rows("SELECT count(*) FROM reports WHERE closed_at IS NOT NULL")
    assert int(str(closed)) > SIZE.reports // 2
    open_all(grown.settings.database)
    assert await grown.rows("SELECT count(*) FROM reports WHERE closed_at IS NOT NULL") == [(0,)]


@pytest.mark.sqlite
async def test_it_has_every_index_of_the_schema(grown: Town, tmp_path: Path) -> None:

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        schema = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    assert await grown.rows("SELECT name, sql FROM sqlite_schema ORDER BY name") == schema


async def test_what_is_sealed_opens(grown: Town) -> None:
    sealed = await grown.rows("SELECT sealed, report FROM reporters WHERE sealed IS NOT NULL")
    assert sealed
    for phone, report in sealed:
        assert Vault(KEY).open(bytes(phone), PHONE, int(str(report))).startswith(b"+62")  # type: ignore[call-overload]


async def test_the_bot_goes_on_with_it(grown: Town) -> None:
    async with grown.open():
        assert grown.siaga is not None
        citizen = grown.citizen()
        await agrees(citizen)
        number = await reports(citizen)
        desk = await a_desk(grown)
        assert "Lainnya ➡️" in (await sees_queue(desk)).labels
        await citizen.sends("/laporanku")
        assert number in str((await citizen.hears("Laporan Anda: 1")).labels)
        followers = Audience(Topic.CLARIFICATION, frozenset({Kind.CITIZENS}))
        assert await grown.siaga.database.read(lambda tx: runs.size(tx, followers)) == SIZE.followers


async def test_its_memory_is_verified(grown: Town, capsys: pytest.CaptureFixture[str]) -> None:

    assert await asyncio.to_thread(audit.verify, grown.settings)
    assert "unchanged" in capsys.readouterr().out
