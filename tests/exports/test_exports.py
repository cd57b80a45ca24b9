"""A file that somebody asked for comes once, whatever is killed meanwhile; if it cannot be made, that is said once."""

import asyncio
import json
from pathlib import Path

import pytest

from exports.exporter import MOST_ATTEMPTS
from exports.job import Job
from exports.process import MakingProcess, NotMade
from exports.source import Figures
from sandbox import Person
from tests.sandbox.api import soon
from tests.stage.town import Town
from tests.stage.walks import agrees, reports


def folder(town: Town) -> Path:
    return town.settings.database.with_name("exports")


def files(person: Person) -> list[str]:
    """What the documents that a person got are called."""
    documents = [message.raw["document"] for message in person.chat_with_bot.messages if "document" in message.raw]
    return [str(document["file_name"]) for document in documents if isinstance(document, dict)]


async def gets_a_file(person: Person) -> None:
    await soon(lambda: bool(files(person)), 30)


class Breaking(MakingProcess):
    """Its process is killed while it makes the first files."""

    times = 0

    async def make(self, job: Job) -> Figures:
        if self.times:
            self.times -= 1
            making = asyncio.create_task(super().make(job))
            await soon(lambda: self._process is not None)
            assert self._process is not None
            self._process.kill()
            return await making
        return await super().make(job)


def breaks(town: Town, times: int) -> None:
    """Let the next processes be killed."""
    assert town.siaga is not None
    exporter = town.siaga.exporter
    exporter.process = breaking = Breaking(exporter.process.greeting)
    breaking.times = times


async def test_what_is_asked_for_is_said_to_come_and_comes(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await resident.sends("/dataku")
    assert "sedang disiapkan" in (await resident.hears("Data Anda di sini")).text
    await gets_a_file(resident)
    await town.rests()
    everything = json.loads(town.world.files.get(resident.last.file_id).data)
    assert [report["nomor"] for report in everything["laporan"]] == [number]
    [(state, path)] = await town.rows("SELECT state, path FROM exports")
    assert state == "done"
    file = folder(town) / str(path)
    assert json.loads(file.read_bytes()) == everything
    assert file.stat().st_mode & 0o777 == 0o600
    assert folder(town).stat().st_mode & 0o777 == 0o700
    assert await town.rows("SELECT max(length(payload)) FROM outbox") == [(None,)]


async def test_a_process_that_is_killed_loses_and_doubles_nothing(resident: Person, town: Town) -> None:
    breaks(town, 1)
    await resident.sends("/dataku")
    await town.turns("SELECT 1 FROM exports WHERE attempts = 1")
    assert town.siaga is not None
    await soon(lambda: town.siaga is not None and not town.siaga.exporter.busy, 30)
    assert not files(resident)
    town.clock.passes(minutes=1)
    town.siaga.exporter._changed.set()
    await gets_a_file(resident)
    await town.rests()
    assert files(resident) == ["data-saya.json"]
    assert await town.rows("SELECT state, attempts FROM exports") == [("done", 2)]


async def test_a_stop_while_it_is_made_loses_and_doubles_nothing(quiet_town: Town) -> None:
    person = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(person)
        breaks(quiet_town, 1)
        await person.sends("/dataku")
        await quiet_town.turns("SELECT 1 FROM exports WHERE attempts = 1")
    (folder(quiet_town) / "99-1.part").write_bytes(b"left by a kill")
    async with quiet_town.open():
        await gets_a_file(person)
        await quiet_town.rests()
        assert files(person) == ["data-saya.json"]
        assert [file.name for file in folder(quiet_town).iterdir()] == ["1-2"]


async def test_what_cannot_be_made_is_said_in_one_sentence(
    resident: Person, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(process: MakingProcess, job: Job) -> Figures:
        raise NotMade("MemoryError at deliveries.py:1")

    monkeypatch.setattr(MakingProcess, "make", fails)
    await resident.sends("/dataku")
    await resident.hears("Data Anda di sini")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        await town.turns("SELECT 1 FROM exports WHERE attempts = ?", attempt)
        assert town.siaga is not None
        await soon(lambda: town.siaga is not None and not town.siaga.exporter.busy, 30)
        town.clock.passes(minutes=5)
        town.siaga.exporter._changed.set()
    assert "belum bisa dibuat" in (await resident.hears()).text
    await town.rests()
    await resident.hears_nothing()
    assert await town.rows("SELECT state, path FROM exports") == [("failed", None)]


async def test_asking_again_while_it_is_made_makes_one(quiet_town: Town) -> None:
    person = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(person)
        breaks(quiet_town, 1)
        for _ in range(3):
            await person.sends("/dataku")
            await person.hears("Data Anda di sini")
    async with quiet_town.open():
        await gets_a_file(person)
        await quiet_town.rests()
    assert files(person) == ["data-saya.json"]


async def test_after_a_day_neither_file_nor_row_is_left(resident: Person, town: Town) -> None:
    await resident.sends("/dataku")
    await gets_a_file(resident)
    await town.rests()
    assert list(folder(town).iterdir())
    town.clock.passes(hours=25)
    assert town.siaga is not None
    town.siaga.exporter._changed.set()
    await town.rests()
    assert list(folder(town).iterdir()) == []
    assert await town.rows("SELECT count(*) FROM exports") == [(0,)]


async def test_erasing_takes_the_file_away_at_once(resident: Person, town: Town) -> None:
    await resident.sends("/dataku")
    await gets_a_file(resident)
    await resident.sends("/hapus")
    await resident.taps("Hapus data saya")
    await resident.taps("Ya, hapus sekarang")
    await resident.hears("sudah dihapus")
    await town.rests()
    assert list(folder(town).iterdir()) == []
    assert await town.rows("SELECT count(*) FROM exports") == [(0,)]
