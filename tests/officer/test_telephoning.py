"""The last level: the command and the desk read whom to telephone, and who has; and who is called at night."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import a_command, about, calls, goes_off_duty, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

ORDINARY_NIGHT = datetime(2024, 9, 3, 15, 0, tzinfo=UTC)  # 22.00 WIB, long before masa tenang


@pytest.fixture
def runs_the_server(quiet_town: Town) -> Person:
    return quiet_town.world.person("Pengelola")


@pytest.fixture
async def town(quiet_town: Town, runs_the_server: Person) -> AsyncIterator[Town]:
    """A town whose settings name the resort's phone, and a chat of whoever runs the server."""
    contacts = {"resort_phone": "0765 123456", "operator_chat": str(runs_the_server.id)}
    town = replace(quiet_town, settings=quiet_town.settings.model_copy(update=contacts))
    async with town.open():
        await runs_the_server.sends("/start")
        yield town


async def test_at_the_last_level_the_command_telephones_and_sees_who_has(
    citizen: Person, town: Town, runs_the_server: Person
) -> None:
    officer, desk = await joins(town, "Petugas"), await joins(town, "Piket", "spkt", Role.DESK)
    chief, operations = await a_command(town), await a_command(town, Post.OPERATIONS, "Kabag Ops")
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    await town.rests()
    assert "Telepon sekarang" not in calls(chief, number)[-1].text
    for _ in range(3):
        await ticks(town, minutes=3)
    call = await is_called(chief, number, "Telepon sekarang")
    assert "Polsek Dumai Timur: nomornya belum tercatat" in call.text
    assert "Polres Dumai: 0765 123456" in call.text
    assert "• 110" in call.text
    assert "Sudah saya telepon" in str(call.labels)
    await is_called(desk, number, "Telepon sekarang")
    theirs = await is_called(operations, number, "Telepon sekarang")
    assert number in (await runs_the_server.hears("belum ada yang mengambil")).text

    await chief.taps("Sudah saya telepon", on=call)
    await chief.sees_toast("Dicatat")
    await chief.hears("siapa yang Anda telepon")
    await is_called(operations, number, "Polres 1 sudah menelepon,")
    await chief.taps("Polsek Dumai Timur")
    await chief.hears("Kami tetap memanggil, lebih jarang")
    await is_called(operations, number, "Polres 1 sudah menelepon Polsek Dumai Timur,")
    assert await town.rows("SELECT officer, text FROM events WHERE act = 'menelepon' ORDER BY id") == [
        (3, None),
        (3, "Polsek Dumai Timur"),
    ]

    before = len(calls(chief, number))
    await ticks(town, minutes=5)  # without the telephone it would be called again by now
    assert len(calls(chief, number)) == before
    await ticks(town, minutes=1)
    assert len(calls(chief, number)) == before + 1
    await citizen.hears("Kami terus memanggil")

    await officer.taps("Terima", on=calls(officer, number)[-1])
    await is_called(officer, number, "Sudah ada petugas")
    await operations.taps("Sudah saya telepon", on=theirs)
    await operations.sees_toast("sudah diambil petugas lain")


async def test_only_the_command_and_the_desk_say_that_they_telephoned(citizen: Person, town: Town) -> None:
    officer, chief = await joins(town, "Petugas"), await a_command(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    call = await is_called(chief, number)
    await chief.forges("p:0:phone=1", on=call)
    await chief.sees_toast("pertanyaan sebelumnya")  # the last level is not reached yet
    for _ in range(3):
        await ticks(town, minutes=3)
    await is_called(chief, number, "Telepon sekarang")
    await officer.forges("p:0:phone=1", on=calls(officer, number)[-1])
    await officer.sees_toast("hanya untuk petugas yang berwenang")
    await chief.forges("p:0:phoned=1,tidak-ada", on=call)
    await chief.sees_toast("pertanyaan sebelumnya")
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'menelepon'") == [(0,)]


async def test_with_nobody_at_all_the_operator_is_told_at_once(
    citizen: Person, town: Town, runs_the_server: Person
) -> None:
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    assert number in (await runs_the_server.hears("belum ada yang mengambil")).text


async def test_at_night_who_is_on_duty_is_called_and_the_command_sleeps(citizen: Person, town: Town) -> None:
    town.clock.now = ORDINARY_NIGHT
    officer, desk = await joins(town, "Petugas"), await joins(town, "Piket", "spkt", Role.DESK)
    chief, sleeper = await a_command(town), await joins(town, "Rekan")
    await goes_off_duty(sleeper)
    await agrees(citizen)
    number = await reports(citizen, about(Category.PENCURIAN))
    await town.rests()
    for _ in range(5):
        await ticks(town, hours=1)
    assert calls(officer, number)
    assert len(calls(desk, number)) > 2
    assert (calls(chief, number), calls(sleeper, number)) == ([], [])
    await ticks(town, hours=8)
    assert calls(chief, number)

    town.clock.now = ORDINARY_NIGHT.replace(day=5)
    urgent = await reports(citizen, about(Category.TAWURAN))
    await is_called(chief, urgent)


async def test_at_night_with_nobody_on_duty_less_than_an_emergency_waits_for_the_morning(
    citizen: Person, town: Town
) -> None:
    town.clock.now = ORDINARY_NIGHT
    officer, chief = await joins(town, "Petugas"), await a_command(town)
    await goes_off_duty(officer)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await town.rests()
    await ticks(town, hours=7, minutes=29)
    assert (calls(officer, number), calls(chief, number)) == ([], [])
    await ticks(town, minutes=1)
    await is_called(chief, number, "belum ada yang mengambil")


async def test_around_the_vote_there_is_no_night(citizen: Person, town: Town) -> None:
    town.clock.now = datetime(2024, 11, 25, 16, 0, tzinfo=UTC)  # 23.00 WIB in masa tenang
    chief = await a_command(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_called(chief, number)


async def test_a_report_that_was_taken_shows_no_numbers(citizen: Person, town: Town) -> None:
    officer, chief = await joins(town, "Petugas"), await a_command(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    await takes(officer, number)
    await town.rests()
    assert "Telepon sekarang" not in calls(chief, number)[-1].text
