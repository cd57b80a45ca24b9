"""What is due by itself: one table, each thing counted and timed, and none in the way of another."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from app.parts import Siaga, never_set
from db.database import Tx
from db.unit_of_work import UnitOfWork
from gateway.after_commit import AfterCommit
from handlers.operations import due
from handlers.operations.due import ALWAYS, DUE, Due, once
from handlers.ticker import Ticker
from metrics.vitals import Vitals
from reports.category import Category
from tests.stage.officers import about, joins
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

ROOT = Path(__file__).parents[2]


class Nothing(AfterCommit):
    """Follows no commit."""

    def __init__(self) -> None:
        pass

    async def follow(self, uow: UnitOfWork) -> None:
        pass


async def always(tx: Tx) -> datetime | None:
    return ALWAYS


async def never(tx: Tx) -> datetime | None:
    return None


async def breaks(uow: UnitOfWork) -> None:
    raise RuntimeError("a bug")


def ticker(town: Town, vitals: Vitals, *table: Due) -> Ticker:
    siaga = running(town)
    resort = siaga.ticker.resort
    return Ticker(siaga.database, siaga.vault, Nothing(), siaga.announcer, resort, town.clock, never_set, vitals, table)


def running(town: Town) -> Siaga:
    assert town.siaga is not None
    return town.siaga


def shown(vitals: Vitals) -> set[str]:
    return set(generate_latest(vitals.registry).decode().splitlines())


async def test_one_failure_stops_nothing_else_and_is_counted(town: Town) -> None:
    vitals, done = Vitals(town.clock), []

    async def works(uow: UnitOfWork) -> None:
        done.append(uow.now)

    async def is_not_due(uow: UnitOfWork) -> None:
        pytest.fail("it is not due")

    table = (
        Due("broken", always, once(breaks)),
        Due("sound", always, once(works)),
        Due("not_due", never, once(is_not_due)),
    )
    with pytest.raises(RuntimeError, match="a bug"):
        await ticker(town, vitals, *table).tick()
    assert len(done) == 1
    lines = shown(vitals)
    assert {
        'siaga_due_total{what="broken"} 1.0',
        'siaga_due_failed_total{what="broken"} 1.0',
        'siaga_due_total{what="sound"} 1.0',
        'siaga_due_seconds_count{what="sound"} 1.0',
    } <= lines
    assert not [line for line in lines if 'failed_total{what="sound"}' in line or "not_due" in line]


async def test_nothing_is_asked_for_while_nothing_is_due(town: Town) -> None:
    vitals = Vitals(town.clock)

    async def acts(tx: Tx, now: datetime) -> list[due.Act]:
        pytest.fail("nothing is due")

    quiet = ticker(town, vitals, Due("quiet", never, acts))
    await quiet.tick()  # the first one holds the reminders against the programme's file
    await quiet.tick()
    assert not [line for line in shown(vitals) if 'what="quiet"' in line]
    assert 'siaga_due_total{what="programme"} 1.0' in shown(vitals)


async def test_what_the_bot_does_by_itself_is_seen_in_its_metrics(town: Town) -> None:
    await joins(town, "Petugas")
    citizen = town.citizen()
    await agrees(citizen)
    await reports(citizen, about(Category.KERUMUNAN))
    town.clock.passes(minutes=61)
    await running(town).ticker.tick()
    assert 'siaga_due_total{what="report_deadlines"} 1.0' in shown(running(town).vitals)


async def test_nothing_is_due_in_an_empty_town(town: Town) -> None:
    database = running(town).database
    assert [one.name for one in DUE if await database.read(one.next_moment) is not None] == []


def test_a_due_thing_is_named_in_one_file() -> None:
    """Adding one touches the table alone, beside its use case."""
    names = [one.name for one in DUE]
    assert len(names) == len(set(names))
    rooms = [
        file for room in ("app", "gateway", "handlers", "health", "metrics") for file in (ROOT / room).rglob("*.py")
    ]
    naming = {
        file.name for file in rooms if any(re.search(rf'"{name}"', file.read_text(encoding="utf-8")) for name in names)
    }
    assert naming - {"command_line.py"} == {"due.py"}  # `seats` is a command too
