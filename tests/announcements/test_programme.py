"""The election's reminders: looked at, changed, switched off, approved by a second person, sent at their hour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app import parts
from broadcasts.appeal import Topic
from broadcasts.programme_file import load
from sandbox import Person
from tests.stage.announcements import running, subscribes
from tests.stage.composing import approves_programme, reads_to_the_end
from tests.stage.subscribers import commanders
from tests.stage.town import PlayedClock, Town


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(datetime(2024, 11, 25, 3, 0, tzinfo=UTC))  # H-2, 10.00 WIB


async def test_the_programme_goes_out_at_its_hours_once_a_second_person_approved_it(
    town: Town, clock: PlayedClock, chief: Person, deputy: Person
) -> None:
    citizen = town.citizen()
    await citizen.sends("/start")
    await citizen.hears("Selamat datang")
    await subscribes(town, citizen, topic=Topic.REMINDER)
    await chief.sends("/program")
    listed = await chief.hears("Program pengingat Pilkada 2024")
    assert "27 November 2024" in listed.text
    assert any("26/11 16.00 WIB" in label for label in listed.labels)
    await chief.taps("Ajukan semua")
    await chief.hears("diajukan kepada pimpinan lain")
    await approves_programme(deputy)
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
    await deputy.taps("Baca dan setujui", on=request)
    await deputy.sees_toast("berubah")
    assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]


async def test_who_put_it_forward_cannot_approve_it(town: Town, chief: Person, deputy: Person) -> None:
    await chief.sends("/program")
    await chief.taps("Ajukan semua")
    request = await deputy.hears("Mohon persetujuan")
    data = next(button.data for button in request.buttons if button.data)
    await chief.forges(data, on=chief.last)
    await reads_to_the_end(chief)
    await chief.taps("Setujui semua")
    await chief.sees_toast("bukan yang menulis atau yang mengajukannya")
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
    await chief.hears("kita memilih")  # the reminder itself
    await chief.taps("Matikan")
    await chief.hears("Status: dimatikan")
    await chief.hears_nothing()  # it stands there already
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await approves_programme(deputy)
    clock.now = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)
    await running(town).ticker.tick()
    await citizen.hears_nothing()


async def test_a_reminder_taken_in_again_needs_and_gets_its_approval_anew(
    town: Town, chief: Person, deputy: Person
) -> None:
    await approved(town, chief, deputy)
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("26/11 16.00")
    await chief.hears("kita memilih")
    await chief.taps("Matikan")
    await chief.hears("Status: dimatikan")
    await chief.taps("Nyalakan")
    await chief.hears("Status: belum diajukan")
    slot = "pilkada-2024/h_min_1_sore"
    of_slot = "SELECT count(*) FROM approvals JOIN appeals ON appeals.id = appeal WHERE slot = ?"
    assert await town.rows(of_slot, slot) == [(0,)]
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await approves_programme(deputy)
    assert await town.rows("SELECT state FROM appeals WHERE slot = ?", slot) == [("approved",)]


async def test_who_changed_one_reminder_still_approves_the_others_of_the_programme(
    town: Town, chief: Person, deputy: Person
) -> None:
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await deputy.sends("/program")
    await deputy.hears("Program pengingat")
    await deputy.taps("26/11 16.00")
    await deputy.hears("Isinya persis")
    await deputy.taps("Ubah isi")
    await deputy.hears("Tuliskan isi baru")
    await deputy.sends("Besok kita memilih. Datanglah tepat waktu.")
    await deputy.hears("sudah diganti")
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await approves_programme(deputy)
    left = "SELECT slot FROM appeals WHERE state IN ('draft', 'waiting')"
    assert await town.rows(left) == [("pilkada-2024/h_min_1_sore",)]
    await deputy.sends("/program")
    await deputy.hears("Program pengingat")
    await deputy.taps("Ajukan semua")
    await approves_programme(chief)
    assert await town.rows(left) == []


async def test_a_reminder_changed_in_its_time_alone_is_shown_to_the_approver_whole(
    town: Town, chief: Person, deputy: Person
) -> None:
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    [(key,)] = await town.rows("SELECT id FROM appeals WHERE slot = 'pilkada-2024/h_min_1_sore'")
    await chief.forges(f"s:0:change={key}", on=chief.last)  # the way that a missed one offers
    await chief.hears("Periksa dulu")
    await chief.taps("✏️ Waktu")
    await chief.hears("Kapan dikirim")
    await chief.sends("besok 06.00")
    await chief.hears("Periksa dulu")
    await chief.taps("Minta persetujuan")
    await chief.hears("Permintaan persetujuan")
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await deputy.taps("Baca dan setujui", on=await deputy.hears("persetujuan program pengingat"))
    assert "besok 06.00" not in (page := await deputy.hears("Halaman 1")).text
    assert "26 November 2024 pukul 06.00 WIB" in page.text


async def test_the_programme_is_not_put_before_somebody_who_cannot_be_reached(
    town: Town, chief: Person, deputy: Person
) -> None:
    await deputy.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await chief.sees_toast("Belum ada pimpinan lain")
    assert await town.rows("SELECT count(*) FROM appeals WHERE state = 'waiting'") == [(0,)]


async def test_words_of_our_own_are_shown_to_the_approver_whole(town: Town, chief: Person, deputy: Person) -> None:
    words = (
        "Besok kita memilih. Datanglah tepat waktu, bawa KTP-el, dan jaga tetangga yang sakit atau berkebutuhan khusus."
    )
    await chief.sends("/program")
    await chief.taps("26/11 16.00")
    await chief.taps("Ubah isi")
    await chief.sends(words)
    await chief.hears("sudah diganti")
    await chief.sends("/program")
    await chief.taps("Ajukan semua")
    request = await deputy.hears("Mohon persetujuan")
    await deputy.taps("Baca dan setujui", on=request)
    shown = await deputy.hears(words)
    page = await deputy.hears("Halaman 1")
    assert shown.id < page.id


async def approved(town: Town, chief: Person, deputy: Person) -> None:
    """The whole programme, by two."""
    await running(town).ticker.tick()
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await approves_programme(deputy)


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Changes the programme's file before the bot starts again."""

    def change(**changes: Any) -> None:
        programme = replace(load("pilkada-2024"), **changes)
        monkeypatch.setattr(parts, "programme_of", lambda _: programme)

    return change


async def test_another_voting_day_is_approved_anew(
    quiet_town: Town, clock: PlayedClock, file: Callable[..., None]
) -> None:
    town = quiet_town
    async with town.open():
        chief, deputy = await commanders(town)
        citizen = town.citizen()
        await citizen.sends("/start")
        await citizen.hears("Selamat datang")
        await subscribes(town, citizen, topic=Topic.REMINDER)
        await chief.sends("/program")
        await chief.taps("26/11 19.30")
        await chief.taps("Ubah isi")
        await chief.sends("Kata-kata pimpinan sendiri.")
        await chief.hears("sudah diganti")
        await approved(town, chief, deputy)
    file(voting=date(2024, 12, 4))
    async with town.open():
        await running(town).ticker.tick()
        assert "tidak akan dikirim sebelum disetujui lagi" in (await chief.hears("Jadwal pemilihan")).text
        await deputy.hears("Jadwal pemilihan")
        assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]
        clock.now = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)  # what was approved for H-1, 16.00 WIB
        await running(town).ticker.tick()
        await citizen.hears_nothing()
        await chief.taps("Lihat program")
        await chief.hears("Program pengingat")
        await chief.taps("Lainnya")
        await chief.taps("03/12 19.30")
        assert "3 Desember 2024" in (await chief.hears("Isinya persis")).text
        await chief.hears("Kata-kata pimpinan sendiri.")
        await approved(town, chief, deputy)
        clock.now = datetime(2024, 12, 3, 9, 0, tzinfo=UTC)
        await running(town).ticker.tick()
        assert "4 Desember 2024" in (await citizen.hears("kode")).text
    async with town.open():
        await running(town).ticker.tick()
        await town.rests()
        assert len([each for each in deputy.chat_with_bot.messages if "Jadwal pemilihan" in each.text]) == 1


async def test_a_reminder_that_the_file_has_no_more_is_left_out(
    quiet_town: Town, clock: PlayedClock, file: Callable[..., None]
) -> None:
    town = quiet_town
    async with town.open():
        chief, deputy = await commanders(town)
        await approved(town, chief, deputy)
        ((kept,),) = await town.rows("SELECT count(*) FROM appeals WHERE state = 'approved'")
    file(slots=tuple(slot for slot in load("pilkada-2024").slots if slot.key != "h_min_1_sore"))
    async with town.open():
        await running(town).ticker.tick()
        assert "1 pengingat" in (await chief.hears("Jadwal pemilihan")).text
        assert await town.rows("SELECT count(*) FROM appeals WHERE state = 'approved'") == [(int(str(kept)) - 1,)]
        assert await town.rows("SELECT slot FROM appeals WHERE state = 'off'") == [("pilkada-2024/h_min_1_sore",)]


async def test_one_that_was_missed_goes_out_once_it_was_given_another_time(
    town: Town, clock: PlayedClock, chief: Person, deputy: Person
) -> None:
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await chief.taps("Ajukan semua")
    await chief.hears("diajukan kepada pimpinan lain")
    await approves_programme(deputy)
    clock.now = datetime(2024, 11, 27, 0, 1, tzinfo=UTC)  # 07.01 WIB: what leads to the TPS is too late
    await running(town).ticker.tick()
    await town.rests()
    missed = await chief.hears("Menuju TPS")
    await chief.taps("Lihat siaran", on=missed)
    await chief.hears("Tidak dikirim, waktunya sudah lewat")
    await chief.taps("✏️ Ubah")
    await chief.hears("Periksa dulu")
    await chief.taps("✏️ Waktu")
    await chief.hears("Kapan dikirim")
    await chief.taps("Sekarang")
    await chief.hears("segera setelah disetujui")
    await chief.taps("Minta persetujuan")
    await chief.hears("Permintaan persetujuan")
    await chief.sends("/program")
    await chief.hears("Program pengingat")
    await deputy.hears("Mohon persetujuan arahan")
    await deputy.taps("Setujui")
    await deputy.hears("Disetujui")
    await running(town).ticker.tick()
    assert "Menuju TPS" in (await chief.hears("Siaran sedang dikirim")).text


async def test_the_list_begins_with_what_is_to_come_and_says_what_was_missed(
    town: Town, clock: PlayedClock, chief: Person, deputy: Person
) -> None:
    await chief.sends("/program")
    await chief.taps("Ajukan semua")
    await chief.hears("diajukan kepada pimpinan lain")
    await approves_programme(deputy)
    clock.now = datetime(2024, 11, 27, 0, 1, tzinfo=UTC)
    await running(town).ticker.tick()
    await town.rests()
    await chief.sends("/program")
    await chief.taps("27/11 11.00", on=await chief.hears("Program pengingat"))
    await chief.hears("Isinya persis")
    await chief.taps("Ubah isi")
    await chief.hears("Tuliskan isi baru")
    await chief.sends("Pemilih pindahan dapat memilih sekarang.")
    await chief.hears("sudah diganti")
    await chief.taps("Kembali")
    listed = await chief.hears("Program pengingat")
    assert listed.labels[0].startswith("✏️ 27/11 11.00 WIB Pemilih pindahan")
    while not any("27/11 06.00 WIB 📍" in label for label in listed.labels):
        await chief.taps("Lainnya", on=listed)
        listed = await chief.hears("Program pengingat")
    assert any(label.startswith("⏰ 27/11 06.00 WIB 📍") for label in listed.labels)
