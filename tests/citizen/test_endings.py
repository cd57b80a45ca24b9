"""What silence leads to: whoever owes the next step is reminded until it comes, and a done report is closed."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from db import migrate
from reports.category import Category
from resort.roles import Role
from sandbox import Person
from tests.stage.desk import a_desk, opens
from tests.stage.officers import a_command, about, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

CLOSED = "sudah seminggu sejak hasilnya kami kabarkan"
SILENT = "belum mengambil laporan yang dilimpahkan"
NO_SIGN = "belum memberi kabar lagi"


async def is_done(officer: Person, citizen: Person, number: str) -> None:
    await officer.taps("Selesai", on=await takes(officer, number))
    await officer.taps("Nihil", on=await officer.hears(f"{number}: bagaimana hasilnya"))
    await citizen.hears("Apakah sudah beres")


async def is_referred(desk: Person, number: str) -> None:
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Limpahkan")
    await desk.taps("Bawaslu")
    await desk.hears("Apa alasannya")
    await desk.sends("Wewenang pengawas")


def heard(person: Person, words: str) -> int:
    return len([each for each in person.chat_with_bot.messages if each.from_bot and words in each.text])


async def test_a_week_of_silence_closes_a_done_report(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await is_done(officer, resident, number)
    await ticks(town, days=7, seconds=-1)
    assert await town.rows("SELECT state, closed_at FROM reports") == [("selesai", None)]
    await ticks(town, seconds=1)
    await resident.hears(CLOSED)
    assert await town.rows("SELECT state, closed_at IS NOT NULL FROM reports") == [("selesai", 1)]
    assert await town.rows("SELECT role, act FROM events ORDER BY id DESC LIMIT 1") == [("jam", "tutup")]
    for _ in range(2):
        await ticks(town, days=7)
    assert heard(resident, CLOSED) == 1
    await resident.taps("Belum beres")
    await resident.sees_toast("hanya bisa dibuka kembali dalam 7 hari")


async def test_who_answers_is_not_told_again(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await is_done(officer, resident, number)
    await resident.taps("Sudah beres")
    await resident.hears("kami tutup")
    assert await town.rows("SELECT count(*) FROM waits") == [(0,)]
    await ticks(town, days=8)
    assert heard(resident, CLOSED) == 0


async def test_a_reopened_report_is_not_closed(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await is_done(officer, resident, number)
    await ticks(town, days=6)
    await resident.taps("Belum beres")
    await resident.hears("kami buka kembali")
    await ticks(town, days=2)
    assert await town.rows("SELECT closed_at FROM reports") == [(None,)]


async def test_nobody_is_woken_by_it_also_after_a_standstill(quiet_town: Town) -> None:
    town = quiet_town
    citizen = town.citizen()
    town.clock.now = datetime(2024, 11, 27, 15, 0, tzinfo=UTC)  # 22.00 WIB
    async with town.open():
        officer = await joins(town, "Petugas")
        await agrees(citizen)
        await is_done(officer, citizen, await reports(citizen))
        await ticks(town, days=7, hours=7)  # 05.00 WIB
        assert heard(citizen, CLOSED) == 0
    town.clock.now += timedelta(days=1)
    async with town.open():
        await ticks(town)
        assert heard(citizen, CLOSED) == 0
    town.clock.now += timedelta(minutes=30)
    for _ in range(2):
        async with town.open():
            await ticks(town)
            assert heard(citizen, CLOSED) == 1


async def test_an_officer_who_gives_no_sign_is_reminded_again_and_again(resident: Person, town: Town) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await ticks(town, hours=1, seconds=-1)
    assert heard(desk, NO_SIGN) == 0
    for _ in range(2):
        await ticks(town, seconds=1)
    await officer.hears("masih Anda tangani?")
    told = await desk.hears(NO_SIGN)
    assert number in told.text
    await resident.hears("petugas yang menangani belum memberi kabar lagi")
    await ticks(town, hours=1)
    assert heard(desk, NO_SIGN) == heard(officer, "masih Anda tangani?") == 1
    for reminders in range(2, 8):
        await ticks(town, hours=13)  # of which the night is none
        assert heard(desk, NO_SIGN) == heard(officer, "masih Anda tangani?") == reminders
    assert heard(resident, "belum memberi kabar lagi") == 1
    await desk.taps("Lihat laporan", on=told)
    assert "petugas belum memberi kabar" in (await desk.hears("Riwayat")).text
    assert await town.rows("SELECT officer IS NOT NULL FROM reports") == [(1,)]


async def test_when_the_desk_itself_gives_no_sign_the_command_is_told(resident: Person, town: Town) -> None:
    desk, chief = await a_desk(town), await a_command(town)
    number = await reports(resident)
    await takes(desk, number)
    await ticks(town, hours=1)
    await desk.hears("masih Anda tangani?")
    assert number in (await chief.hears(NO_SIGN)).text
    assert heard(desk, NO_SIGN) == 0


async def test_each_sign_of_an_officer_gives_them_their_time_anew(resident: Person, town: Town) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    call = await takes(officer, await reports(resident))
    for sign in ("Menuju lokasi", "Di lokasi", "Butuh bantuan"):
        await ticks(town, minutes=59)
        await officer.taps(sign, on=call)
        await town.rests()
    await ticks(town, minutes=59)
    assert heard(desk, NO_SIGN) == 0
    await officer.taps("Selesai", on=call)
    await officer.taps("Nihil", on=await officer.hears("bagaimana hasilnya"))
    await resident.hears("Apakah sudah beres")
    await ticks(town, hours=2)
    assert heard(desk, NO_SIGN) == 0


async def test_a_referral_that_nobody_takes_ends_after_seven_days_and_never_as_done(quiet_town: Town) -> None:
    town = quiet_town
    citizen = town.citizen()
    async with town.open():
        desk = await a_desk(town)
        await joins(town, "Panwas", "bawaslu", Role.PARTNER)
        await agrees(citizen)
        number = await reports(citizen, about(Category.POLITIK_UANG))
        await is_referred(desk, number)
        await citizen.hears("diteruskan ke Bawaslu, yang berwenang")
        await ticks(town, minutes=45, seconds=-1)
        assert heard(desk, SILENT) == 0
    town.clock.passes(seconds=1)
    for _ in range(2):
        async with town.open():
            await ticks(town)
            assert heard(desk, SILENT) == 1
    async with town.open():
        await ticks(town, days=1, hours=9)
        assert heard(desk, SILENT) == 2
        told = await desk.hears(SILENT)
        await citizen.hears("Bawaslu belum menerimanya")
        assert "Bawaslu belum mengambil" in told.text
        await desk.taps("Lihat laporan", on=told)
        assert "mitra belum mengambil" in (await desk.hears("Riwayat")).text
        for _ in range(7):
            await ticks(town, days=1, hours=1)
        assert heard(desk, "ditutup sebagai belum diterima") == 1
        assert heard(citizen, "kami tutup sebagai belum diterima") == heard(citizen, "belum menerimanya. Anda") == 1
        assert await town.rows("SELECT state, closed_at IS NOT NULL, wait FROM reports") == [("dilimpahkan", 1, None)]


async def test_a_desk_that_cannot_be_reached_is_passed_over(citizen: Person, town: Town) -> None:
    desk, chief = await a_desk(town), await a_command(town)
    await joins(town, "Panwas", "bawaslu", Role.PARTNER)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_referred(desk, number)
    await desk.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await ticks(town, minutes=45)
    assert number in (await chief.hears(SILENT)).text


async def test_a_partner_who_takes_it_is_asked_each_day_what_came_of_it(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    partner = await joins(town, "Panwas", "bawaslu", Role.PARTNER)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_referred(desk, number)
    await partner.taps("Terima", on=await is_called(partner, number, "Diserahkan oleh"))
    await town.rests()
    await ticks(town, minutes=1)
    await citizen.hears("Bawaslu sudah menerimanya")
    for days in range(1, 4):
        await ticks(town, days=1, hours=1)
        assert heard(partner, "sampaikan hasilnya") == heard(desk, "belum menyampaikan hasilnya") == days
    assert heard(desk, SILENT) == 0


async def test_an_officer_who_blocks_the_bot_loses_the_report_at_once(resident: Person, town: Town) -> None:
    desk, officer, other = await a_desk(town), await joins(town, "Petugas"), await joins(town, "Lain")
    number = await reports(resident)
    await takes(officer, number)
    await officer.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await ticks(town)
    await is_called(other, number, "tidak bisa dihubungi lewat bot lagi")
    await is_called(desk, number, "tidak bisa dihubungi lewat bot lagi")
    await resident.hears("tidak bisa melanjutkan, jadi kami memanggil petugas lain")
    assert await town.rows("SELECT state, officer FROM reports") == [("diverifikasi", None)]


async def test_what_is_long_overdue_is_one_list_a_person_and_fresh_emergencies_ring(quiet_town: Town) -> None:
    town = quiet_town
    async with town.open():
        desk, officer = await a_desk(town), await joins(town, "Petugas")
        citizens = [town.citizen() for _ in range(8)]
        for each in citizens:
            await agrees(each)
            await reports(each, about(Category.PENCURIAN))
        crying = town.citizen()
        await agrees(crying)
        urgent = await reports(crying, about(Category.TAWURAN))
        await town.rests()
        before = len(desk.chat_with_bot.messages), len(officer.chat_with_bot.messages)
    town.clock.passes(hours=3)
    async with town.open():
        for _ in range(3):
            await ticks(town)
        assert "8 laporan lewat waktunya" in (await desk.hears("lewat waktunya")).text
        await crying.hears("belum ada yang mengambil laporan Anda")
        new = [message.text for message in desk.chat_with_bot.messages[before[0] :]]
        assert len([text for text in new if "lewat waktunya" in text]) == 1
        assert [text for text in new if "PENCURIAN" in text.upper() and "Belum ada yang mengambil" in text] == []
        assert urgent


async def test_without_a_desk_on_duty_the_command_is_told(citizen: Person, town: Town) -> None:
    desk, command = await a_desk(town), await a_command(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_referred(desk, number)
    await citizen.hears("belum ada yang terjangkau lewat bot")
    await desk.sends("/siaga")
    await desk.taps("Lepas siaga", on=await desk.hears("sedang siaga"))
    await desk.hears("lepas siaga")
    await ticks(town, minutes=45)
    await command.hears(SILENT)
    assert heard(desk, SILENT) == 0


async def test_what_a_partner_ends_late_can_be_reopened_for_seven_days(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    partner = await joins(town, "Panwas", "bawaslu", Role.PARTNER)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_referred(desk, number)
    call = await is_called(partner, number, "Diserahkan oleh")
    await partner.taps("Terima", on=call)
    taken = await is_called(partner, number, "Diteruskan ke instansi lain:")
    await ticks(town, days=10)
    await partner.taps("Selesai", on=taken)
    await partner.taps("Diterima sebagai informasi awal", on=await partner.hears("bagaimana hasilnya"))
    told = await citizen.hears("menerimanya sebagai informasi awal")
    assert "Batas 7 hari untuk melapor resmi sudah lewat" in told.text
    await ticks(town, days=6)
    await citizen.taps("Lihat laporan", on=told)
    await citizen.taps("Belum beres")
    await citizen.hears("kami buka kembali")


def test_reports_of_before_wait_for_something_from_the_migrations_on() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT")
    for file in sorted(migrate.FOLDER.glob("000[1-6]*.sql")):
        connection.executescript(file.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO migrations VALUES (?)", (file.stem,))
    for number, state, ended in (("A", "selesai", 1000), ("B", "diterima", None), ("C", "dilimpahkan", 1000)):
        connection.execute(
            "INSERT INTO reports (number, urgency, state, what, created_at, ended_at)"
            " VALUES (?, 'sedang', ?, '', 0, ?)",
            (number, state, ended),
        )
    assert migrate.migrate(connection)
    week = int(timedelta(days=7).total_seconds() * 1000)
    found = connection.execute("SELECT number, due_at FROM waits JOIN reports ON wait = waits.id ORDER BY number")
    assert found.fetchall() == [("A", 1000 + week), ("B", 0), ("C", 0)]
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute("UPDATE reports SET wait = NULL WHERE number = 'B'")
    connection.close()


async def test_who_asks_for_the_result_of_what_is_done_is_shown_it(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Selesai")
    await officer.taps("Tertangani")
    await resident.hears("Apakah sudah beres?")
    await resident.sends("kapan hasilnya pak")
    shown = await resident.hears("Pilih langkah berikutnya")
    assert number in shown.text
    assert "↩️ Belum beres" in shown.labels
