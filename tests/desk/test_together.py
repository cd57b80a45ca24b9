"""Reports of one event share what comes: files, news and the end, and an officer who drives there keeps driving."""

from sandbox import Message, Person
from tests.stage.desk import a_desk, a_resident, opens, stands
from tests.stage.officers import calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import reports


async def merges(desk: Person, number: str, into: str) -> None:
    await opens(desk, number)
    for label in ("Tindakan lain", "Gabungkan", into, "Ya, gabungkan"):
        await desk.taps(label)
    await desk.hears(f"Duplikat dari {into}")


async def shows(citizen: Person, number: str) -> Message:
    await citizen.sends(f"/status {number}")
    return await citizen.hears("Pilih langkah berikutnya")


async def ends(officer: Person, number: str) -> None:
    await officer.taps("Selesai", on=calls(officer, number)[-1])
    await officer.taps("Tertangani", on=await officer.hears(f"{number}: bagaimana hasilnya"))
    await officer.hears("Tambahkan catatan")
    await officer.taps("Selesai", on=officer.last)


async def adds(citizen: Person, number: str, words: str) -> Message:
    await citizen.taps("Tambah keterangan", on=await shows(citizen, number))
    await citizen.hears("Kirim keterangan")
    await citizen.sends(words)
    return await citizen.hears("Sudah ditambahkan")


async def test_what_is_added_to_a_merged_report_reaches_whoever_acts_on_the_other(town: Town, resident: Person) -> None:
    desk, officer, second = await a_desk(town), await joins(town, "Petugas"), await a_resident(town)
    first, number = await reports(resident), await reports(second)
    await merges(desk, number, first)
    await takes(officer, first)
    await adds(second, number, "Orangnya pakai jaket merah")
    assert first in (await officer.hears("jaket merah")).text
    await second.sends_photo()
    await officer.hears("Bukti baru")
    call = await is_called(officer, first)
    assert "📎 Lihat bukti" in call.labels
    before = len(officer.chat_with_bot.messages)
    await officer.taps("Lihat bukti", on=call)
    await officer.sees_toast("Bukti dikirim")
    await town.rests()
    assert len(officer.chat_with_bot.messages) == before + 1
    await ends(officer, first)
    told = await second.hears("sudah tertangani")
    assert number in told.text
    await second.taps("Belum beres", on=await shows(second, number))
    await second.hears("kami buka kembali, dan petugas kami panggil lagi")
    assert first in (await resident.hears("kami buka kembali")).text
    await is_called(officer, first, "Pelapor menyatakan belum beres")
    assert await stands(town, first) == ("diterima", "belum", 0, 0)


async def test_a_merged_reporter_may_say_that_what_goes_on_is_not_solved(town: Town, resident: Person) -> None:
    desk, officer, second = await a_desk(town), await joins(town, "Petugas"), await a_resident(town)
    first, number = await reports(resident), await reports(second)
    await merges(desk, number, first)
    await takes(officer, first)
    await second.taps("Belum beres", on=await shows(second, number))
    await second.hears("Kami sampaikan kepada petugas")
    assert first in (await officer.hears("menyatakan belum beres")).text
    assert await stands(town, first) == ("ditugaskan", "belum", 0, 0)


async def test_an_officer_on_the_way_goes_on_for_the_second_when_the_first_withdraws(
    town: Town, resident: Person
) -> None:
    desk, officer, second = await a_desk(town), await joins(town, "Petugas"), await a_resident(town)
    first, number = await reports(resident), await reports(second)
    await merges(desk, number, first)
    await officer.taps("Menuju lokasi", on=await takes(officer, first))
    await resident.taps("Batalkan laporan", on=await shows(resident, first))
    await resident.taps("Sudah selesai")
    await second.hears("tetap ada petugas yang menanganinya")
    await is_called(officer, number, "ada laporan lain tentang kejadian yang sama")
    assert not [each for each in officer.chat_with_bot.messages if "Anda tidak perlu melanjutkan" in each.text]
    assert await stands(town, number) == ("ditugaskan", "belum", 0, 0)
    await officer.taps("Di lokasi", on=calls(officer, number)[-1])
    await town.rests()
    await ticks(town, minutes=1)
    await second.hears("petugas sudah di lokasi")


async def test_what_was_merged_before_goes_along_and_nothing_is_merged_into_what_is_done(
    town: Town, resident: Person
) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    second, third = await a_resident(town), await a_resident(town)
    first, number, last = await reports(resident), await reports(second), await reports(third)
    await merges(desk, first, number)
    await merges(desk, number, last)
    await takes(officer, last)
    await town.rests()
    await ticks(town, minutes=1)
    for citizen, own in ((resident, first), (second, number), (third, last)):
        assert own in (await citizen.hears("sudah ada petugas yang menangani")).text
    await ends(officer, last)
    fresh = await reports(resident)
    await opens(desk, fresh)
    for label in ("Tindakan lain", "Gabungkan"):
        await desk.taps(label)
    assert last not in (await desk.hears("digabungkan ke laporan mana")).labels
    await desk.taps("Tulis nomornya")
    await desk.hears("tuliskan nomor laporan")
    await desk.sends(last)
    await desk.hears("sudah selesai atau ditutup")


async def test_belum_beres_in_an_addition_opens_a_report_that_is_done_and_a_detail_is_asked_about(
    town: Town, resident: Person
) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await ends(officer, number)
    asked = await adds(resident, number, "Motornya hitam, platnya tidak terbaca")
    assert "belum ada petugas yang kembali" in asked.text
    assert "Belum beres" in " ".join(asked.labels)
    assert (await stands(town, number))[0] == "selesai"
    await resident.sends("Belum beres, pelakunya kembali")
    await resident.hears("karena belum beres laporan ini kami buka kembali. Petugas kami panggil lagi")
    await is_called(officer, number, "Pelapor menyatakan belum beres")
    await ticks(town, days=8)
    assert await stands(town, number) != ("selesai", "belum", 0, 1)
    assert not [each for each in resident.chat_with_bot.messages if "kami tutup" in each.text]


async def test_somebody_who_reported_it_twice_hears_each_news_once(town: Town, resident: Person) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    first, number = await reports(resident), await reports(resident)
    await merges(desk, number, first)
    await takes(officer, first)
    await town.rests()
    await ticks(town, minutes=1)
    told = [each.text for each in resident.chat_with_bot.messages if "sudah ada petugas yang menangani" in each.text]
    assert [first in each for each in told] == [True]
