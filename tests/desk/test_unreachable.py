"""Passing a report to people who are not there, and losing those who had it: everybody reads what is so."""

from reports.category import Category
from reports.urgency import Urgency
from resort.roles import Role
from sandbox import Person
from tests.citizen.test_endings import is_referred
from tests.desk.test_desk import REASON, picks
from tests.stage.desk import a_desk, a_resident, files, opens
from tests.stage.officers import about, calls, hands_on, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports


async def test_a_report_assigned_to_a_unit_without_people_is_said_to_have_reached_nobody(town: Town) -> None:
    desk, citizen = await a_desk(town), await a_resident(town)
    number = await reports(citizen)
    await opens(desk, number)
    await desk.taps("Tugaskan")
    await picks(desk, "Satuan Lalu Lintas")
    await desk.hears("Apa alasannya")
    await desk.sends(REASON)
    assert "Satuan Lalu Lintas" in (await desk.hears("tidak terjangkau lewat bot")).text
    assert "Satuan Lalu Lintas" in (await citizen.hears("belum ada yang terjangkau lewat bot")).text
    await ticks(town, minutes=16)
    assert await town.rows("SELECT state, unit, wait IS NOT NULL FROM reports") == [("ditugaskan", "lantas", 1)]


async def test_a_report_handed_on_to_a_unit_without_people_is_said_to_have_reached_nobody(town: Town) -> None:
    officer, citizen = await joins(town, "Petugas"), await a_resident(town)
    number = await reports(citizen)
    await takes(officer, number)
    await hands_on(officer, "Satuan Reskrim")
    await officer.sends("Perlu penyelidikan")
    await officer.hears("belum ada yang terjangkau lewat bot")
    await citizen.hears("belum ada yang terjangkau lewat bot")
    assert "sudah kami teruskan" not in " ".join(message.text for message in citizen.chat_with_bot.messages)


async def test_reopened_with_nobody_there_its_reporter_reads_that(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Selesai")
    await officer.hears("bagaimana hasilnya")
    await officer.taps("Tertangani")
    ended = await resident.hears("Apakah sudah beres")
    await officer.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await resident.taps("Belum beres", on=ended)
    await resident.hears("kami buka kembali, tetapi belum ada petugas yang terjangkau")
    assert await town.rows("SELECT state, wait IS NOT NULL FROM reports") == [("diterima", 1)]


async def test_an_emergency_merged_into_a_milder_report_makes_that_one_ring(town: Town, resident: Person) -> None:
    desk, officer, second = await a_desk(town), await joins(town, "Petugas"), await a_resident(town)
    milder = await reports(resident, about(Category.PENCURIAN, "Motor warga diambil orang di depan pasar lama"))
    await is_called(officer, milder)
    urgent = await files(town, second, Urgency.DARURAT, town.clock.now, category=Category.TAWURAN)
    before = len(calls(officer, milder))
    await opens(desk, urgent)
    await desk.taps("Tindakan lain")
    await desk.taps("Gabungkan")
    await desk.taps("Tulis nomornya", on=await desk.hears("digabungkan ke laporan mana"))
    await desk.hears("tuliskan nomor laporan")
    await desk.sends(milder)
    await desk.taps("Ya, gabungkan", on=await desk.hears("Gabungkan"))
    await is_called(officer, milder, "DARURAT")
    await town.rests()
    assert len(calls(officer, milder)) > before
    assert await town.rows("SELECT urgency FROM reports WHERE number = ?", milder) == [("darurat",)]


async def test_a_partner_who_is_lost_gives_the_report_back_to_their_agency(town: Town) -> None:
    desk, citizen = await a_desk(town), town.citizen()
    first = await joins(town, "Panwas", "bawaslu", Role.PARTNER)
    second = await joins(town, "Panwas Dua", "bawaslu", Role.PARTNER)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_referred(desk, number)
    await first.taps("Terima", on=await is_called(first, number, "Diserahkan oleh"))
    await town.rests()
    await ticks(town, minutes=1)
    await citizen.hears("sudah menerimanya")
    await first.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await ticks(town, seconds=1)
    await is_called(second, number, "tidak bisa dihubungi lewat bot lagi")
    await citizen.hears("kami memanggil yang lain di sana")
    await second.blocks_bot()
    await town.turns("SELECT count(*) FROM chats WHERE off_at IS NOT NULL HAVING count(*) = 2")
    await ticks(town, seconds=1)
    await desk.hears("belum mengambil laporan yang dilimpahkan")
    assert await town.rows("SELECT state, officer, wait IS NOT NULL FROM reports") == [("dilimpahkan", None, 1)]
