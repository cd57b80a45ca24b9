"""The point of a phone is not always the place: outside danger that is asked; and what a file can give away is said."""

from sandbox import Person
from tests.copies.media import bare_photo
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, finishes, goes_to, reports

POINT = "SELECT latitude IS NOT NULL, district FROM reports"


async def test_who_is_at_home_by_now_chooses_the_place_and_the_point_is_gone(town: Town, resident: Person) -> None:
    await goes_to(resident, "where")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.taps("Tidak, pilih tempatnya")
    await resident.hears("Di mana kejadiannya")
    await resident.taps("Dumai Timur")
    await finishes(resident, "village")
    assert await town.rows(POINT) == [(0, "14.72.02")]


async def test_who_is_still_there_keeps_the_point(town: Town, resident: Person) -> None:
    await goes_to(resident, "where")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.sends("iya masih")
    await resident.hears("Di kecamatan mana")
    await resident.taps("Dumai Timur")
    await finishes(resident, "village")
    assert await town.rows(POINT) == [(1, "14.72.02")]


async def test_a_place_in_words_takes_the_place_of_the_point(town: Town, resident: Person) -> None:
    await goes_to(resident, "where")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.sends("TPS 12 Jaya Mukti, dekat masjid")
    await finishes(resident, "when")
    assert await town.rows(POINT) == [(0, "14.72.02")]


async def test_a_point_on_the_card_is_asked_about_too_and_a_named_place_is_not(town: Town, resident: Person) -> None:
    await goes_to(resident, "summary")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.taps("Ya, masih di sini")
    await resident.hears("Periksa dulu")
    await resident.sends("/batal")
    await resident.hears()
    await goes_to(resident, "where")
    await resident.shares_venue(1.67, 101.45, "Masjid Raya", "Jalan Sudirman")
    await resident.hears("Di kecamatan mana")


async def test_in_danger_nothing_is_asked_about_the_point(resident: Person) -> None:
    await resident.sends("TOLONG ADA YANG BAWA PARANG")
    await resident.hears("telepon 110 sekarang")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Tekan Kirim sekarang")


async def test_what_a_voice_or_a_file_gives_away_is_said_once_to_who_stays_unknown(resident: Person) -> None:
    await goes_to(resident, "evidence")
    await resident.sends_photo(bare_photo())
    assert "menunjukkan siapa Anda" not in (await resident.hears("Bukti tersimpan")).text
    await resident.sends_voice(b"OggS")
    assert (
        "suara, wajah, atau nama di dalam berkas bisa menunjukkan siapa Anda"
        in (await resident.hears("Bukti tersimpan")).text
    )
    await resident.sends_document(b"%PDF-1.4", "surat.pdf")
    assert "menunjukkan siapa Anda" not in (await resident.hears("Bukti tersimpan")).text


async def test_a_story_told_by_voice_out_of_the_blue_is_warned_of_too(resident: Person) -> None:
    await resident.sends_voice(b"OggS cerita")
    await resident.hears("laporan")
    await resident.taps("Ya, buat laporan")
    await resident.hears("menunjukkan siapa Anda")


async def test_it_is_said_of_what_is_added_later_too(resident: Person) -> None:
    await reports(resident)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends_photo(bare_photo())
    assert "menunjukkan siapa Anda" not in (await resident.hears("Sudah ditambahkan")).text
    await resident.sends_voice(b"OggS")
    assert "menunjukkan siapa Anda" in (await resident.hears("Sudah ditambahkan")).text
    await resident.sends_document(b"%PDF-1.4", "surat.pdf")
    assert "menunjukkan siapa Anda" not in (await resident.hears("Sudah ditambahkan")).text
    await reports(resident, VIOLATION)  # its reporter may be contacted
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends_voice(b"OggS lagi")
    assert "menunjukkan siapa Anda" not in (await resident.hears("Sudah ditambahkan")).text
