"""The language: from the phone, changed by `/bahasa`, and offered once to who clearly writes English."""

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to

ENGLISH = "Some people are giving envelopes with money to the voters in my street"


@pytest.mark.parametrize(
    ("code", "welcome"),
    [
        ("en", "Welcome"),
        ("en-GB", "Welcome"),
        ("id", "Selamat datang"),
        ("ms", "Selamat datang"),
        ("de", "Selamat datang"),
    ],
)
async def test_the_language_is_the_phones(town: Town, code: str, welcome: str) -> None:
    citizen = town.citizen(language_code=code)
    await citizen.opens()
    await citizen.hears(welcome)


async def test_a_phone_that_says_no_language_is_answered_in_indonesian(town: Town) -> None:
    citizen = town.world.person("Tanpa bahasa", language_code=None)
    await citizen.opens()
    await citizen.hears("Selamat datang")


async def test_a_whole_report_in_english(town: Town) -> None:
    citizen = town.citizen(language_code="en")
    for does, hears in [
        ("/lapor", "Before we begin"),
        ("I agree", "What do you want to report"),
        ("Election violation", "What is it about"),
        ("Money, pressure", "More exactly"),
        ("Vote buying", "Tell us briefly"),
        (ENGLISH, "Where did it happen"),
        ("TPS 12 Jaya Mukti", "Please check"),
        ("Time", "When did it happen"),
        ("Just now", "When did you learn of it"),
        ("Today", "Please check"),
        ("Send now", "We have received your report"),
    ]:
        if does.startswith(("/", "Some", "TPS")):
            await citizen.sends(does)
        else:
            await citizen.taps(does)
        await citizen.hears(hears)
    assert await town.rows("SELECT category, village, tps FROM reports") == [("politik_uang", "14.72.02.1004", "012")]


async def test_the_language_is_changed_in_the_middle_of_a_report(resident: Person) -> None:
    await goes_to(resident, "family")
    await resident.sends("/bahasa")
    await resident.hears("Choose your language")
    await resident.taps("English")
    await resident.hears("What is it about")
    await resident.sends("/bahasa")
    await resident.hears("Choose your language")
    await resident.taps("Bahasa Indonesia")
    await resident.hears("Tentang apa?")


async def test_english_is_offered_once(resident: Person, town: Town) -> None:
    await resident.sends(ENGLISH)
    await resident.hears("Would you like to continue in English?")
    await resident.hears("Buat laporan dari pesan ini?")
    await resident.sends("and they are taking pictures of it in the house of my neighbour")
    await resident.hears("Buat laporan dari pesan ini?")
    offers = [each for each in resident.chat_with_bot.news if "continue in English" in each.text]
    assert len(offers) == 1
    await resident.taps("English")
    await resident.hears("Make a report from this message?")
    assert await town.rows("SELECT language FROM chats") == [("en",)]


@pytest.mark.parametrize(
    "words", ["hello good morning", "ok thanks", "TOLONG SEGERA DICEK BANYAK SAMPAH DI JALAN INI PAK"]
)
async def test_english_is_not_offered_for_a_greeting_or_to_who_shouts(resident: Person, town: Town, words: str) -> None:
    await resident.sends(words)
    await town.rests()
    assert all("continue in English" not in each.text for each in resident.chat_with_bot.news)


async def test_who_chose_indonesian_is_not_asked(town: Town) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    await citizen.sends("/bahasa")
    await citizen.hears("Choose your language")
    await citizen.taps("Bahasa Indonesia")
    await citizen.hears("kita pakai Bahasa Indonesia")
    await citizen.sends(ENGLISH)
    assert "continue in English" not in (await citizen.hears()).text


async def test_in_danger_a_stranger_is_asked_in_english_at_once_and_may_go_back(town: Town) -> None:
    stranger = town.citizen(language_code="de")
    await stranger.sends("Please help us, some men with knives are breaking into the hotel, my friend is bleeding")
    await stranger.hears("We answer in English")
    assert "Where" in (await stranger.hears("110")).text
    await stranger.sends("bahasa indonesia")
    await stranger.hears("Di mana")
    assert await town.rows("SELECT language FROM chats") == [("id",)]


@pytest.mark.parametrize("said", ["Yes please", "english please", "Yes, in English"])
async def test_the_offer_of_english_is_answered_in_words(resident: Person, town: Town, said: str) -> None:
    await resident.sends(ENGLISH)
    await resident.hears("Would you like to continue in English?")
    await resident.hears("Buat laporan dari pesan ini?")
    await resident.sends(said)
    offer = await resident.hears("Make a report from this message?")
    assert said not in offer.text, "the answer is no part of the story"
