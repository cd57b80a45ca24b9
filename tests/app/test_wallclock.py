"""The machine's clock: what it was set back by is told once, so that nothing waits for an hour to come again."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.wallclock import LEAST, WallClock
from reports.category import Category
from resort.roles import Role
from tests.stage.officers import about, calls, is_called, joins
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

NOON = datetime(2024, 11, 27, 5, 0, tzinfo=UTC)


@dataclass
class Machine:
    """A clock that can be set, and one that cannot."""

    wall: datetime = NOON
    steady: float = 1000.0

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def told(machine: Machine) -> WallClock:
    return WallClock(lambda: machine.wall, lambda: machine.steady)


def test_time_that_passes_is_no_setting(machine: Machine, told: WallClock) -> None:
    for seconds in (0, 1, 3600, 86_400):
        machine.passes(seconds)
        assert told.was_set() == timedelta(0)
    assert told() == machine.wall


def test_an_hour_back_is_told_once(machine: Machine, told: WallClock) -> None:
    machine.passes(5)
    machine.wall -= timedelta(hours=1)
    machine.passes(1)
    assert told.was_set() == timedelta(hours=-1)
    assert told.was_set() == timedelta(0)


def test_an_hour_ahead_is_told_and_the_way_back_too(machine: Machine, told: WallClock) -> None:
    machine.wall += timedelta(hours=1)
    assert told.was_set() == timedelta(hours=1)
    machine.wall -= timedelta(hours=1)
    assert told.was_set() == timedelta(hours=-1)


def test_a_clock_that_is_only_kept_right_is_left_alone(machine: Machine, told: WallClock) -> None:
    machine.wall -= LEAST - timedelta(seconds=1)
    assert told.was_set() == timedelta(0)


async def test_a_report_climbs_in_its_own_time_though_the_clock_was_set_back(town: Town) -> None:
    officer = await joins(town, "Petugas")
    head = await joins(town, "Kapolsek", role=Role.HEAD)
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen, about(Category.KERUMUNAN))
    await is_called(officer, number)
    ((due,),) = await town.rows("SELECT due_at FROM waits")

    town.clock.is_set(hours=-1)
    assert town.siaga is not None
    await asyncio.gather(town.siaga.ticker.tick(), town.siaga.ticker.tick())  # two at once bring it forward once
    await town.rests()
    assert await town.rows("SELECT due_at FROM waits") == [(int(str(due)) - 3_600_000,)]
    assert len(calls(head, number)) == 1
    town.clock.passes(minutes=61)
    await town.siaga.ticker.tick()
    await is_called(head, number, "Belum ada yang mengambil")
