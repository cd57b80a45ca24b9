"""What a stranger learns from the database, the files beside it or the logs: nobody's name, number or id."""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import orjson
import pytest

from app import logs
from conversations import flow
from db import inbox
from db.database import Unavailable
from sandbox import Person
from sandbox.world.faults import Kind
from tests.stage.outside import dump
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, goes_to, reports

PHONE = "+6281390817263"
TYPED = "081298761234"


def known_of(citizen: Person) -> list[str]:
    """All that Telegram knows of a person and a stranger must not learn, in every spelling."""
    numbers = [number.lstrip("+0").removeprefix("62") for number in (citizen.phone, TYPED)]
    named = [str(citizen.user[key]) for key in ("first_name", "last_name", "username") if key in citizen.user]
    return [str(citizen.id), f"{citizen.id:x}", *named, *numbers]


def betrayed(text: str, people: list[Person]) -> list[str]:
    """What of these people stands in a text, also in blobs as hexadecimal digits."""
    low = text.lower()
    return [word for person in people for word in known_of(person) if word.lower() in low or word.encode().hex() in low]


def somebody(town: Town, name: str, **more: str) -> Person:
    return town.world.person(name, last_name="Tanoesoebrata", username=f"{name.lower()}_rahasia", **more)


async def whole_run(town: Town, people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything a bot goes through, and at its end rows that wait in inbox, outbox and drafts."""
    one, two, three, four = people
    await agrees(one)
    await goes_to(one, "phone", VIOLATION)
    await one.shares_contact()
    await one.hears("Periksa dulu")
    await one.taps("Kirim sekarang")
    await one.hears("sudah kami terima")
    await one.taps("Tambah keterangan")
    await one.hears("Kirim keterangan")
    await one.sends_photo(b"\xff\xd8\xff bukti")
    await one.hears("Sudah ditambahkan")
    await agrees(two)
    await goes_to(two, "phone", VIOLATION)
    await two.sends(TYPED)
    await two.hears("Periksa dulu")
    await two.taps("Kirim sekarang")
    await two.hears("sudah kami terima")
    await two.blocks_bot()
    await town.turns("SELECT 1 FROM chats WHERE off_at IS NOT NULL")
    await agrees(three)
    await goes_to(three, "phone", VIOLATION)
    await three.shares_contact()  # and leaves the draft, the number in it, unsent
    await three.hears("Periksa dulu")
    group = town.world.group("Warga RT 3", members=people, bot="member")
    await four.sends("/lapor", chat=group)
    await four.hears("tidak dibuat di grup", chat=group)
    with monkeypatch.context() as patch:
        patch.setattr(flow, "advance", _fails)
        await three.sends("orangnya dua")
        await three.hears("gangguan di pihak kami")
    await agrees(four)
    await town.rests()
    town.world.faults.add(Kind.ERROR, times=100_000, methods=["sendMessage", "editMessageText", "getFile"])
    await four.sends("/lapor")
    await town.turns("SELECT 1 FROM outbox WHERE state = 'queued'")
    monkeypatch.setattr(inbox, "finish", _busy)
    await one.sends("sebentar lagi saya kirim fotonya")
    await town.turns("SELECT 1 FROM inbox WHERE done_at IS NULL")


def _fails(*_: object) -> NoReturn:
    raise ZeroDivisionError


async def _busy(*_: object) -> None:
    raise Unavailable("database is locked")


@pytest.fixture
def people(quiet_town: Town) -> list[Person]:
    return [
        somebody(quiet_town, "Zulkifrizal", phone=PHONE),
        somebody(quiet_town, "Mangasiantar"),
        somebody(quiet_town, "Wirnawatiningsih"),
        somebody(quiet_town, "Yuliusmanto"),
    ]


@pytest.mark.usefixtures("way_in")
async def test_a_dump_of_the_database_names_nobody(
    quiet_town: Town, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with quiet_town.open():
        await whole_run(quiet_town, people, monkeypatch)
        running = dump(quiet_town.settings.address)
    stopped = dump(quiet_town.settings.address)
    for table in ("inbox", "outbox"):
        assert await quiet_town.rows(f"SELECT count(*) > 0 FROM {table} WHERE payload IS NOT NULL") == [(1,)]
    assert await quiet_town.rows("SELECT count(*) > 0 FROM drafts WHERE sealed IS NOT NULL") == [(1,)]
    for text in (running, stopped):
        assert "INSERT INTO reports" in text
        assert betrayed(text, people) == []


async def test_no_file_of_the_bot_names_anybody(
    quiet_town: Town, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with quiet_town.open():
        await whole_run(quiet_town, people, monkeypatch)
        for file in files_of(quiet_town):
            content = file.read_bytes()
            for person in people:
                for word in known_of(person):
                    assert word.encode() not in content, f"{word} in {file.name}"
                assert person.id.to_bytes(8) not in content
            assert not content or file.stat().st_mode & 0o077 == 0, f"{file.name} can be read by others"


def files_of(town: Town) -> Iterator[Path]:
    folder = town.settings.data
    return (file for file in folder.rglob("*") if file.is_file())


async def test_the_search_finds_what_is_there(quiet_town: Town, people: list[Person]) -> None:
    """What these tests look for would be seen if it were written in clear, as text or in a blob."""
    for person in people:
        for word in known_of(person):
            assert betrayed(f"INSERT INTO x VALUES('{word}')", people)
            assert betrayed(f"INSERT INTO x VALUES(X'{word.encode().hex().upper()}')", people)


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> str:
    """How the log is written; tests that use it run both ways."""
    return str(request.param)


@pytest.fixture
def log(quiet_town: Town, form: str) -> Iterator[io.StringIO]:
    """What the bot logs as it is set up by the command line, from DEBUG on."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.set_up("DEBUG", quiet_town.settings.bot_token.get_secret_value(), form)
    written = io.StringIO()
    [handler] = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    for room in ("bot", "gateway", "handlers", "db", "__main__"):
        logging.getLogger(room).setLevel(logging.NOTSET)


@pytest.mark.usefixtures("way_in")
async def test_the_logs_name_nobody(
    quiet_town: Town, people: list[Person], monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    async with quiet_town.open():
        await whole_run(quiet_town, people, monkeypatch)
    monkeypatch.undo()
    quiet_town.world.faults.clear()
    quiet_town.world.faults.add(Kind.FLOOD, times=1, methods=["sendMessage"])
    async with quiet_town.open():
        await people[0].hears()
        await reports(people[3])
    written = log.getvalue()
    assert "reference" in written
    assert "DEBUG" in written or "INFO" in written
    assert betrayed(written, people) == []
    assert quiet_town.settings.bot_token.get_secret_value() not in written


async def test_an_operator_finds_what_failed_by_the_reference_a_citizen_reads_out(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch, log: io.StringIO, form: str
) -> None:
    token = quiet_town.settings.bot_token.get_secret_value()
    citizen = somebody(quiet_town, "Zulkifrizal")

    def fails(*_: object) -> NoReturn:
        raise ValueError(f"{citizen.name} {PHONE} {token}")

    async with quiet_town.open():
        await agrees(citizen)
        await goes_to(citizen, "kind")
        monkeypatch.setattr(flow, "advance", fails)
        await citizen.sends("ada yang ribut di pos ronda")
        sorry = await citizen.hears("gangguan di pihak kami")
        logging.getLogger("gateway").warning("calling %s", f"/bot{token}/getMe")
    reference = re.search(r"kode ([0-9A-F]{8})", sorry.text)
    assert reference is not None
    written = log.getvalue()
    if form == "json":
        lines = [orjson.loads(line) for line in written.splitlines()]
        assert {"time", "level", "room", "message"} <= set.intersection(*map(set, lines))
        [failure] = [line for line in lines if line.get("reference") == reference[1]]
        assert failure["level"] == "ERROR"
        assert failure["room"] == "handlers.switchboard"
        assert failure["trace"].endswith("ValueError")
    assert f"reference {reference[1]}" in written
    assert "/bot<token>/getMe" in written
    assert token not in written
    assert betrayed(written, [citizen]) == []
