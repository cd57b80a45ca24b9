"""The ticks go on whatever happens to the machine's clock, and the one in hand ends before what it uses is closed."""

import asyncio
import contextlib
import logging
from datetime import UTC, datetime, timedelta, tzinfo

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest

from db.database import Database, Unavailable
from gateway.upkeep import Upkeep

TICK = 0.1  # seconds


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
    return Wall


@pytest.mark.parametrize("hours", [-1, 1])
async def test_they_go_on_when_the_clock_is_set(wall: type[Wall], store: Database, hours: int) -> None:
    ticked = asyncio.Event()

    async def tick() -> None:
        ticked.set()

    running = asyncio.create_task(Upkeep(store, lambda: datetime.now(UTC), tick, TICK).run())
    try:
        async with asyncio.timeout(20):
            await ticked.wait()
            wall.off = timedelta(hours=hours)
            await asyncio.sleep(1.1 * TICK)  # a tick that was due already
            for _ in range(2):
                ticked.clear()
                await ticked.wait()
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def test_leaving_finishes_the_tick_in_hand_and_calls_nothing_an_error(
    store: Database, caplog: pytest.LogCaptureFixture
) -> None:
    began, goes_on, over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        began.set()
        await goes_on.wait()
        over.set()

    running = asyncio.create_task(Upkeep(store, lambda: datetime.now(UTC), tick, TICK).run())
    await began.wait()
    running.cancel()
    await asyncio.wait([running], timeout=0.05)
    assert not running.done()
    goes_on.set()
    await asyncio.wait([running], timeout=20)
    assert running.cancelled()
    assert over.is_set()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_database_that_is_away_is_one_line_each_time_it_goes(
    store: Database, caplog: pytest.LogCaptureFixture
) -> None:
    outcomes = [True, True, True, False, True, True]  # whether it is away
    over = asyncio.Event()

    async def tick() -> None:
        if not outcomes:
            over.set()
        elif outcomes.pop(0):
            raise Unavailable("the disk is full")

    running = asyncio.create_task(Upkeep(store, lambda: datetime.now(UTC), tick, TICK).run())
    try:
        await asyncio.wait_for(over.wait(), 20)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
    assert caplog.messages.count("what is due waits for the database: the disk is full") == 2
