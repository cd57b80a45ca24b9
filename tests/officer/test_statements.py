"""How many statements a report costs the one thread that writes: rows of people who are called are fetched once."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from resort.rights import Post
from resort.roles import Role
from tests.stage.officers import PANWASCAM, POLSEK, a_command, joins
from tests.stage.town import Town
from tests.stage.walks import DISTURBANCE, VIOLATION, Leg, agrees, reports
from tests.stage.writer import writer

# What a violation with a point takes when it calls five chats: each chat costs its message, its copy of the call and
# its map (15); the rest is the update and its draft (4), the report with its wait, its event and the first reminder of
# the seven days of a violation (9), who is called and by when (7), the receipt (3), that it is confirmed once Telegram
# took a call (1), that what comes within minutes belongs to the report (1), what the resort states about it (1),
# who was called so often without a sign that a list is enough (1), which reports are like it (1), and the reporter's
# sealed list of their own (1).
# Raise it only with a reason that stands here.
MOST = 43
ANYWHERE = (("spkt", Role.DESK), ("spkt", Role.DESK), (POLSEK, Role.OFFICER))
AT_A_CROWD = (*ANYWHERE, ("samapta", Role.OFFICER), ("intelkam", Role.OFFICER))
AT_A_VIOLATION = (*ANYWHERE, (PANWASCAM, Role.PARTNER), ("reskrim", Role.OFFICER))


@pytest.mark.sqlite  # it listens to the file's connection; the statements are the same on a server
@pytest.mark.parametrize(
    ("walk", "units"), [(DISTURBANCE, AT_A_CROWD), (VIOLATION, AT_A_VIOLATION)], ids=["crowd", "violation with a point"]
)
async def test_a_report_that_calls_five_chats_takes_few_statements(
    town: Town, walk: tuple[Leg, ...], units: tuple[tuple[str, Role], ...]
) -> None:
    for place, (unit, role) in enumerate(units):
        await joins(town, f"Petugas {place}", unit, role)
    await a_command(town, Post.OPERATIONS)
    citizen = town.world.person("Warga", phone="+6281277788899")
    await agrees(citizen)
    async with statements(town) as units_of_work:
        await reports(citizen, walk)
        await town.rests()
    filing = next(unit for unit in units_of_work if any("INSERT INTO reports " in each for each in unit))
    assert sum("INSERT INTO pings" in each for each in filing) == 5
    assert len(filing) <= MOST, "\n".join(each[:110] for each in filing)


@asynccontextmanager
async def statements(town: Town) -> AsyncIterator[list[list[str]]]:
    """The statements of each unit of work, as SQLite saw them, without what begins and ends it."""
    assert town.siaga is not None
    units: list[list[str]] = []

    def note(statement: str) -> None:
        if statement.startswith("SAVEPOINT"):
            units.append([])
        elif units and not statement.startswith(("BEGIN", "RELEASE", "COMMIT", "ROLLBACK", "--")):
            units[-1].append(statement)

    connection: sqlite3.Connection = writer(town.siaga.database)
    connection.set_trace_callback(note)
    yield units
    connection.set_trace_callback(None)
