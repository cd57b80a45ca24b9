"""Merging reports of one event: what the bot suggests, and what becomes of both."""

from datetime import timedelta

from reports.category import Category
from reports.urgency import Urgency
from sandbox import Person
from tests.stage.desk import a_desk, a_head, a_resident, acts_on, files, opens, stands
from tests.stage.officers import about, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import reports

WEST = "14.72.01"
STORY = "Kaca balai warga dipecah orang, dindingnya dicoret-coret"


async def test_a_duplicate_is_merged_into_what_the_bot_suggests(town: Town, resident: Person) -> None:
    desk, officer, second = await a_desk(town), await joins(town, "Petugas"), await a_resident(town)
    first_number = await reports(resident, about(Category.PERUSAKAN, STORY))
    await takes(officer, first_number)
    number = await reports(
        second, about(Category.PERUSAKAN, "Balai warga dirusak, kaca dipecah dan dinding dicoret-coret")
    )
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Gabungkan")
    suggested = await desk.hears("digabungkan ke laporan mana")
    assert f"{first_number}: " in suggested.text
    assert "TPS sama" in suggested.text
    assert "isi mirip" in suggested.text
    await desk.taps(first_number, on=suggested)
    assert STORY in (await desk.hears("Gabungkan")).text
    await desk.taps("Ya, gabungkan")
    assert f"Duplikat dari {first_number}" in (await desk.hears("Riwayat")).text
    assert "tangani bersama" in (await second.hears(number)).text
    assert number in (await officer.hears("digabung ke")).text
    call = await is_called(officer, number, "Digabung dengan laporan yang sama")
    assert "Terima" not in " ".join(call.labels)
    assert await stands(town, number) == ("duplikat", "belum", 0, 1)
    assert await stands(town, first_number) == ("ditugaskan", "belum", 0, 0)
    assert ("piket", "gabungkan") in await acts_on(town, number)
    assert ("piket", "terima_gabungan") in await acts_on(town, first_number)
    assert await town.rows("SELECT number FROM reports JOIN waits ON waits.id = wait") == [(first_number,)]


async def test_evidence_of_a_merged_report_stays(town: Town, resident: Person) -> None:
    desk, second = await a_desk(town), await a_resident(town)
    first_number = await reports(resident)
    number = await reports(second)
    await second.taps("Tambah keterangan")
    await second.hears("Kirim keterangan")
    await second.sends_photo()
    await second.hears("Sudah ditambahkan")
    await opens(desk, number)
    for label in ("Tindakan lain", "Gabungkan", first_number, "Ya, gabungkan"):
        await desk.taps(label)
    assert "Lihat bukti" in " ".join((await desk.hears("Duplikat dari")).labels)
    assert await town.rows("SELECT count(*) FROM evidence") == [(1,)]
    assert not any(message.text.startswith("🔗") for message in desk.chat_with_bot.messages)  # who did it knows


async def test_only_the_same_category_place_and_hours_are_suggested(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    now = town.clock.now
    number = await files(town, citizen, Urgency.TINGGI, now, what=STORY)
    same = await files(town, citizen, Urgency.TINGGI, now - timedelta(minutes=30), what=STORY)
    await files(town, citizen, Urgency.TINGGI, now - timedelta(hours=3), what=STORY)
    await files(town, citizen, Urgency.TINGGI, now, what=STORY, category=Category.PERUSAKAN)
    await files(town, citizen, Urgency.TINGGI, now, what=STORY, district=WEST, village=f"{WEST}.1001")
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Gabungkan")
    suggested = await desk.hears("digabungkan ke laporan mana")
    assert [label for label in suggested.labels if "DMI-" in label] == [same]


async def test_the_desk_can_write_the_number_itself(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    number = await files(town, citizen, Urgency.TINGGI, town.clock.now)
    other = await files(
        town, citizen, Urgency.TINGGI, town.clock.now, category=Category.PERUSAKAN, village=f"{WEST}.1001"
    )
    await opens(desk, number)
    for label in ("Tindakan lain", "Gabungkan", "Tulis nomornya"):
        await desk.taps(label)
    await desk.hears("tuliskan nomor laporan")
    await desk.sends(other.lower())
    await desk.hears("Gabungkan")
    await desk.taps("Ya, gabungkan")
    await desk.hears(f"Duplikat dari {other}")


async def test_a_number_that_was_mistyped_can_be_written_again(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    number = await files(town, citizen, Urgency.TINGGI, town.clock.now)
    other = await files(town, citizen, Urgency.TINGGI, town.clock.now, category=Category.PERUSAKAN)
    await opens(desk, number)
    for label in ("Tindakan lain", "Gabungkan", "Tulis nomornya"):
        await desk.taps(label)
    await desk.hears("tuliskan nomor laporan")
    for wrong in ("ngawur", number):
        await desk.sends(wrong)
        await desk.hears("Tuliskan nomor lain, atau tekan Batal")
    await desk.sends(other)
    await desk.taps("Ya, gabungkan", on=await desk.hears("Gabungkan"))
    await desk.hears(f"Duplikat dari {other}")


async def test_a_report_is_not_merged_into_itself_or_into_one_that_is_gone(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    number = await files(town, citizen, Urgency.TINGGI, town.clock.now)
    screen = await opens(desk, number)
    for choice in ("into=1,1", "merged=1,1", "into=1,99", "merged=1,x", "merged=1"):
        await desk.forges(f"d:0:{choice}", on=screen)
        await desk.sees_toast()
        desk.toasts.clear()
    assert await stands(town, number) == ("diterima", "belum", 0, 0)


async def test_a_head_cannot_merge_into_a_report_of_elsewhere(town: Town) -> None:
    citizen, head = await a_resident(town), await a_head(town)
    number = await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await files(town, citizen, Urgency.TINGGI, town.clock.now, district=WEST, village=f"{WEST}.1001")
    screen = await opens(head, number)
    await head.forges("d:0:merged=1,2", on=screen)
    await head.sees_toast("tidak bisa dipakai")
    assert await stands(town, number) == ("diterima", "belum", 0, 0)


async def test_everybody_whose_report_was_merged_hears_how_it_goes_on(town: Town, resident: Person) -> None:
    desk, officer, second = await a_desk(town), await joins(town, "Petugas"), await a_resident(town)
    first_number = await reports(resident)
    number = await reports(second)
    await opens(desk, number)
    for label in ("Tindakan lain", "Gabungkan", first_number, "Ya, gabungkan"):
        await desk.taps(label)
    await second.hears("tangani bersama")
    call = await takes(officer, first_number)
    await town.rests()
    await ticks(town, minutes=1)
    assert number in (await second.hears("sudah ada petugas yang menangani")).text
    await officer.taps("Menuju lokasi", on=call)
    await town.rests()
    await ticks(town, minutes=1)
    told = await second.hears("petugas sedang menuju lokasi")
    assert number in told.text
    assert first_number not in told.text


async def test_what_is_merged_into_a_milder_report_makes_it_as_urgent(town: Town, resident: Person) -> None:
    desk, second = await a_desk(town), await a_resident(town)
    first_number = await reports(resident)
    number = await reports(second, about(Category.TAWURAN))
    await opens(desk, number)
    for label in ("Tindakan lain", "Gabungkan", "Tulis nomornya"):
        await desk.taps(label)
    await desk.hears("nomor")
    await desk.sends(first_number)
    await desk.taps("Ya, gabungkan", on=await desk.hears("Gabungkan"))
    await second.hears("tangani bersama")
    assert await town.rows("SELECT urgency FROM reports WHERE number = ?", first_number) == [("darurat",)]


async def test_when_the_first_reporter_withdraws_the_others_report_goes_on(town: Town, resident: Person) -> None:
    desk, second = await a_desk(town), await a_resident(town)
    first_number = await reports(resident)
    number = await reports(second)
    await opens(desk, number)
    for label in ("Tindakan lain", "Gabungkan", first_number, "Ya, gabungkan"):
        await desk.taps(label)
    await second.hears("tangani bersama")
    await resident.sends(f"/status {first_number}")
    await resident.taps("Batalkan laporan")
    await resident.taps("Sudah selesai")
    await resident.hears("sudah Anda batalkan")
    await second.hears("kami lanjutkan tersendiri")
    assert await stands(town, number) == ("diterima", "belum", 0, 0)
    assert await town.rows("SELECT number FROM reports JOIN waits ON waits.id = wait") == [(number,)]
