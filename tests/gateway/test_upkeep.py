"""The ticks go on whatever happens to the machine's clock."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest

from db.database import Database
from gateway import upkeep
from gateway.upkeep import Upkeep


class Wall(datetime):
    """A machine's clock that can be set."""

    off = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.off


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> type[Wall]:
    monkeypatch.setattr(Wall, "off", timedelta(0))
    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Wall)
    monkeypatch.setattr(apscheduler.triggers.interval, "datetime", Wall)
    monkeypatch.setattr(upkeep, "SILENT_SECONDS", 1.5)
    return Wall


@pytest.mark.parametrize("hours", [-1, 1])
async def test_they_go_on_when_the_clock_is_set(wall: type[Wall], tmp_path: Path, hours: int) -> None:
    ticked = asyncio.Event()

    async def tick() -> None:
        ticked.set()

    database = await Database.open(tmp_path / "siaga.db")
    running = asyncio.create_task(Upkeep(database, lambda: datetime.now(UTC), tick).run())
    try:
        async with asyncio.timeout(20):
            await ticked.wait()
            wall.off = timedelta(hours=hours)
            await asyncio.sleep(1.1)  # a tick that was due already
            for _ in range(2):
                ticked.clear()
                await ticked.wait()
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await database.close()
