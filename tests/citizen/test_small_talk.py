"""Words between the questions: thanks, a bare yes, a wish to report, "is anybody there", a chain message."""

import pytest

from sandbox import Person
from tests.stage.town import Town


@pytest.mark.parametrize("words", ["terima kasih pak", "ya", "ok", "👍"])
async def test_talk_is_no_place(resident: Person, words: str, town: Town) -> None:
    await resident.sends("sepeda motor saya hilang dicuri semalam di parkiran")
    await resident.taps("Ya, buat laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends(words)
    again = await resident.hears("Tinggal tempatnya")
    assert "Dumai Timur" in again.labels
    await resident.sends("jaya mukti")
    assert f"\n{words}\n" not in (await resident.hears("Periksa dulu")).text


async def test_thanks_in_an_emergency_are_no_place_either(resident: Person, town: Town) -> None:
    await resident.sends("tolong anak saya tidak bernapas")
    await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends("iya pak")
    assert "pukul 07.16" in (await resident.hears("Tinggal tempatnya")).text


@pytest.mark.parametrize("words", ["saya mau lapor", "selamat pagi pak, mau melapor", "i want to report"])
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
