"""Messages without a command: what looks like a report is offered as one, everything else gets a fitting answer."""

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to

REPORTED = "Bapak-bapak di depan bagi amplop ke warga TPS 12 Jaya Mukti"


async def test_a_message_like_a_report_is_its_start(citizen: Person, town: Town) -> None:
    await citizen.sends(REPORTED)
    offer = await citizen.hears("Buat laporan dari pesan ini?")
    assert REPORTED in offer.text
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    await citizen.taps("Ya, buat laporan")
    assert "Jaya Mukti" in (await citizen.hears("Periksa dulu")).text
    await citizen.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")
    assert await town.rows("SELECT category, what, village, tps FROM reports") == [
        ("politik_uang", REPORTED, "14.72.02.1004", "012")
    ]


async def test_the_offer_can_be_declined(resident: Person, town: Town) -> None:
    await resident.sends(REPORTED)
    await resident.hears("Buat laporan dari pesan ini?")
    await resident.taps("Tidak")
    await resident.hears("sudah dibatalkan")
    assert await town.rows("SELECT count(*) FROM drafts WHERE sealed IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(("word", "answer"), [("iya pak", "Periksa dulu"), ("tidak", "sudah dibatalkan")])
async def test_the_offer_is_answered_in_words(resident: Person, word: str, answer: str) -> None:
    await resident.sends(REPORTED)
    await resident.hears("Buat laporan dari pesan ini?")
    await resident.sends(word)
    await resident.hears(answer)


async def test_the_story_goes_on_before_the_offer_is_taken(resident: Person, town: Town) -> None:
    await resident.sends(REPORTED)
    await resident.hears("Buat laporan dari pesan ini?")
    await resident.sends("orangnya naik motor hitam")
    assert "motor hitam" in (await resident.hears("Buat laporan dari pesan ini?")).text
    await resident.taps("Ya, buat laporan")
    await resident.hears("Periksa dulu")


async def test_a_photo_is_offered_as_a_report(resident: Person) -> None:
    await resident.sends_photo()
    await resident.hears("Kiriman Anda sudah kami simpan")
    await resident.taps("Ya, buat laporan")
    await resident.hears("Apa yang ingin Anda laporkan")


async def test_an_album_with_a_caption_is_offered_once(resident: Person, town: Town) -> None:
    heard = len(resident.chat_with_bot.news)
    await resident.sends_album([b"\xff\xd8\xff1", b"\xff\xd8\xff2", b"\xff\xd8\xff3"], REPORTED)
    assert REPORTED in (await resident.hears("Buat laporan dari pesan ini?")).text
    await town.rests()
    assert len(resident.chat_with_bot.news) == heard + 1


async def test_a_voice_note_is_offered_as_the_story(resident: Person) -> None:
    await resident.sends_voice()
    await resident.hears("Kiriman Anda sudah kami simpan")
    await resident.taps("Ya, buat laporan")
    await resident.hears("Di mana kejadiannya")


async def test_a_location_is_offered_as_the_place(resident: Person) -> None:
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Kiriman Anda sudah kami simpan")
    await resident.taps("Ya, buat laporan")
    await resident.hears("Apa yang ingin Anda laporkan")


async def test_a_forwarded_message_is_offered_as_a_report(resident: Person, town: Town) -> None:
    neighbour = town.citizen("Tetangga")
    original = await neighbour.sends(REPORTED)
    await resident.forwards(original)
    await resident.hears("Apakah ini terjadi di dekat Anda sekarang?")
    await resident.taps("Ya, buat laporan")
    await resident.hears("Di mana kejadiannya")


NO_REPORTS = [
    ("Assalamualaikum, selamat pagi", "Ada yang bisa kami bantu"),
    ("Bagaimana cara urus SKCK?", "Terima kasih sudah bertanya"),
    ("terima kasih banyak pak", "Terima kasih kembali"),
    ("tes 123", "Pesan Anda masuk"),
    ("laporan saya DMI-2411-0001-4 sudah sampai mana?", "/laporanku"),
    ("polisi minta uang damai waktu tilang", "Propam"),
    ("hmm", "belum jelas"),
]


async def test_what_is_no_report_gets_a_fitting_answer(resident: Person, town: Town) -> None:
    for words, answer in NO_REPORTS:
        await resident.sends(words)
        said = await resident.hears(answer)
        assert "lapor" in " ".join(said.labels).lower()
    assert await town.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("odd", ["sticker", "dice", "contact"])
async def test_odd_things_are_answered_too(resident: Person, odd: str) -> None:
    match odd:
        case "sticker":
            await resident.sends_sticker()
        case "dice":
            await resident.sends_dice()
        case _:
            await resident.shares_contact()
    await resident.hears("belum jelas")


async def test_a_greeting_is_no_place_and_the_question_stays(town: Town) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    await goes_to(citizen, "place")
    await citizen.sends("Halo")
    assert "Tepatnya di mana" in (await citizen.hears("Tinggal tempatnya")).text


async def test_a_story_behind_the_command_is_taken(resident: Person, town: Town) -> None:
    await resident.sends(f"/lapor {REPORTED}")
    await resident.hears("Periksa dulu")


async def test_a_story_behind_the_command_does_not_throw_a_draft_away(resident: Person) -> None:
    await goes_to(resident, "when")
    await resident.sends(f"/lapor {REPORTED}")
    await resident.hears("belum selesai")


async def test_what_telegram_tells_of_the_chat_is_not_answered(resident: Person, town: Town) -> None:
    said = await resident.sends("terima kasih")
    await resident.hears("Terima kasih kembali")
    heard = len(resident.chat_with_bot.news)
    for told in (
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"pinned_message": said.raw},
    ):
        kept = {key: value for key, value in said.raw.items() if key != "text"}
        town.world.push("message", {**kept, **told, "message_id": said.id + 1000}, resident.id)
    await town.rests()
    assert len(resident.chat_with_bot.news) == heard


async def test_talk_of_the_day_is_answered_kindly_and_one_tap_makes_a_report_of_it(resident: Person) -> None:
    await resident.sends("lagi ngeteh di teras sama bapak")
    said = await resident.hears("Terima kasih sudah menulis")
    assert "110" in said.text
    assert "Darurat" in said.labels[0]
    await resident.taps("Jadikan laporan", on=said)
    await resident.hears("Di mana kejadiannya")
    await resident.sends("jaya mukti tps 12")
    assert "ngeteh" in (await resident.hears("Periksa dulu")).text


async def test_help_taken_after_talk_takes_its_words_along(resident: Person) -> None:
    await resident.sends("lagi ngeteh di teras sama bapak")
    await resident.taps("Darurat", on=await resident.hears("Terima kasih sudah menulis"))
    await resident.hears("Di mana kejadiannya")
    await resident.sends("jaya mukti")
    assert "ngeteh" in (await resident.hears("Kirim sekarang")).text
