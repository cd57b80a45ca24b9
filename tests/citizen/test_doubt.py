"""Words that sound like danger, but perhaps not now: one question, which neither silences nor sends by itself."""

import pytest

from sandbox import Person
from tests.stage.officers import ticks
from tests.stage.town import Town
from tests.stage.walks import goes_to

NOW = "Sedang terjadi sekarang?"
LAST_NIGHT = "tadi malam ada orang dipukuli di lapo dekat pasar"


async def test_what_happens_now_takes_the_short_way_with_its_words(resident: Person, town: Town) -> None:
    await resident.sends(LAST_NIGHT)
    asked = await resident.hears(NOW)
    assert "110" in asked.text
    await ticks(town, minutes=30)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    await resident.taps("Ya, sekarang", on=asked)
    await resident.hears("Di mana kejadiannya")
    await ticks(town, minutes=3)
    assert await town.rows("SELECT what, urgency FROM reports") == [(LAST_NIGHT, "darurat")]


@pytest.mark.parametrize("no", ["Tidak", "tidak pak", "sudah selesai"])
async def test_what_does_not_is_offered_as_a_report(resident: Person, town: Town, no: str) -> None:
    await resident.sends(LAST_NIGHT)
    asked = await resident.hears(NOW)
    await (resident.taps("Tidak", on=asked) if no == "Tidak" else resident.sends(no))
    assert LAST_NIGHT in (await resident.hears("Buat laporan dari pesan ini?")).text
    await ticks(town, minutes=30)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_what_was_no_report_is_answered_as_what_it_is(resident: Person, town: Town) -> None:
    await resident.sends("tolong 😂")
    await resident.taps("Tidak", on=await resident.hears(NOW))
    await resident.hears("Ceritakan kejadiannya")
    assert await town.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]


async def test_a_story_that_is_told_on_is_asked_about_once(resident: Person) -> None:
    await goes_to(resident, "what")
    await resident.sends(LAST_NIGHT)
    await resident.taps("Tidak", on=await resident.hears(NOW))
    await resident.hears("Di mana kejadiannya")
    await resident.sends("di belakang lapo, tadi malam dia dipukuli juga di situ")
    await resident.hears("Di kecamatan mana")


async def test_danger_in_the_next_words_needs_no_answer(resident: Person) -> None:
    await resident.sends(LAST_NIGHT)
    await resident.hears(NOW)
    await resident.sends("mereka datang lagi bawa parang sekarang")
    await resident.hears("Jika ada bahaya, telepon 110 sekarang")


async def test_an_edit_into_a_cry_for_help_is_heard(resident: Person, town: Town) -> None:
    said = await resident.sends("halo")
    await resident.hears("Halo!")
    await resident.edits(said, "tolong rumah saya dikepung orang bawa parang")
    await resident.hears("Jika ada bahaya, telepon 110 sekarang")
    await ticks(town, minutes=3)
    assert await town.rows("SELECT urgency FROM reports") == [("darurat",)]


@pytest.mark.parametrize("apart", [0, 5])  # said in one breath, or a little later
async def test_what_may_be_danger_is_story_also_where_the_place_is_asked(
    resident: Person, town: Town, apart: int
) -> None:
    await goes_to(resident, "where")
    town.clock.passes(seconds=apart)
    await resident.sends("ada yg jatoh, ga gerak")
    asked = await resident.hears(NOW)
    assert "ada yg jatoh, ga gerak" in asked.text
    await resident.taps("Ya, sekarang", on=asked)
    assert "110" in (await resident.hears("Di mana kejadiannya")).text
    await ticks(town, minutes=3)
    assert "ada yg jatoh, ga gerak" in str((await town.rows("SELECT what FROM reports"))[0])


@pytest.mark.parametrize("said", ["aku takut", "cepat pak", "mereka balik lagi", "blm ada yg datang"])
async def test_fear_in_place_of_an_answer_means_now(resident: Person, town: Town, said: str) -> None:
    await resident.sends(LAST_NIGHT)
    await resident.hears(NOW)
    town.clock.passes(seconds=5)
    await resident.sends(said)
    assert "110" in (await resident.hears("Di mana kejadiannya")).text
    await ticks(town, minutes=3)
    [(what, urgency)] = await town.rows("SELECT what, urgency FROM reports")
    assert (urgency, said in str(what)) == ("darurat", True)


async def test_fear_after_a_no_is_heard_too(resident: Person, town: Town) -> None:
    await resident.sends(LAST_NIGHT)
    await resident.taps("Tidak", on=await resident.hears(NOW))
    await resident.hears("Buat laporan dari pesan ini?")
    town.clock.passes(minutes=2)
    await resident.sends("pak saya takut")
    assert "110" in (await resident.hears("Di mana kejadiannya")).text


async def test_a_child_who_asks_for_help_is_asked_nothing_first(resident: Person, town: Town) -> None:
    await resident.sends("kak tolong aku kelas 5 sd, om tetangga pegang pegang aku")
    await resident.hears("Di mana kejadiannya")
    await ticks(town, minutes=3)
    assert await town.rows("SELECT urgency FROM reports") == [("darurat",)]


async def test_fear_out_of_the_blue_is_met_with_help_and_a_question(resident: Person) -> None:
    await resident.sends("aku takut")
    met = await resident.hears("Kami mengerti Anda takut")
    assert "110" in met.text
    assert "Darurat, butuh bantuan" in met.labels[0]


async def test_an_offer_is_accepted_by_typing_kirim(resident: Person, town: Town) -> None:
    await resident.sends("ada yg bagi amplop di bukit batrem tps 7 tadi malam")
    await resident.hears("Buat laporan dari pesan ini?")
    town.clock.passes(seconds=5)
    await resident.sends("kirim pak")
    assert "kirim" not in (await resident.hears("Periksa dulu")).text.partition("Sudah benar")[0].replace("dikirim", "")


async def test_an_edit_into_what_may_be_danger_is_asked_about(resident: Person) -> None:
    said = await resident.sends("selamat malam")
    await resident.hears("Halo!")
    await resident.edits(said, "tolong ada maling masuk rumah saya di teluk binjai")
    await resident.hears(NOW)


@pytest.mark.parametrize("words", ["saya pengen ngilang aja", "udah ga ada yang peduli", "pamit ya semuanya"])
async def test_who_despairs_is_asked_warmly_and_told_who_listens(resident: Person, town: Town, words: str) -> None:
    await resident.sends(words)
    asked = await resident.hears("Apakah Anda dalam bahaya sekarang?")
    assert "Anda tidak sendirian" in asked.text
    await resident.taps("Tidak", on=asked)
    listened = await resident.hears("Terima kasih sudah bercerita")
    assert any(button.label == "📝 Jadikan laporan" for row in listened.rows for button in row)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


@pytest.mark.parametrize("words", ["gak kuat panasnya", "pamit dulu mau tidur", "capek banget kerja lembur terus"])
async def test_who_is_only_tired_is_asked_nothing(resident: Person, words: str) -> None:
    await resident.sends(words)
    await resident.hears("110")
    assert NOW not in resident.last.text
    assert "Apakah Anda dalam bahaya" not in resident.last.text
