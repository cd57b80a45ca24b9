"""The memory of acts: who did what, and `audit verify`, which names what was changed, removed or cut off."""

import asyncio
import hashlib

import pytest

from app import audit
from db import events
from db.vault import Vault, key_from
from sandbox import Person
from tests.stage.officers import commands, goes_off_duty, joins, takes, ticks
from tests.stage.outside import change, named_rows
from tests.stage.town import Town
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
        await town.rests()
        await ticks(town, minutes=1)
        await citizen.hears("menuju lokasi")
        await officer.taps("Di lokasi")
        await town.rests()
        await ticks(town, minutes=1)
        await citizen.hears("di lokasi")
        await officer.sends("/siaga")
        await officer.taps("Lepas siaga", on=await officer.hears("sedang siaga"))
        await officer.taps("Tetap saya pegang", on=await officer.hears("mau diapakan"))
        await officer.hears("tetap Anda pegang")
        await town.rests()
    return town


async def verified(town: Town, capsys: pytest.CaptureFixture[str]) -> tuple[bool, str]:
    """Whether all is well, and what is printed."""
    capsys.readouterr()
    well = await asyncio.to_thread(audit.verify, town.settings)
    return well, capsys.readouterr().out.strip()


def tamper(town: Town, *statements: str) -> None:
    """Change the database behind the bot's back."""
    for statement in statements:
        change(town.settings.address, statement, with_keys=False)


async def test_every_act_is_there_with_who_and_when(remembered: Town) -> None:
    assert await remembered.rows("SELECT id, report, role, officer, act FROM events ORDER BY id") == [
        (1, None, "jam", None, "keadaan_dicatat"),  # the units
        (2, None, "jam", None, "keadaan_dicatat"),  # the invitation
        (3, None, "petugas", 1, "masuk"),
        (4, 1, "pelapor", None, "dibuat"),
        (5, 1, "petugas", 1, "terima"),
        (6, 1, "petugas", 1, "menuju_lokasi"),
        (7, 1, "petugas", 1, "di_lokasi"),
        (8, None, "petugas", 1, "lepas_siaga"),
    ]


async def test_the_command_line_tells_a_whole_memory_from_a_changed_one(remembered: Town) -> None:
    assert await commands(remembered, "audit", "verify") == (0, "Every event is there and unchanged.\n", "")
    tamper(remembered, "UPDATE events SET text = 'lain' WHERE id = 6")
    assert await commands(remembered, "audit", "verify") == (1, "event 6: changed\n", "")


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE events SET act = 'selesai' WHERE id = 6"], "event 6: changed"),
        (["UPDATE events SET at = at + 1 WHERE id = 4"], "event 4: changed"),
        (["UPDATE events SET officer = 2 WHERE id = 5"], "event 5: changed"),
        (["UPDATE events SET text = 'lain' WHERE id = 3"], "event 3: changed"),
        (
            ["UPDATE events SET hash = (SELECT hash FROM events WHERE id = 3) WHERE id = 7"],
            "event 7: changed\nevent 8: changed",
        ),
        (["DELETE FROM events WHERE id = 5"], "event 5: missing"),
        (["DELETE FROM events WHERE id IN (4, 5)"], "event 4 to 5: missing\nreport 1: nobody filed it"),
        (["DELETE FROM events WHERE id = 3"], "event 3: missing"),
        (["DELETE FROM events WHERE id = 8"], "event 8 to 8: missing at the end"),
        (["DELETE FROM events WHERE id > 6"], "event 7 to 8: missing at the end"),
        (["DELETE FROM events"], "event 1 to 8: missing at the end\nreport 1: nobody filed it"),
        (["DELETE FROM seals WHERE name = 'events head'"], "the sealed end of the memory: missing"),
        (
            ["UPDATE seals SET sealed = (SELECT hash FROM events WHERE id = 3) WHERE name = 'events head'"],
            "the sealed end of the memory: changed",
        ),
        (
            [
                "INSERT INTO events (id, report, at, role, officer, act, text, hash, salt)"
                " SELECT 9, report, at, role, officer, act, text, hash, salt FROM events WHERE id = 8"
            ],
            "event 9: changed\nevent 9: not the one that was written last",
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
    well, said = await verified(remembered, capsys)
    assert not well
    lines = set(said.splitlines())
    assert lines >= set(found.splitlines())
    assert {line.split(" ")[0].rstrip(":") for line in lines - set(found.splitlines())} <= {
        "officers",
        "invites",
        "seats",
        "units",
        "report",
    }


def forge(town: Town, *, upto: int) -> None:
    """Change an event and relink the rest, as anyone can who has the database but not the key."""
    change(town.settings.address, "UPDATE events SET act = 'selesai' WHERE id = 6")
    relink(town, upto)


def relink(town: Town, upto: int = 1_000_000) -> bytes:
    """Link the events anew without a key; returns the last link."""
    before = b""
    for row in named_rows(town.settings.address, "SELECT * FROM events WHERE id <= ? ORDER BY id", upto):
        before = hashlib.sha256(events.content_of(before, row["id"], events.values_of(row))).digest()
        change(town.settings.address, "UPDATE events SET hash = ? WHERE id = ?", before, row["id"])
    return before


async def test_a_memory_written_anew_without_the_key_is_found(
    remembered: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    forge(remembered, upto=8)
    well, found = await verified(remembered, capsys)
    assert not well
    assert "event 6: changed" in found
    assert "event 8: not the one that was written last" in found


@pytest.mark.parametrize("done", ["forged", "cut", "added", "unsealed"])
async def test_the_next_act_vouches_for_nothing_that_was_done_behind_its_back(
    remembered: Town, capsys: pytest.CaptureFixture[str], done: str
) -> None:
    match done:
        case "forged":
            forge(remembered, upto=8)
            expected = "event 9: changed"
        case "cut":
            tamper(remembered, "DELETE FROM events WHERE id > 6")
            expected = "event 7 to 8: missing"
        case "added":
            tamper(remembered, "INSERT INTO events (id, report, at, role, officer, act, text, hash, salt)"
                   " SELECT 9, report, at, role, officer, act, text, hash, salt"
                   " FROM events WHERE id = 8")  # fmt: skip
            expected = "event 9: changed"
        case _:
            tamper(remembered, "UPDATE events SET act = 'selesai' WHERE id = 6",
                   "DELETE FROM seals WHERE name = 'events head'")  # fmt: skip
            expected = "event 6: changed"
    async with remembered.open():
        officer = await joins(remembered, "Petugas baru")
        await goes_off_duty(officer)
        await remembered.rests()
    well, found = await verified(remembered, capsys)
    assert not well
    assert expected in found.splitlines()


async def test_events_of_the_release_without_a_key_are_linked_with_it(
    remembered: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    unkeyed(remembered)
    assert (await verified(remembered, capsys))[0]
    async with remembered.open():
        await goes_off_duty(await joins(remembered, "Petugas baru"))
        await remembered.rests()
    assert (await verified(remembered, capsys))[0]
    forge(remembered, upto=8)
    well, found = await verified(remembered, capsys)
    assert not well
    assert "event 6: changed" in found.splitlines()


def unkeyed(town: Town) -> None:
    """Link the memory as the first release did."""
    vault = Vault(key_from((town.settings.data / "siaga.key").read_text(encoding="ascii")))
    head = vault.seal((8).to_bytes(8) + relink(town), b"events head")
    change(town.settings.address, "UPDATE seals SET sealed = ? WHERE name = 'events head'", head)


async def test_the_memory_goes_on_across_restarts(remembered: Town, capsys: pytest.CaptureFixture[str]) -> None:
    async with remembered.open():
        citizen = remembered.citizen()
        await agrees(citizen)
        await reports(citizen)
        await remembered.rests()
    assert (await verified(remembered, capsys))[0]
