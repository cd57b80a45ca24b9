"""A file that somebody asked for comes once, whatever is killed meanwhile; if it cannot be made, that is said once."""

import asyncio
import json
from html.parser import HTMLParser
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
    return town.settings.data / "exports"


def files(person: Person) -> list[str]:
    """What the documents that a person got are called."""
    documents = [message.raw["document"] for message in person.chat_with_bot.messages if "document" in message.raw]
    return [str(document["file_name"]) for document in documents if isinstance(document, dict)]


BOTH = ["data-saya.html", "data-saya.json"]


async def gets_the_files(person: Person) -> None:
    await soon(lambda: sorted(files(person)) == BOTH)


def contents(town: Town, person: Person, name: str) -> str:
    """What stands in a document that a person got."""
    for message in person.chat_with_bot.messages:
        document = message.raw.get("document")
        if isinstance(document, dict) and document["file_name"] == name:
            return town.world.files.get(message.file_id).data.decode()
    raise AssertionError(f"no {name} came")


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


async def test_what_is_asked_for_is_said_to_come_and_comes_as_a_page_and_for_programs(
    resident: Person, town: Town
) -> None:
    number = await reports(resident)
    story = 'Lanjutan: <script>alert(1)</script> & "rumah" <b>Pak RT'
    await resident.sends(f"/lapor Ada orang dipukul kemarin di pasar. {story}")
    await resident.sends("/dataku")
    assert "sedang disiapkan" in (await resident.hears("Data Anda di sini")).text
    await gets_the_files(resident)
    await town.rests()
    everything = json.loads(contents(town, resident, "data-saya.json"))
    assert [report["nomor"] for report in everything["laporan"]] == [number]
    assert story in everything["draf"][0]["kejadian"]

    page = contents(town, resident, "data-saya.html")
    assert number in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;rumah&quot; &lt;b&gt;Pak RT" in page.replace(
        '"', "&quot;"
    )
    read = Page()
    read.feed(page)
    assert read.tags.isdisjoint({"script", "link", "img", "iframe", "form", "a", "b"})
    assert not read.loads
    assert "color-scheme" in page
    assert "Yang diceritakan" in page

    rows = await town.rows("SELECT what, state, path FROM exports ORDER BY id")
    assert [(what, state) for what, state, _ in rows] == [("own_page", "done"), ("own_data", "done")]
    for (_, _, path), data in zip(rows, (page, contents(town, resident, "data-saya.json")), strict=True):
        file = folder(town) / str(path)
        assert file.read_text(encoding="utf-8") == data
        assert file.stat().st_mode & 0o777 == 0o600
    assert folder(town).stat().st_mode & 0o777 == 0o700
    assert await town.rows("SELECT max(length(payload)) FROM outbox") == [(None,)]


class Page(HTMLParser):
    """The tags of a page, and every attribute that could make it load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [name for name, _ in attrs if name in ("src", "href", "style") or name.startswith("on")]


async def test_a_process_that_is_killed_loses_and_doubles_nothing(resident: Person, town: Town) -> None:
    breaks(town, 1)
    await resident.sends("/dataku")
    await town.turns("SELECT 1 FROM exports WHERE attempts = 1")
    assert town.siaga is not None
    await soon(lambda: town.siaga is not None and not town.siaga.exporter.busy)
    assert files(resident) == ["data-saya.json"]
    town.clock.passes(minutes=1)
    town.siaga.exporter._changed.set()
    await gets_the_files(resident)
    await town.rests()
    assert sorted(files(resident)) == BOTH
    assert await town.rows("SELECT state, attempts FROM exports ORDER BY id") == [("done", 2), ("done", 1)]


async def test_a_stop_while_it_is_made_loses_and_doubles_nothing(quiet_town: Town) -> None:
    person = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(person)
        breaks(quiet_town, 1)
        await person.sends("/dataku")
        await quiet_town.turns("SELECT 1 FROM exports WHERE attempts = 1")
    (folder(quiet_town) / "99-1.part").write_bytes(b"left by a kill")
    async with quiet_town.open():
        await gets_the_files(person)
        await quiet_town.rests()
        assert sorted(files(person)) == BOTH
        assert sorted(file.name.partition("-")[0] for file in folder(quiet_town).iterdir()) == ["1", "2"]
        assert not list(folder(quiet_town).glob("*.part"))


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
        await soon(lambda: town.siaga is not None and not town.siaga.exporter.busy)
        town.clock.passes(minutes=5)
        town.siaga.exporter._changed.set()
    assert "belum bisa dibuat" in (await resident.hears()).text
    await town.rests()
    await resident.hears_nothing()
    assert await town.rows("SELECT state, path FROM exports") == [("failed", None)] * 2


async def test_asking_again_while_it_is_made_makes_one(quiet_town: Town) -> None:
    person = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(person)
        breaks(quiet_town, 1)
        for _ in range(3):
            await person.sends("/dataku")
            await person.hears("Data Anda di sini")
    async with quiet_town.open():
        await gets_the_files(person)
        await quiet_town.rests()
    assert sorted(files(person)) == BOTH


async def test_after_a_day_neither_file_nor_row_is_left(resident: Person, town: Town) -> None:
    await resident.sends("/dataku")
    await gets_the_files(resident)
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
    await gets_the_files(resident)
    await resident.sends("/hapus")
    await resident.taps("Hapus data saya")
    await resident.taps("Ya, hapus sekarang")
    await resident.hears("sudah dihapus")
    await town.rests()
    assert list(folder(town).iterdir()) == []
    assert await town.rows("SELECT count(*) FROM exports") == [(0,)]
