"""The election's reminders: looked at, changed, switched off, approved by a second person, sent at their hour."""

from datetime import UTC, datetime

import pytest

from broadcasts.appeal import Topic
from reports.authority import Post
from reports.state import Role
from sandbox import Person
from tests.announcements import running, subscribes
from tests.conftest import PlayedClock, Town
from tests.officers import joins


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(datetime(2024, 11, 25, 3, 0, tzinfo=UTC))  # H-2, 10.00 WIB


@pytest.fixture
async def chief(town: Town) -> Person:
    return await joins(town, "Kapolres", "polres", Role.COMMAND, Post.CHIEF)


@pytest.fixture
async def deputy(town: Town) -> Person:
    return await joins(town, "Wakapolres", "polres", Role.COMMAND, Post.DEPUTY)


async def test_the_programme_goes_out_at_its_hours_once_a_second_person_approved_it(
    town: Town, clock: PlayedClock, chief: Person, deputy: Person
) -> None:
    citizen = town.citizen()
    await citizen.sends("/start")
    await citizen.hears("Selamat datang")
    await subscribes(town, citizen, topic=Topic.REMINDER)
    await chief.sends("/program")
    assert "27 November 2024" in (await chief.hears("Program pengingat")).text
    await chief.taps("Ajukan semua")
    await chief.hears("dikirim kepada pimpinan lain")
    await deputy.hears("Mohon persetujuan")
    await deputy.taps("Setujui semua")
    await deputy.hears("Program disetujui")
    await chief.hears("menyetujui")

    clock.now = datetime(2024, 11, 26, 8, 59, tzinfo=UTC)
    await running(town).ticker.tick()
    await citizen.hears_nothing()
    clock.now = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)  # H-1, 16.00 WIB
    await running(town).ticker.tick()
    assert "07.00 WIB" in (await citizen.hears("kode")).text
    await town.rests()
    await running(town).ticker.tick()
    await citizen.hears_nothing()


async def test_nothing_goes_out_that_nobody_approved(town: Town, clock: PlayedClock, chief: Person) -> None:
    citizen = town.citizen()
    await citizen.sends("/start")
    await citizen.hears("Selamat datang")
    await subscribes(town, citizen, topic=Topic.REMINDER)
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    clock.now = datetime(2024, 11, 27, 5, 0, tzinfo=UTC)
    await running(town).ticker.tick()
    await citizen.hears_nothing()


async def test_a_changed_reminder_voids_what_the_approver_saw(town: Town, chief: Person, deputy: Person) -> None:
    await chief.sends("/program")
    await chief.taps("Ajukan semua")
    request = await deputy.hears("Mohon persetujuan")
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("26/11 16.00")
    await chief.hears("Isinya persis")
    await chief.taps("Ubah isi")
    await chief.hears("Tuliskan isi baru")
    await chief.sends("Besok kita memilih. Datanglah tepat waktu.")
    await chief.hears("sudah diganti")
    await deputy.taps("Setujui semua", on=request)
    await deputy.sees_toast("berubah")
    assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]


async def test_who_put_it_forward_cannot_approve_it(town: Town, chief: Person, deputy: Person) -> None:
    await chief.sends("/program")
    await chief.taps("Ajukan semua")
    request = await deputy.hears("Mohon persetujuan")
    data = next(button.data for button in request.buttons if button.data)
    await chief.forges(data, on=chief.last)
    await chief.sees_toast()
    assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]


async def test_a_reminder_that_is_switched_off_is_left_out(
    town: Town, clock: PlayedClock, chief: Person, deputy: Person
) -> None:
    citizen = town.citizen()
    await citizen.sends("/start")
    await citizen.hears("Selamat datang")
    await subscribes(town, citizen, topic=Topic.REMINDER)
    await chief.sends("/program")
    await chief.taps("26/11 16.00")
    await chief.taps("Matikan")
    await chief.hears("dimatikan")
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await deputy.taps("Setujui semua")
    await deputy.hears("Program disetujui")
    clock.now = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)
    await running(town).ticker.tick()
    await citizen.hears_nothing()
