"""Who waits asks whether anybody has read it, and who is asked for a place goes on telling: neither is the other."""

import pytest

from sandbox import Person
from tests.stage.officers import joins, takes
from tests.stage.town import Town
from tests.stage.walks import goes_to, number_on, reports

ADDED = "SELECT count(*) FROM events WHERE act = 'ditambah'"
ASKING = ("apakah sudah dibaca pak?", "udah dibaca blm", "ada yg baca?", "pesan saya masuk ga?", "kok ga ada balasan")


@pytest.mark.parametrize("later", [0, 40])
async def test_who_asks_whether_it_was_read_sees_how_it_stands(town: Town, resident: Person, later: int) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    for words in ASKING:
        town.clock.passes(minutes=later)
        await resident.sends(words)
        status = await resident.hears("Kerumunan massa")
        assert number in status.text
        assert any("Tambah keterangan" in label for label in status.labels)
    await town.rests()
    assert await town.rows(ADDED) == [(0,)]
    assert await town.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]


async def test_before_it_is_sent_they_hear_that_nobody_can_have_read_it(town: Town, resident: Person) -> None:
    await goes_to(resident, "where")
    town.clock.passes(seconds=5)
    await resident.sends("udah dibaca blm pak")
    question = await resident.hears("belum terkirim")
    assert "Di mana kejadiannya" in question.text
    assert "Dumai Timur" in question.labels


async def test_with_nothing_told_they_are_led_to_their_reports(resident: Person) -> None:
    await resident.sends("apakah sudah dibaca pak?")
    await resident.hears("/laporanku")


async def test_details_at_the_place_go_into_the_story(town: Town, resident: Person) -> None:
    details = ("kuponnya warna kuning", "amplopnya isi 50 ribu", "BM 1234 XY", "ada 3 orang", "motor vario hitam")
    await goes_to(resident, "where")
    for words in details:
        town.clock.passes(seconds=5)
        await resident.sends(words)
        question = await resident.hears("Keterangan Anda sudah dicatat")
        assert "Di mana kejadiannya" in question.text
        assert "Dumai Timur" in question.labels
    town.clock.passes(seconds=5)
    await resident.sends("pasar lama jaya mukti")
    await resident.taps("Kirim sekarang", on=await resident.hears("Periksa dulu"))
    number_on(await resident.hears("sudah kami terima"))
    [(story, place)] = await town.rows("SELECT what, place FROM reports")
    assert place == "pasar lama jaya mukti"
    assert all(words in str(story) for words in details)


async def test_a_voice_message_at_the_place_is_kept_and_the_place_is_asked_again(town: Town, resident: Person) -> None:
    await goes_to(resident, "where")
    town.clock.passes(seconds=5)
    await resident.sends_voice()
    question = await resident.hears("Pesan suara Anda tersimpan")
    assert "Di mana kejadiannya" in question.text
    await resident.taps("Dumai Timur", on=question)
    await resident.taps("Lewati", on=await resident.hears("di kelurahan atau desa mana"))
    town.clock.passes(seconds=5)
    await resident.sends_voice()
    again = await resident.hears("Pesan suara Anda tersimpan")
    assert "Tepatnya di mana" in again.text
    await resident.taps("Lewati", on=again)
    card = await resident.hears("Periksa dulu")
    assert "1 berkas" in card.text


async def test_who_is_afraid_to_be_known_is_answered_and_it_is_no_place(town: Town, resident: Person) -> None:
    await goes_to(resident, "where")
    for words in ("nanti ketauan ga", "takut ketahuan, rahasia kan?"):
        town.clock.passes(seconds=5)
        await resident.sends(words)
        assert "Di mana kejadiannya" in (await resident.hears("Petugas tidak melihat nama")).text


async def test_a_voice_message_outlives_words_that_only_sounded_like_danger(town: Town, resident: Person) -> None:
    await resident.sends_voice()
    await resident.hears("Buat laporan dari pesan ini?")
    town.clock.passes(seconds=5)
    await resident.sends("saya ga bisa ngetik")
    await resident.taps("Tidak", on=await resident.hears("Sedang terjadi sekarang?"))
    await resident.taps("Ya, buat laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.hears("Di mana kejadiannya")


async def test_in_danger_a_place_that_comes_after_all_is_the_place(town: Town, resident: Person) -> None:
    await resident.sends("tolong ada orang gedor pintu bawa parang")
    await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends("gatau alamatnya")
    await resident.hears("lokasi belum diketahui")
    town.clock.passes(seconds=5)
    await resident.sends("deket masjid raya")
    card = await resident.hears("Tempatnya sudah dicatat")
    assert "deket masjid raya" in card.text
    await resident.taps("Kirim sekarang", on=card)
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT place FROM reports") == [("deket masjid raya",)]
