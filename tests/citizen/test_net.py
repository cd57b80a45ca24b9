"""The net: on every answer to words out of the blue stand 110 and one tap to the short way, also without a word."""

import pytest

from reports.danger import Alarm, listen
from sandbox import Person
from tests.corpus.messages import FILES, messages
from tests.stage.officers import ticks
from tests.stage.town import Town
from tests.stage.walks import goes_to

HELP = "Darurat, butuh bantuan sekarang"


@pytest.mark.parametrize(
    "words", ["apa kabar pak", "bagaimana cara mengurus SKCK?", "itu orang kemarin lagi", "halo", "test", "kok begini"]
)
async def test_whatever_was_written_help_is_one_tap_away(resident: Person, town: Town, words: str) -> None:
    await resident.sends(words)
    answer = await resident.hears("110")
    await resident.taps(HELP, on=answer)
    assert "Apa yang terjadi, dan di mana" in (await resident.hears("Telepon 110 sekarang")).text


async def test_with_nothing_said_it_waits_and_goes_by_itself_after_the_first_word(resident: Person, town: Town) -> None:
    await resident.sends("/start")
    await resident.taps(HELP, on=await resident.hears("Ada yang bisa kami bantu"))
    await resident.hears("Apa yang terjadi, dan di mana")
    await ticks(town, minutes=10)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    await resident.sends("saya di belakang pasar bukit datuk")
    await resident.hears("kami teruskan sendiri")
    await ticks(town, minutes=3)
    assert await town.rows("SELECT urgency, place FROM reports") == [("darurat", "saya di belakang pasar bukit datuk")]


async def test_a_slip_of_the_finger_is_no_emergency(resident: Person, town: Town) -> None:
    await resident.sends("/start")
    await resident.taps(HELP, on=await resident.hears("Ada yang bisa kami bantu"))
    await resident.hears("Apa yang terjadi, dan di mana")
    await resident.sends("Salah pencet")
    await resident.hears("belum ada yang dikirim")
    await ticks(town, minutes=3)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    await resident.sends("eh tolong, dia masuk rumah bawa parang")
    await resident.hears("Di mana")
    await resident.sends("salah pencet")  # once something is told, nobody takes it back by a word
    await ticks(town, minutes=3)
    [(what,)] = await town.rows("SELECT what FROM reports")
    assert "bawa parang" in str(what)


@pytest.mark.parametrize("step", ["kind", "family", "category"])
async def test_it_turns_what_was_told_into_the_short_way(resident: Person, town: Town, step: str) -> None:
    question = await goes_to(resident, step)
    await resident.taps(HELP, on=question)
    assert "110" in (await resident.hears("di mana")).text


async def test_an_offer_becomes_the_short_way_with_its_words(resident: Person, town: Town) -> None:
    await resident.sends("kok orang itu parkir terus di depan rumah kami dari kemarin ya")
    await resident.taps(HELP, on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.hears("Di mana kejadiannya")
    await ticks(town, minutes=3)
    [(what, urgency)] = await town.rows("SELECT what, urgency FROM reports")
    assert "depan rumah kami" in str(what)
    assert urgency == "darurat"


async def test_danger_is_one_tap_from_the_short_way_however_it_is_told(town: Town) -> None:
    """Of the corpus: all in which no danger is heard, and some of the others."""
    sure = [message.text for name in FILES for message in messages(name) if message.danger == "sure"]
    missed = [text for text in sure if listen(text) is Alarm.NONE]
    for place, text in enumerate(dict.fromkeys([*missed, *sure[::30]])):
        person = town.citizen(f"Warga {place}")
        await person.sends(text)
        answer = await person.hears("110")
        assert any(word in " ".join(answer.labels) for word in (HELP, "Ya, sekarang", "Lewati", "Kirim sekarang")), text
