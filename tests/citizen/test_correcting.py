"""Changing single answers from the summary."""

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import CROWD, VIOLATION, goes_to


async def sent(citizen: Person) -> None:
    await citizen.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")


async def test_the_kind_is_corrected(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary", VIOLATION)
    await resident.taps("✏️ Jenis")
    await resident.hears("Apa yang ingin Anda laporkan")
    await resident.taps("Gangguan keamanan")
    await resident.hears("Tentang apa")
    await resident.taps("Ketertiban umum")
    await resident.hears("Lebih tepatnya")
    await resident.taps("Pencurian")
    summary = await resident.hears("Periksa dulu")
    assert "Pencurian" in summary.text
    assert "Diketahui" not in summary.text
    await sent(resident)
    assert await town.rows("SELECT kind, category, known_words, known_at FROM reports") == [
        ("gangguan", "pencurian", None, None)
    ]


async def test_a_disturbance_that_is_a_violation_is_asked_when_it_became_known(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary")
    await resident.taps("✏️ Jenis")
    await resident.hears("Apa yang ingin Anda laporkan")
    await resident.taps("Pelanggaran pemilihan")
    await resident.hears("Tentang apa")
    await resident.taps("Di TPS")
    await resident.hears("Lebih tepatnya")
    await resident.taps("Pelanggaran di TPS")
    await resident.hears("Kapan Anda mengetahuinya")
    await resident.taps("Saat itu juga")
    await resident.hears("Periksa dulu")
    await sent(resident)
    [(happened, known)] = await town.rows("SELECT happened_at, known_at FROM reports")
    assert happened == known is not None


async def test_the_kind_is_corrected_in_words(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary")
    await resident.taps("✏️ Jenis")
    await resident.hears("Apa yang ingin Anda laporkan")
    await resident.sends("motor saya dicuri orang di parkiran")
    assert "Kami catat sebagai: Pencurian" in (await resident.hears("Periksa dulu")).text
    await sent(resident)
    assert await town.rows("SELECT category, what FROM reports") == [
        ("pencurian", f"{CROWD}\nmotor saya dicuri orang di parkiran")
    ]


@pytest.mark.parametrize(
    ("button", "question", "words", "column"),
    [
        ("✏️ Kejadian", "Ceritakan singkat", "Jalan ditutup warga sejak subuh", "what"),
        ("✏️ Tempat", "Di mana kejadiannya", "TPS 9 Buluh Kasap", "place"),
        ("✏️ Waktu", "Kapan kejadiannya", "tadi subuh jam 5", "happened_words"),
    ],
)
async def test_words_are_corrected(
    resident: Person, town: Town, button: str, question: str, words: str, column: str
) -> None:
    await goes_to(resident, "summary")
    await resident.taps(button)
    await resident.hears(question)
    await resident.sends(words)
    assert words in (await resident.hears("Periksa dulu")).text
    await sent(resident)
    assert await town.rows(f"SELECT {column} FROM reports") == [(words,)]


async def test_a_corrected_place_replaces_the_whole_old_one(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary", VIOLATION)
    await resident.taps("✏️ Tempat")
    await resident.hears("Di mana kejadiannya")
    await resident.sends("Kelurahan Buluh Kasap, depan balai")
    summary = await resident.hears("Periksa dulu")
    assert "Titik lokasi" not in summary.text
    assert "Bukit Batrem" not in summary.text
    await sent(resident)
    assert await town.rows("SELECT village, tps, latitude FROM reports") == [("14.72.02.1006", None, None)]


async def test_a_corrected_time_asks_anew_when_a_violation_became_known(resident: Person) -> None:
    await goes_to(resident, "summary", VIOLATION)
    await resident.taps("✏️ Waktu")
    await resident.hears("Kapan kejadiannya")
    await resident.sends("20/11 jam 8 pagi")
    await resident.hears("Kapan Anda mengetahuinya")
    await resident.taps("Saat itu juga")
    summary = await resident.hears("Hari ini hari terakhir")
    assert "Rabu 20 November 2024" in summary.text


async def test_evidence_is_added_and_taken_back(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary")
    await resident.taps("Bukti")
    await resident.hears("Ada bukti")
    await resident.sends_photo(b"\xff\xd8\xff salah kirim")
    await resident.hears("Bukti tersimpan")
    await resident.taps("Hapus semua bukti")
    await resident.hears("Bukti sudah dihapus")
    await resident.sends_photo(b"\xff\xd8\xff benar")
    await resident.hears("Bukti tersimpan")
    await resident.taps("Lanjut")
    assert "1 berkas" in (await resident.hears("Periksa dulu")).text
    await sent(resident)
    assert await town.rows("SELECT count(*) FROM evidence") == [(1,)]


async def test_the_identity_is_corrected_both_ways(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary", VIOLATION)
    assert "Boleh dihubungi lewat telepon" in resident.last.text
    await resident.taps("✏️ Identitas")
    await resident.hears("identitas Anda")
    await resident.taps("Rahasiakan identitas")
    assert "Dirahasiakan" in (await resident.hears("Periksa dulu")).text
    await resident.taps("✏️ Identitas")
    await resident.hears("identitas Anda")
    await resident.taps("Boleh dihubungi")
    await resident.hears("Kirim nomor saya")
    await resident.taps("Lewati")
    assert "lewat bot ini" in (await resident.hears("Periksa dulu")).text
    await sent(resident)
    assert await town.rows("SELECT confidential, sealed FROM reporters") == [(0, None)]


@pytest.mark.parametrize("button", ["Jenis", "Kejadian", "Tempat", "Waktu", "Bukti", "Identitas"])
async def test_a_correction_that_is_left_changes_nothing(resident: Person, button: str) -> None:
    await goes_to(resident, "summary", VIOLATION)
    before = resident.last.text
    await resident.taps(f" {button}")
    await resident.hears()
    await resident.taps("Kembali")
    assert (await resident.hears("Periksa dulu")).text == before


async def test_a_correction_left_half_way_changes_nothing(resident: Person) -> None:
    await goes_to(resident, "summary", VIOLATION)
    before = resident.last.text
    await resident.taps("✏️ Tempat")
    await resident.hears("Di mana kejadiannya")
    await resident.taps("Dumai Barat")
    await resident.hears("di kelurahan atau desa mana")
    await resident.taps("Kembali")
    await resident.hears("Di mana kejadiannya")
    await resident.taps("Kembali")
    assert (await resident.hears("Periksa dulu")).text == before


async def test_more_words_at_the_summary_are_put_below_the_story(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary")
    await resident.sends("Sekarang sudah ada yang dari RT sebelah")
    await resident.hears("Keterangan Anda sudah dicatat")
    await sent(resident)
    assert await town.rows("SELECT what FROM reports") == [(f"{CROWD}\nSekarang sudah ada yang dari RT sebelah",)]
