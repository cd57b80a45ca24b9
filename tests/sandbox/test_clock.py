"""The played clock: it runs, jumps, stands still and runs ahead."""

import asyncio
from datetime import UTC, datetime, timedelta

from sandbox import Clock

EVE = datetime(2024, 11, 26, 11, 0, tzinfo=UTC)
MORNING = datetime(2024, 11, 26, 23, 0, tzinfo=UTC)


def near(clock: Clock, moment: datetime) -> bool:
    return timedelta() <= clock() - moment < timedelta(seconds=5)


def test_it_begins_where_told_and_else_now() -> None:
    assert near(Clock(EVE), EVE)
    assert near(Clock(), datetime.now(UTC) - timedelta(seconds=1))


def test_it_jumps_by_a_while_and_to_a_moment_also_back() -> None:
    clock = Clock(EVE)
    clock.jump(timedelta(minutes=3))
    assert near(clock, EVE + timedelta(minutes=3))
    clock.set(MORNING)
    assert near(clock, MORNING)
    clock.set(EVE)
    assert near(clock, EVE)


async def test_it_stands_still_jumps_while_it_does_and_goes_on() -> None:
    clock = Clock(EVE)
    clock.run(0)
    stood = clock()
    await asyncio.sleep(0.02)
    assert clock() == stood
    clock.jump(timedelta(hours=1))
    assert clock() == stood + timedelta(hours=1)
    clock.run(1)
    await asyncio.sleep(0.02)
    assert clock() > stood + timedelta(hours=1)


async def test_it_runs_ahead_of_ours() -> None:
    clock = Clock(EVE)
    clock.run(3600)
    await asyncio.sleep(0.05)
    assert clock() - EVE >= timedelta(seconds=180)
