"""The desk's acts on one report: what is stored, who is called, and what the reporter hears."""

import asyncio

import pytest

from db import events
from db.database import Tx
from reports.category import Category
from reports.state import RecordedAct
from reports.urgency import Urgency
from resort.roles import Role
from sandbox import Person
from tests.stage.desk import a_desk, a_head, a_resident, acts_on, does, files, opens, stands
from tests.stage.officers import PANWASCAM, a_command, about, calls, is_called, joins, takes, ticks
from tests.stage.outside import change
from tests.stage.town import Town
from tests.stage.walks import reports

REASON = "Lebih dekat dengan tempat kejadian"


async def picks(person: Person, unit: str) -> None:
    """Turn the pages of the units until one is there, and tap it."""
    for _ in range(5):
        asked = await person.hears("untuk siapa")
        if unit in asked.labels:
            await person.taps(unit, on=asked)
            return
        await person.taps("Lainnya", on=asked)
    raise AssertionError(f"{unit} was on no page")


async def test_the_desk_sees_all_of_a_report_and_nothing_of_who_made_it(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    report = await opens(desk, number)
    for told in (number, "TINGGI", "Kerumunan massa", "Jaya Mukti", "TPS 12", "Ratusan orang"):
        assert told in report.text
    for field in ("Status: Diterima", "Kebenaran: Belum dipastikan", "Eskalasi: 0 kali", "Ditutup: Belum"):
        assert field in report.text
    assert "pelapor: laporan masuk" in report.text
    assert "Tekan Terima" not in report.text
    assert resident.name not in report.text
    assert len(report.labels) <= 8


async def test_verifying_is_told_to_the_reporter(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    await opens(desk, number)
    assert "Status: Diverifikasi" in (await does(desk, "Verifikasi")).text
    assert await stands(town, number) == ("diverifikasi", "belum", 0, 0)
    assert (await acts_on(town, number))[-1] == ("piket", "verifikasi")
    assert number in (await resident.hears("sudah dibaca piket")).text


@pytest.mark.parametrize(("label", "veracity"), [("Benar terjadi", "benar"), ("Tidak benar", "tidak_benar")])
async def test_veracity_is_apart_from_the_state(town: Town, resident: Person, label: str, veracity: str) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    await opens(desk, number)
    await does(desk, "Kebenaran", label)
    assert await stands(town, number) == ("diterima", veracity, 0, 0)
    await town.rests()
    assert "benar" not in resident.last.text.casefold()


async def test_a_report_is_assigned_to_a_unit_with_the_reason(town: Town, resident: Person) -> None:
    desk, patrol = await a_desk(town), await joins(town, "Satlantas", "lantas")
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Tugaskan")
    await picks(desk, "Satuan Lalu Lintas")
    await desk.hears("Apa alasannya")
    await desk.sends(REASON)
    assert "Status: Ditugaskan" in (await desk.hears("Riwayat")).text
    call = await is_called(patrol, number)
    assert f"Ditugaskan oleh SPKT dan piket 1: {REASON}" in call.text
    assert "Diteruskan ke petugas. Belum ada yang mengambil" in call.text
    assert "Satuan Lalu Lintas" in (await resident.hears("sudah kami teruskan")).text
    assert await town.rows("SELECT unit, officer, state FROM reports") == [("lantas", None, "ditugaskan")]
    assert await town.rows("SELECT text FROM events WHERE act = 'tugaskan'") == [(f"Satuan Lalu Lintas: {REASON}",)]


async def test_a_report_is_assigned_to_one_officer_and_climbs_if_they_do_not_take_it(
    town: Town, resident: Person
) -> None:
    head, first = await a_head(town), await joins(town, "Pertama")
    second = await joins(town, "Kedua")
    operations = await a_command(town)
    number = await reports(resident)
    await takes(first, number)
    await opens(head, number)
    await head.taps("Tugaskan")
    await picks(head, "Polsek Dumai Timur")
    await head.taps("Satu petugasnya saja", on=await head.hears("Apa alasannya"))
    await head.hears("seluruh Polsek Dumai Timur")
    await head.taps("Polsek Dumai Timur 3")
    await head.hears("Apa alasannya")
    await head.sends(REASON)
    await head.hears("Riwayat")
    await is_called(second, number, REASON)
    await first.hears("dialihkan")
    assert REASON not in " ".join(message.text for message in calls(first, number))
    assert await town.rows("SELECT officer, state FROM reports") == [(None, "ditugaskan")]
    await ticks(town, minutes=16)
    await ticks(town, minutes=16)
    await is_called(operations, number)


async def test_a_report_is_referred_to_a_partner(town: Town, resident: Person) -> None:
    desk, partner = await a_desk(town), await joins(town, "Mitra", "kpu", Role.PARTNER)
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Limpahkan")
    await picks(desk, "KPU")
    await desk.hears("Apa alasannya")
    await desk.sends(REASON)
    assert REASON in (await is_called(partner, number)).text
    await resident.hears("yang berwenang")
    assert (await stands(town, number))[0] == "dilimpahkan"


async def test_the_desk_asks_and_the_reporter_answers(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Tanya pelapor")
    await desk.hears("apa yang ingin ditanyakan")
    await desk.sends("Berapa orang yang terlihat?")
    await desk.hears("sudah dikirim")
    await resident.hears("Berapa orang")
    await resident.taps("Jawab")
    await resident.hears("Kirim keterangan")
    await resident.sends("Kira-kira dua ratus orang")
    assert number in (await desk.hears("dua ratus orang")).text


async def test_the_answer_comes_to_the_desk_that_asked_also_when_an_officer_has_the_report(
    town: Town, resident: Person
) -> None:
    desk, officer, other = await a_desk(town), await joins(town, "Petugas"), await a_desk(town, "Piket lain")
    number = await reports(resident)
    await takes(officer, number)
    await opens(desk, number)
    await desk.taps("Tanya pelapor")
    await desk.hears("apa yang ingin ditanyakan")
    await desk.sends("Berapa orang yang terlihat?")
    assert "Jawabannya masuk ke sini" in (await desk.hears("sudah dikirim")).text
    await resident.hears("Berapa orang")
    await resident.taps("Jawab")
    await resident.hears("Kirim keterangan")
    await resident.sends("Kira-kira dua ratus orang")
    for told in (desk, officer):
        assert number in (await told.hears("dua ratus orang")).text
    assert not any("dua ratus orang" in message.text for message in other.chat_with_bot.messages)


async def test_the_history_speaks_as_people_do(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Ubah jenis")
    await desk.taps("Ketertiban umum", on=await desk.hears("tentang apa"))
    await desk.taps("Pencurian", on=await desk.hears("lebih tepatnya"))
    assert "(Kerumunan massa, 🟠 TINGGI → Pencurian, 🟡 SEDANG)" in (await desk.hears("Riwayat")).text
    await desk.taps("Tugaskan")
    await picks(desk, "Polsek Dumai Timur")
    await desk.hears("Apa alasannya")
    await desk.sends(REASON)
    history = (await desk.hears("Riwayat")).text
    assert f"tugaskan (Polsek Dumai Timur: {REASON})" in history
    assert "• 27/11 07.14, pelapor: laporan masuk" in history
    await ticks(town, hours=5)
    assert "batas waktu: naik (" in (await opens(desk, number)).text


async def test_a_rejection_keeps_its_reason_and_is_told_softly(town: Town, resident: Person) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await desk.sends("Laporan main-main")
    assert "Ditutup: Rabu" in (await desk.hears("Riwayat")).text
    told = await resident.hears("tidak dapat kami tindak lanjuti di sini")
    assert "main-main" not in told.text
    assert await stands(town, number) == ("ditolak", "belum", 0, 1)
    assert await town.rows("SELECT count(*) FROM waits") == [(0,)]
    assert "Terima" not in " ".join((await is_called(officer, number, "Tidak dapat ditindaklanjuti")).labels)
    await resident.taps("Belum beres", on=told)
    await resident.hears("kami buka kembali")
    assert (await stands(town, number))[0] == "diterima"


async def test_what_is_done_can_be_closed_and_reopened(town: Town, resident: Person) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    for label in ("Di lokasi", "Selesai"):
        await officer.taps(label)
    await officer.hears("bagaimana hasilnya")
    await officer.taps("Tertangani")
    await officer.hears("Tambahkan catatan")
    await desk.sends("/antrean")
    for label in ("Saring", "Status", "Selesai", "Antrean", number):
        await desk.taps(label)
    assert "Status: Selesai: Tertangani" in (await desk.hears("Riwayat")).text
    assert "Ditutup: Rabu" in (await does(desk, "Tindakan lain", "Tutup")).text
    await resident.hears("laporan kami tutup")
    assert await stands(town, number) == ("selesai", "belum", 0, 1)
    await does(desk, "Tindakan lain", "Buka kembali")
    assert await stands(town, number) == ("diterima", "belum", 0, 0)
    await is_called(officer, number, "Dibuka kembali oleh SPKT dan piket 1")
    await resident.hears("petugas diberi tahu lagi")


async def test_a_new_category_that_endangers_life_is_announced_anew(town: Town, resident: Person) -> None:
    desk, patrol, chief = await a_desk(town), await joins(town, "Samapta", "samapta"), await a_command(town)
    number = await reports(resident, about(Category.PENCURIAN))
    await town.rests()
    assert not calls(patrol, number)
    await opens(desk, number)
    assert "DARURAT" in (await does(desk, "Ubah jenis", "Kekerasan & ancaman", "Senjata tajam")).text
    for person in (patrol, chief):
        assert "sekarang DARURAT" in (await is_called(person, number)).text
    assert "Senjata tajam" in (await resident.hears("jenisnya kami catat")).text
    assert await town.rows("SELECT kind, category, urgency FROM reports") == [("gangguan", "senjata_tajam", "darurat")]
    [(due,)] = await town.rows("SELECT due_at FROM waits")
    assert due == int(town.clock.now.timestamp() * 1000) + 3 * 60_000


async def test_a_report_that_becomes_a_violation_reaches_bawaslu(town: Town, resident: Person) -> None:
    desk, partner = await a_desk(town), await joins(town, "Mitra", PANWASCAM, Role.PARTNER)
    number = await reports(resident, about(Category.KERUMUNAN))
    await town.rests()
    assert not calls(partner, number)
    await opens(desk, number)
    await does(desk, "Ubah jenis", "Uang, tekanan, keberpihakan", "Politik uang")
    assert "mengubah jenis laporan" in (await is_called(partner, number)).text
    await town.rests()
    assert len([call for call in calls(desk, number) if "mengubah jenis" in call.text]) == 0
    assert await town.rows("SELECT kind, category FROM reports") == [("pelanggaran", "politik_uang")]


async def test_the_desk_hears_that_nobody_of_bawaslu_is_on_duty(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    await opens(desk, number)
    await does(desk, "Ubah jenis", "Uang, tekanan, keberpihakan", "Politik uang")
    await desk.sees_toast("Belum ada petugas Bawaslu yang siaga")


async def test_the_longest_report_fits_into_one_message(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    number = await files(town, citizen, Urgency.TINGGI, town.clock.now, what="W" * 4000)
    assert town.siaga is not None
    vault, now = town.siaga.vault, town.clock.now

    async def work(tx: Tx) -> None:
        for _ in range(9):
            await events.record(tx, vault, now, "pelapor", RecordedAct.WORDS_ADDED, report=1, text="T" * 4000)

    await town.siaga.database.write(work)
    words = ("P" * 4000, "H" * 4000)
    await asyncio.to_thread(change, town.settings.address, "UPDATE reports SET place = ?, happened_words = ?", *words)
    report = await opens(desk, number)
    assert report.text.count("menambah keterangan") == 6


async def test_the_desk_speaks_english_too(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    await desk.sends("/bahasa")
    await desk.taps("English")
    await desk.sends("/antrean")
    await desk.hears("Report queue")
    await desk.taps(number)
    await desk.hears("Veracity: Not established")
    for label, heard in (("More acts", "choose what to do"), ("Merge", "No report looks the same")):
        await desk.taps(label)
        await desk.hears(heard)


async def test_what_the_reporter_added_counts_when_urgency_is_judged_anew(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident, about(Category.PENCURIAN))
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends("Tolong, pelakunya membawa parang mengejar warga")
    await resident.hears("110")
    await opens(desk, number)
    await does(desk, "Ubah jenis", "Ketertiban umum", "Minuman keras")
    assert await town.rows("SELECT category, urgency FROM reports") == [("miras", "darurat")]
