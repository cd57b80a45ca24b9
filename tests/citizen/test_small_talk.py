"""Words between the questions: thanks, a bare yes, a wish to report, "is anybody there", a chain message."""

import pytest

from sandbox import Person
from tests.stage.town import Town


@pytest.mark.parametrize("words", ["terima kasih pak", "ya", "👍", "jadi gimana pak?"])
async def test_talk_is_no_place(resident: Person, words: str, town: Town) -> None:
    await resident.sends("sepeda motor saya hilang dicuri semalam di parkiran")
    await resident.taps("Ya, buat laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends(words)
    again = await resident.hears("Di mana kejadiannya")
    assert "Dumai Timur" in again.labels
    await resident.sends("jaya mukti")
    assert f"\n{words}\n" not in (await resident.hears("Periksa dulu")).text


async def test_thanks_in_an_emergency_are_no_place_either(resident: Person, town: Town) -> None:
    await resident.sends("tolong anak saya tidak bernapas")
    await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends("iya pak")
    assert "pukul 07.16" in (await resident.hears("Tinggal tempatnya")).text


async def test_words_about_people_go_into_the_story_and_the_place_is_still_asked(resident: Person, town: Town) -> None:
    await resident.sends("tolong, ayah mukulin ibu terus")
    await resident.hears("Di mana kejadiannya")
    for words in ("aku takut", "mereka masih cari aku"):
        town.clock.passes(seconds=5)
        await resident.sends(words)
        await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends("belakang masjid jaya mukti")
    said = (await resident.hears("Kirim sekarang")).text
    assert "aku takut\nmereka masih cari aku" in said
    assert "Tempat: Jaya Mukti" in said


async def test_it_is_over_is_an_answer_to_whether_it_happens_now(resident: Person, town: Town) -> None:
    await resident.sends("tolong ada maling masuk rumah")
    await resident.hears("Sedang terjadi sekarang?")
    town.clock.passes(seconds=5)
    await resident.sends("udah aman pak malingnya lari")
    await resident.hears("Buat laporan dari pesan ini?")


async def test_not_going_on_is_cancelling_in_one_word_too(resident: Person, town: Town) -> None:
    await resident.sends("ada yang mabuk di pos ronda")
    await resident.taps("Ya, buat laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends("gajadi pak")
    await resident.hears("sudah dibatalkan")


@pytest.mark.parametrize("words", ["110", "🩸🔪 dirumah", "gaada gunanya lagi hidup"])
async def test_a_number_or_a_sign_is_a_cry_too(resident: Person, words: str) -> None:
    await resident.sends(words)
    await resident.hears("telepon 110 sekarang")


async def test_a_friend_about_to_die_is_never_talk(resident: Person) -> None:
    await resident.sends("teman sy di pekanbaru mau bunuh diri pak gimana")
    assert "110" in (await resident.hears("Sedang terjadi sekarang?")).text


@pytest.mark.parametrize("words", ["saya mau lapor", "lapor pak", "selamat pagi pak, mau melapor", "i want to report"])
async def test_a_wish_to_report_begins_one_and_is_no_story(resident: Person, words: str) -> None:
    await resident.sends(words)
    await resident.hears("Apa yang ingin Anda laporkan")


@pytest.mark.parametrize("words", ["ada orang?", "???", "bisa bantu pak?", "saya tuna rungu"])
async def test_who_asks_whether_we_are_there_is_greeted(resident: Person, words: str) -> None:
    await resident.sends(words)
    assert "belum" not in (await resident.hears("Ada yang bisa kami bantu")).text


async def test_a_chain_message_raises_no_alarm_by_itself(resident: Person, town: Town) -> None:
    await resident.sends("AWAS!! ada penculikan anak di Dumai, mobil putih, sebarkan ke semua grup!!")
    assert "110" in (await resident.hears("Sedang terjadi sekarang?")).text
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_a_point_alone_in_need_claims_no_voice_message(resident: Person, town: Town) -> None:
    await resident.shares_location(1.6667, 101.4333)
    await resident.taps("Darurat, butuh bantuan sekarang", on=await resident.hears("sudah kami simpan"))
    assert "pesan suara" not in (await resident.hears("Kejadian: ")).text


@pytest.mark.parametrize(
    ("words", "answer"),
    [("👍", "Terima kasih kembali"), ("🙏", "Terima kasih kembali"), ("sudah sampai mana", "/laporanku")],
)
async def test_without_a_report_they_are_answered_as_what_they_are_too(
    resident: Person, words: str, answer: str
) -> None:
    await resident.sends(words)
    await resident.hears(answer)
