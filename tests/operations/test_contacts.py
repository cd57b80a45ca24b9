"""Where people are sent when the bot cannot help: to an office, a number and an operator that really are named."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.stage.disk import has_free
from tests.stage.officers import a_command
from tests.stage.town import Town
from tests.stage.walks import agrees


@pytest.fixture
async def named(quiet_town: Town) -> AsyncIterator[Town]:
    """A town whose settings name the office and who runs the server."""
    contacts = {
        "resort_phone": "0765 123456",
        "resort_address": "Jalan Sudirman 1 <Dumai>",
        "operator_contact": "Tim TI, 0812 0000",
    }
    town = replace(quiet_town, settings=quiet_town.settings.model_copy(update=contacts))
    async with town.open():
        yield town


async def test_a_citizen_reads_where_the_office_is(named: Town) -> None:
    citizen = named.citizen()
    await agrees(citizen)
    await citizen.sends("/bantuan")
    assert "Kantor: Polres Dumai, Jalan Sudirman 1 <Dumai>, atau telepon 0765 123456" in (await citizen.hears()).text
    await citizen.sends("/privasi")
    assert "datang ke Polres Dumai, Jalan Sudirman 1 <Dumai>, atau telepon 0765" in (await citizen.hears()).text


async def test_nobody_is_sent_to_a_number_that_is_not_there(town: Town) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    await citizen.sends("/privasi")
    assert "untuk memperbaiki, datang ke Polres Dumai.\n" in (await citizen.hears()).text


async def test_the_command_reads_who_runs_the_server(named: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    has_free(monkeypatch, 300_000_000)
    chief = await a_command(named)
    await chief.sends("/sehat")
    assert "Pengelola server: Tim TI, 0812 0000" in (await chief.hears("Keadaan bot")).text
    assert named.siaga is not None
    for _ in range(2):
        named.clock.passes(seconds=6)
        await named.siaga.alarms.look()
    alarm = await chief.hears("Ruang disk server hampir habis")
    assert alarm.text.endswith("Pengelola server: Tim TI, 0812 0000")


async def test_the_command_reads_that_nobody_is_named(town: Town) -> None:
    chief = await a_command(town)
    await chief.sends("/sehat")
    screen = await chief.hears("Keadaan bot")
    assert "Pengelola server belum dicatat" in screen.text
    assert "Alarm hanya sampai ke pimpinan di sini" in screen.text
