"""What is typed when nothing was asked: for the report of minutes ago, a number, beside an offer, or a new report."""

import pytest

from sandbox import Person
from tests.stage.desk import a_desk
from tests.stage.officers import calls, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import CROWD, agrees, number_on, reports

REPORTED = "Bapak-bapak di depan bagi amplop ke warga TPS 12 Jaya Mukti"


async def test_what_comes_right_after_sending_reaches_the_officer(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("sudah ada petugas")
    await resident.sends("orangnya naik motor hitam")
    added = await resident.hears(f"ditambahkan ke laporan {number}")
    assert added.labels[0] == "Bukan, laporan baru"
    assert "motor hitam" in (await officer.hears("kabar baru dari pelapor")).text
    await resident.sends_photo()
    await resident.hears("ditambahkan")
    await officer.hears("kabar baru dari pelapor")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_what_tells_who_the_reporter_is_waits_for_a_tap(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("sudah ada petugas")
    await resident.sends("hubungi saya di 0812 3456 7890")
    asked = await resident.hears("memuat nomor telepon")
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'ditambah'") == [(0,)]
    await resident.taps("Jangan kirim", on=asked)
    await resident.hears("tidak dikirim")
    await resident.sends("nomor saya 081234567890")
    await resident.taps("Tetap kirim", on=await resident.hears("memuat nomor telepon"))
    await resident.hears("ditambahkan")
    assert "081234567890" in (await officer.hears("kabar baru dari pelapor")).text


async def test_in_danger_nothing_waits(town: Town, resident: Person) -> None:
    await reports(resident)
    await resident.sends("tolong mereka bawa parang, hubungi 081234567890")
    await resident.hears("ditambahkan")


async def test_it_becomes_a_report_of_its_own_after_one_tap(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await resident.sends("ada orang jual miras di warung, ramai sekali anak muda")
    await resident.taps("Bukan, laporan baru", on=await resident.hears("ditambahkan"))
    await resident.hears("Di mana kejadiannya")
    await officer.hears("bukan tentang laporan ini")


async def test_after_ten_minutes_it_is_a_report_of_its_own(town: Town, resident: Person) -> None:
    await reports(resident)
    town.clock.passes(minutes=10, seconds=1)
    await resident.sends("ada orang jual miras di warung, ramai sekali anak muda")
    await resident.hears("Buat laporan dari pesan ini?")


@pytest.mark.parametrize(
    "words", ["ada yang bagi-bagi sembako ke warga di tps 2 tanjung palas", "Bapak-bapak bagi amplop ke warga di TPS 7"]
)
async def test_another_kind_is_a_report_of_its_own(resident: Person, words: str) -> None:
    await reports(resident)
    await resident.sends(words)
    await resident.hears("Buat laporan dari pesan ini?")


async def test_thanks_and_questions_about_it_are_answered_as_what_they_are(town: Town, resident: Person) -> None:
    number = await reports(resident)
    for words, answer in (
        ("terima kasih banyak pak", "Terima kasih kembali"),
        ("👍", "Terima kasih kembali"),
        ("laporan saya sudah sampai mana?", number),
        ("saya mau batalkan laporan", number),
    ):
        await resident.sends(words)
        await resident.hears(answer)
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'ditambah'") == [(0,)]


async def test_a_cry_within_minutes_makes_it_an_emergency(town: Town, resident: Person) -> None:
    await reports(resident)
    await resident.sends("sekarang mereka bawa parang, tolong")
    await resident.hears("ditambahkan")
    assert await town.rows("SELECT urgency FROM reports") == [("darurat",)]


async def test_a_plain_answer_to_an_officers_question_reaches_the_officer(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    town.clock.passes(hours=2)
    await officer.taps("Tanya", on=calls(officer, number)[-1])
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends("Berapa orang di sana?")
    await resident.hears("Berapa orang di sana?")
    await resident.sends("sekitar dua puluh")
    await resident.hears("ditambahkan")
    assert "sekitar dua puluh" in (await officer.hears("kabar baru dari pelapor")).text


async def test_a_number_typed_alone_shows_how_it_stands(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    stranger = town.citizen("Orang lain")
    await agrees(stranger)
    number = await reports(resident)
    town.clock.passes(hours=1)
    await resident.sends(number)
    await resident.hears("Kerumunan massa")
    await desk.sends(number.lower().replace("-", " "))
    await desk.hears("Riwayat")
    await stranger.sends(number)
    await stranger.hears("tidak")
    assert number not in stranger.last.text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("terima kasih pak", "Terima kasih kembali"),
        ("Bagaimana cara urus SKCK?", "Terima kasih sudah bertanya"),
        ("selamat pagi", "Ada yang bisa kami bantu"),
    ],
)
async def test_beside_an_offer_words_are_answered_as_what_they_are(resident: Person, words: str, answer: str) -> None:
    await resident.sends(REPORTED)
    offer = await resident.hears("Buat laporan dari pesan ini?")
    await resident.sends(words)
    await resident.hears(answer)
    await resident.taps("Ya, buat laporan", on=offer)
    await resident.hears("Periksa dulu")


async def test_an_offer_is_let_go_in_words(resident: Person, town: Town) -> None:
    await resident.sends(REPORTED)
    await resident.hears("Buat laporan dari pesan ini?")
    await resident.sends("saya mau batalkan laporan")
    await resident.hears("sudah dibatalkan")
    assert await town.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]


async def test_who_wants_to_talk_to_a_person_writes_to_the_desk_and_is_answered(town: Town, citizen: Person) -> None:
    desk = await a_desk(town)
    await citizen.sends("saya mau bicara dengan manusia")
    await citizen.hears("Tulis pesan Anda untuk petugas piket")
    await citizen.sends("apakah saya boleh datang ke kantor malam ini?")
    number = number_on(await citizen.hears("kami teruskan ke petugas piket"))
    call = await desk.hears("boleh datang ke kantor")
    assert number in call.text
    assert citizen.name not in call.text
    await desk.sends(number)
    await desk.taps("Tanya pelapor", on=await desk.hears("Riwayat"))
    await desk.hears("apa yang ingin ditanyakan")
    await desk.sends("Boleh, sampai pukul 21.00")
    await citizen.hears("Boleh, sampai pukul 21.00")


async def test_a_caption_that_tells_who_the_reporter_is_waits_too(town: Town, resident: Person) -> None:
    await reports(resident)
    await resident.sends_photo(b"\xff\xd8\xff", "ini nomor saya 081234567890")
    await resident.hears("memuat nomor telepon")
    assert await town.rows("SELECT count(*) FROM evidence") == [(0,)]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("sudah bubar pak", "Syukurlah"),
        ("polisinya mana", "menunggu itu berat"),
        ("belum ada yang datang pak", "Maaf Anda masih menunggu"),
        ("salah lapor", "Tidak apa-apa"),
    ],
)
async def test_hours_later_a_few_words_about_the_open_report_reach_the_officer(
    town: Town, resident: Person, words: str, answer: str
) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("sudah ada petugas")
    town.clock.passes(hours=3)
    await resident.sends(words)
    said = await resident.hears(answer)
    assert "kami teruskan ke petugas" in said.text
    assert number in said.text
    assert words in (await officer.hears("kabar baru dari pelapor")).text
    assert ("Batalkan laporan ini" in " ".join(said.labels)) is (words == "salah lapor")


async def test_nobody_is_promised_an_officer_who_is_not_there(town: Town, resident: Person) -> None:
    await reports(resident)
    await resident.sends("belum ada yang datang")
    assert "Belum ada petugas yang terjangkau" in (await resident.hears("Maaf Anda masih menunggu")).text


async def test_without_an_open_report_such_words_are_talk(resident: Person) -> None:
    await resident.sends("sudah bubar pak")
    await resident.hears("Terima kasih sudah menulis")


async def test_later_its_status_is_shown_and_it_can_be_taken_back(town: Town, resident: Person) -> None:
    number = await reports(resident)
    town.clock.passes(hours=3)
    await resident.sends("laporan saya sudah sampai mana ya")
    await resident.hears(number)
    await resident.sends("saya mau batalkan laporan")
    await resident.hears(f"Batalkan laporan {number}")


@pytest.mark.parametrize("minutes", [1, 60])
async def test_a_greeting_while_a_report_is_open_tells_how_it_stands(
    town: Town, resident: Person, minutes: int
) -> None:
    await joins(town, "Petugas")
    number = await reports(resident)
    town.clock.passes(minutes=minutes)
    await resident.sends("halo pak")
    told = await resident.hears("Kami di sini")
    assert number in told.text
    assert "Keadaan laporan sekarang" in told.text
    assert "📄 Lihat laporan" in told.labels


async def test_the_very_sentence_again_rings_nobody_and_tells_how_it_stands(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    for words in (CROWD, "orangnya pakai baju merah dan helm hitam", f"  {CROWD.upper()} "):
        town.clock.passes(seconds=30)
        await resident.sends(words)
        await resident.hears("Sudah ditambahkan" if "merah" in words else "Pesan yang sama sudah tersimpan")
    await town.rests()
    assert sum("kabar baru" in each.text for each in officer.chat_with_bot.messages) == 1
