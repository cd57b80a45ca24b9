"""One's own reports: the list, one of them, adding to it, withdrawing it, and nobody else's."""

from datetime import date

from reports.number import make
from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import CROWD, VIOLATION, agrees, goes_to, number_on, reports

FIRE = "ADA KEBAKARAN DI TPS 5 JAYA MUKTI"


async def reports_quickly(citizen: Person, tps: int) -> str:
    """A report by the short way, which no limit holds back."""
    await citizen.sends(FIRE.replace("5", str(tps)))
    await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    return number_on(await citizen.hears("sudah kami terima"))


async def test_the_list_shows_the_newest_first_page_by_page(resident: Person) -> None:
    numbers = [await reports_quickly(resident, tps) for tps in range(1, 13)]
    seen = []
    await resident.sends("/laporanku")
    for _ in range(3):
        page = await resident.hears("Laporan Anda: 12")
        seen += [label.partition(" ")[0] for label in page.labels if label.startswith("DMI-")]
        assert len(page.buttons) <= 8
        await resident.taps("Lainnya")
    assert seen == numbers[::-1]
    page = await resident.hears("Laporan Anda: 12")
    assert page.labels[0].startswith(numbers[-1])  # and from the last page to the first


async def test_one_report_is_shown_with_all_that_was_told(resident: Person) -> None:
    number = await reports(resident, VIOLATION)
    await resident.sends("/laporanku")
    await resident.hears("Laporan Anda: 1")
    await resident.taps(number)
    shown = await resident.hears(number)
    for word in ("Politik uang", "Amplop dibagikan", "Bukit Batrem", "TPS 7", "tadi malam", "07.14 WIB", "0 berkas"):
        assert word in shown.text


async def test_everything_can_be_added(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await resident.taps("Tambah keterangan")
    await resident.hears(number)
    await resident.sends("Sekarang sudah seribu orang")
    await resident.hears("Sudah ditambahkan")
    await resident.sends_document(b"%PDF-1.4", "surat.pdf", "surat edaran")
    await resident.hears("Sudah ditambahkan")
    await resident.sends_album([b"\xff\xd8\xff1", b"\xff\xd8\xff2"])
    await resident.hears("Sudah ditambahkan")
    await town.rests()
    await resident.shares_location(1.5, 101.25)
    await resident.hears("Sudah ditambahkan")
    await resident.sends("selesai")
    assert "3 berkas" in (await resident.hears("Anda menambah")).text
    assert await town.rows("SELECT act, text FROM events WHERE act IN ('ditambah', 'lokasi', 'bukti')") == [
        ("ditambah", "Sekarang sudah seribu orang"),
        ("bukti", "surat edaran"),
        ("bukti", None),
        ("bukti", None),
        ("lokasi", "1.500000, 101.250000"),
    ]
    await resident.sends("terima kasih")
    await resident.hears("Terima kasih kembali")


async def begins_to_add(citizen: Person, number: str) -> None:
    """Look at a report and tap the button below it."""
    await citizen.sends(f"/status {number}")
    await citizen.hears(number)
    await citizen.taps("Tambah keterangan", on=citizen.last)
    await citizen.hears("Kirim keterangan")


async def test_what_cannot_be_added_is_answered(resident: Person) -> None:
    await reports(resident)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends_sticker()
    await resident.hears("Silakan kirim tulisan")
    await resident.sends("/batal")
    await resident.hears("tetap tersimpan di laporan itu")
    await resident.sends("/batal")
    await resident.hears("Tidak ada yang sedang diisi")


async def test_cancelling_an_addition_leaves_the_unfinished_draft(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await goes_to(resident, "what")
    town.clock.passes(minutes=1)
    await begins_to_add(resident, number)
    await resident.sends("/batal")
    await resident.hears("tetap tersimpan")
    await resident.sends("Ratusan orang berkumpul di jalan lain")
    await resident.hears("Di mana kejadiannya")


async def test_going_on_with_the_draft_ends_the_addition(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await goes_to(resident, "what")
    town.clock.passes(minutes=1)
    await begins_to_add(resident, number)
    await resident.sends("/lapor")
    await resident.hears("belum selesai")
    await resident.taps("Lanjutkan draf")
    await resident.hears("Ceritakan singkat")
    await resident.sends("Ratusan orang berkumpul di jalan lain")
    await resident.hears("Di mana kejadiannya")


async def test_done_below_another_report_ends_no_addition(resident: Person, town: Town) -> None:
    first, second = await reports(resident), await reports(resident)
    for number in (first, second):
        await begins_to_add(resident, number)
    await resident.forges(f"l:0:done={first}", on=resident.last)
    await resident.hears(first)
    await resident.sends("untuk laporan kedua")
    assert second in (await resident.hears("Sudah ditambahkan")).text


async def test_a_large_file_added_is_told_about(resident: Person, town: Town) -> None:
    await reports(resident)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends_video(size=30_000_000)
    await resident.hears("lebih dari 20 MB")
    await resident.hears("Sudah ditambahkan")
    assert await town.rows("SELECT state FROM evidence") == [("too_big",)]


async def test_thirty_files_are_the_limit_and_it_is_said_once_an_album(resident: Person, town: Town) -> None:
    await reports(resident)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    for album in range(3):
        await resident.sends_album([b"\xff\xd8\xff" + bytes([album, n]) for n in range(10)])
        await resident.hears("Sudah ditambahkan")
        await town.rests()
    heard = len(resident.chat_with_bot.news)
    await resident.sends_album([b"\xff\xd8\xff" + bytes([9, n]) for n in range(10)])
    await resident.hears("30 berkas")
    await town.rests()
    assert len(resident.chat_with_bot.news) == heard + 1
    assert await town.rows("SELECT count(*) FROM evidence") == [(30,)]


async def test_a_report_is_withdrawn_after_a_question(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await resident.taps("Lihat laporan")
    await resident.hears(number)
    await resident.taps("Batalkan laporan ini")
    await resident.hears("Batalkan laporan")
    await resident.taps("Tidak, biarkan")
    await resident.hears(CROWD)
    assert await town.rows("SELECT state FROM reports") == [("diterima",)]
    await resident.taps("Batalkan laporan ini")
    question = await resident.hears("Batalkan laporan")
    await resident.taps("Sudah selesai")
    await resident.hears("sudah Anda batalkan")
    assert await town.rows("SELECT state FROM reports") == [("dibatalkan",)]
    assert ("dibatalkan",) in await town.rows("SELECT act FROM events")
    await resident.forges(f"l:0:withdrawn={number}", on=question)
    await resident.sees_toast()
    await resident.forges(f"l:0:add={number}", on=question)
    await town.rests()
    await resident.sends("masih bisa menambah?")
    await town.rests()
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'ditambah'") == [(0,)]


async def test_status_answers_only_who_reported(resident: Person, town: Town) -> None:
    number = await reports(resident)
    stranger = town.citizen("Orang lain")
    await agrees(stranger)
    await stranger.sends(f"/status {number}")
    refused = await stranger.hears("tidak ada di antara laporan Anda")
    assert CROWD not in refused.text
    await stranger.sends(f"/status {make('DMI', date(2024, 11, 1), 999)}")
    assert (await stranger.hears("tidak ada di antara laporan Anda")).text == refused.text
    await resident.sends(f"/status {number}")
    assert CROWD in (await resident.hears(number)).text


async def test_a_strangers_forged_button_opens_nothing(resident: Person, town: Town) -> None:
    number = await reports(resident)
    stranger = town.citizen("Orang lain")
    menu = await agrees(stranger)
    heard = len(stranger.chat_with_bot.news)
    for act in ("open", "add", "done", "withdraw", "withdrawn", "answer", "solved", "reopen"):
        tap = await stranger.forges(f"l:0:{act}={number}", on=menu)
        await town.rests()
        assert "tidak ada di antara laporan Anda" in tap.toast, act
    assert len(stranger.chat_with_bot.news) == heard
    assert await town.rows("SELECT state FROM reports") == [("diterima",)]


async def test_a_wrong_number_is_told_with_an_example(resident: Person) -> None:
    await reports(resident)
    for wrong in ("DMI-2411-0001-0", "DMI-2413-0001-4", "entah", "12345", "🙂"):
        await resident.sends(f"/status {wrong}")
        assert "DMI-2411-0042-" in (await resident.hears("belum benar")).text
