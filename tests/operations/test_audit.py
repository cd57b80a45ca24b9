"""The memory of acts: who did what, and `audit verify`, which names what was changed, removed or cut off."""

import asyncio
import sqlite3

import pytest

from app import admin
from db import events
from sandbox import Person
from tests.conftest import Town
from tests.stage.officers import commands, goes_off_duty, joins, takes
from tests.stage.walks import agrees, reports


@pytest.fixture
async def remembered(quiet_town: Town) -> Town:
    """A town that has a report with a history, and whose bot has stopped."""
    town = quiet_town
    async with town.open():
        officer = await joins(town, "Petugas")
        citizen: Person = town.citizen()
        await agrees(citizen)
        await takes(officer, await reports(citizen))
        await officer.taps("Menuju lokasi")
        await citizen.hears("menuju lokasi")
        await officer.taps("Di lokasi")
        await citizen.hears("di lokasi")
        await goes_off_duty(officer)
        await town.rests()
    return town


async def verified(town: Town, capsys: pytest.CaptureFixture[str]) -> tuple[bool, str]:
    """Whether all is well, and what is printed."""
    capsys.readouterr()
    well = await asyncio.to_thread(admin.verify_audit, town.settings)
    return well, capsys.readouterr().out.strip()


def tamper(town: Town, *statements: str) -> None:
    """Change the database behind the bot's back."""
    with sqlite3.connect(town.settings.database) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


async def test_every_act_is_there_with_who_and_when(remembered: Town) -> None:
    assert await remembered.rows("SELECT id, report, role, officer, act FROM events ORDER BY id") == [
        (1, None, "petugas", 1, "masuk"),
        (2, 1, "pelapor", None, "dibuat"),
        (3, 1, "petugas", 1, "terima"),
        (4, 1, "petugas", 1, "menuju_lokasi"),
        (5, 1, "petugas", 1, "di_lokasi"),
        (6, None, "petugas", 1, "lepas_siaga"),
    ]


async def test_the_command_line_tells_a_whole_memory_from_a_changed_one(remembered: Town) -> None:
    assert await commands(remembered, "audit", "verify") == (0, "Every event is there and unchanged.\n", "")
    tamper(remembered, "UPDATE events SET text = 'lain' WHERE id = 4")
    assert await commands(remembered, "audit", "verify") == (1, "event 4: changed\n", "")


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE events SET act = 'selesai' WHERE id = 4"], "event 4: changed"),
        (["UPDATE events SET at = at + 1 WHERE id = 2"], "event 2: changed"),
        (["UPDATE events SET officer = 2 WHERE id = 3"], "event 3: changed"),
        (["UPDATE events SET text = 'lain' WHERE id = 1"], "event 1: changed"),
        (["UPDATE events SET hash = x'00' WHERE id = 5"], "event 5: changed\nevent 6: changed"),
        (["DELETE FROM events WHERE id = 3"], "event 3: missing"),
        (["DELETE FROM events WHERE id IN (2, 3)"], "event 2 to 3: missing"),
        (["DELETE FROM events WHERE id = 1"], "event 1: missing"),
        (["DELETE FROM events WHERE id = 6"], "event 6 to 6: missing at the end"),
        (["DELETE FROM events WHERE id > 4"], "event 5 to 6: missing at the end"),
        (["DELETE FROM events"], "event 1 to 6: missing at the end"),
        (["DELETE FROM seals WHERE name = 'events head'"], "the sealed end of the memory: missing"),
        (
            ["UPDATE seals SET sealed = zeroblob(60) WHERE name = 'events head'"],
            "the sealed end of the memory: changed",
        ),
        (
            ["INSERT INTO events SELECT 7, report, at, role, officer, act, text, hash, salt FROM events WHERE id = 6"],
            "event 7: changed\nevent 7: not the one that was written last",
        ),
    ],
)
async def test_what_was_done_behind_its_back_is_found_and_named(
    remembered: Town,
    capsys: pytest.CaptureFixture[str],
    statements: list[str],
    found: str,
) -> None:
    tamper(remembered, *statements)
    assert await verified(remembered, capsys) == (False, found)


async def test_a_memory_written_anew_without_the_key_is_found(
    remembered: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(remembered.settings.database) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("UPDATE events SET act = 'selesai' WHERE id = 4")
        before = b""
        for row in connection.execute("SELECT * FROM events ORDER BY id").fetchall():
            before = events.chained(before, row["id"], events._values(row))
            connection.execute("UPDATE events SET hash = ? WHERE id = ?", (before, row["id"]))
    connection.close()
    assert await verified(remembered, capsys) == (False, "event 6: not the one that was written last")


async def test_the_memory_goes_on_across_restarts(remembered: Town, capsys: pytest.CaptureFixture[str]) -> None:
    async with remembered.open():
        citizen = remembered.citizen()
        await agrees(citizen)
        await reports(citizen)
        await remembered.rests()
    assert (await verified(remembered, capsys))[0]
