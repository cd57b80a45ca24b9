"""An ordinary draft that nobody goes on with: one reminder, never at night, and after a day it answers for itself."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox import Person
from tests.stage.officers import ticks
from tests.stage.town import Town
from tests.stage.walks import CROWD, ENVELOPES, agrees, finishes, goes_to, reports

UNSENT = "Laporan Anda belum terkirim"
OFFERED = "Anda punya laporan yang belum selesai"


def at(hour: int, minute: int) -> datetime:
    """A moment of the polling day in UTC; WIB is seven hours ahead."""
    return datetime(2024, 11, 27, hour, minute, tzinfo=UTC)


def reminders(citizen: Person) -> int:
    return len([each for each in citizen.chat_with_bot.messages if UNSENT in each.text])


async def test_half_an_hour_of_silence_is_reminded_of_once(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await ticks(town, minutes=29)
    await resident.sends_photo()
    await resident.hears("Bukti tersimpan")
    await ticks(town, minutes=29)
    assert reminders(resident) == 0
    await ticks(town, minutes=1)
    reminder = await resident.hears(UNSENT)
    assert [label.partition(" ")[2] for label in reminder.labels] == ["Lanjutkan draf", "Batal"]
    await resident.taps("Lanjutkan draf")
    await resident.hears("Ada bukti lagi")
    await resident.taps("Lanjut", on=resident.last)
    await resident.hears("Periksa dulu")
    for _ in range(4):
        await ticks(town, hours=12)
    assert reminders(resident) == 1
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_it_is_let_go_with_a_tap_on_the_reminder(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    await ticks(town, minutes=30)
    await resident.hears(UNSENT)
    await resident.taps("Batal", on=resident.last)
    await resident.hears("Tidak ada yang dikirim")
    assert await town.rows("SELECT sealed, due_at FROM drafts") == [(None, None)]


async def test_the_next_draft_has_a_reminder_of_its_own(resident: Person, town: Town) -> None:
    for count in (1, 2):
        await goes_to(resident, "what")
        await ticks(town, minutes=30)
        assert reminders(resident) == count
        await resident.sends("/batal")
        await resident.hears("Tidak ada yang dikirim")


async def test_what_was_sent_is_not_reminded_of(resident: Person, town: Town) -> None:
    await reports(resident)
    await ticks(town, hours=2)
    assert reminders(resident) == 0


@pytest.mark.parametrize(
    ("touched", "reminded"),
    [
        (at(13, 29), at(13, 59)),  # 20.29 WIB: still before nine
        (at(13, 30), at(22, 30)),  # 20.30 WIB: in the morning
        (at(18, 0), at(22, 30)),
        (at(22, 0), at(22, 30)),  # 05.00 WIB
    ],
)
async def test_nobody_is_woken(resident: Person, town: Town, touched: datetime, reminded: datetime) -> None:
    town.clock.now = touched
    await goes_to(resident, "what")
    town.clock.now = reminded - timedelta(seconds=1)
    await ticks(town)
    assert reminders(resident) == 0
    await ticks(town, seconds=1)
    assert reminders(resident) == 1


async def test_a_bot_that_stood_still_reminds_in_the_morning_and_once(quiet_town: Town) -> None:
    town = quiet_town
    citizen = town.citizen()
    async with town.open():
        await agrees(citizen)
        await goes_to(citizen, "what")
    town.clock.now = at(17, 0)  # midnight
    async with town.open():
        await ticks(town)
        assert reminders(citizen) == 0
    town.clock.now = at(22, 30)
    for _ in range(2):
        async with town.open():
            await ticks(town)
            assert reminders(citizen) == 1


async def test_a_greeting_a_day_later_is_no_answer(resident: Person, town: Town) -> None:
    await goes_to(resident, "place")
    await ticks(town, hours=24, seconds=1)
    await resident.hears(UNSENT)
    for _ in range(2):
        await resident.sends("Halo")
        await resident.hears(OFFERED)
    await resident.taps("Lanjutkan draf")
    await resident.hears("Tepatnya di mana")
    await resident.sends("TPS 12, dekat masjid")
    await resident.hears("Periksa dulu")


async def test_a_day_less_a_second_is_still_an_answer(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    town.clock.passes(hours=24)
    await resident.sends(CROWD)
    await resident.hears("Di mana kejadiannya")


async def test_a_new_story_a_day_later_begins_a_report_if_its_citizen_says_so(resident: Person, town: Town) -> None:
    await goes_to(resident, "place")
    town.clock.passes(hours=25)
    await resident.sends("bagi-bagi amplop di TPS 7 Bukit Batrem tadi pagi")
    await resident.hears(OFFERED)
    await resident.sends("yang bagi dua orang, amplopnya putih semua")
    await resident.hears(OFFERED)
    await resident.taps("Mulai laporan baru")
    await resident.hears("Periksa dulu")
    for answer in ("Kirim sekarang",):
        await resident.taps(answer)
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT category, village, what FROM reports") == [
        (
            "politik_uang",
            "14.72.02.1009",
            "bagi-bagi amplop di TPS 7 Bukit Batrem tadi pagi\nyang bagi dua orang, amplopnya putih semua",
        )
    ]


async def test_a_story_a_day_later_may_belong_to_the_draft_too(resident: Person, town: Town) -> None:
    await goes_to(resident, "place")
    town.clock.passes(hours=25)
    await resident.sends("massa sudah sampai seribu orang dan menutup jalan")
    await resident.hears(OFFERED)
    await resident.taps("Lanjutkan draf")
    await resident.hears("Keterangan Anda sudah dicatat")
    await resident.sends("TPS 12, dekat masjid")
    await finishes(resident, "when")
    assert await town.rows("SELECT what FROM reports") == [
        (f"{CROWD}\nmassa sudah sampai seribu orang dan menutup jalan",)
    ]


async def test_photos_and_a_place_a_day_later_are_kept_across_a_restart(quiet_town: Town) -> None:
    town = quiet_town
    citizen = town.citizen()
    async with town.open():
        await agrees(citizen)
        await goes_to(citizen, "what")
        town.clock.passes(hours=25)
        await citizen.sends_album([b"\xff\xd8\xff1", b"\xff\xd8\xff2"], ENVELOPES)
        await citizen.hears(OFFERED)
        await citizen.shares_location(1.5, 101.25)
        await citizen.hears(OFFERED)
        await town.rests()
        assert len([each for each in citizen.chat_with_bot.news if OFFERED in each.text]) == 2
    async with town.open():
        await citizen.taps("Mulai laporan baru", on=citizen.last)
        await citizen.hears("Anda masih di tempat kejadian?")
        for answer in ("Ya, masih di sini", "Dumai Timur", "Bukit Batrem"):
            await citizen.taps(answer)
        await citizen.hears("Tepatnya di mana")
        await citizen.sends("rumah nomor 3")
        for answer in ("Kirim sekarang",):
            await citizen.taps(answer)
        await citizen.hears("sudah kami terima")
    assert await town.rows("SELECT what, latitude FROM reports") == [(ENVELOPES, 1.5)]
    assert await town.rows("SELECT count(*) FROM evidence") == [(2,)]


async def test_the_drafts_own_buttons_work_after_any_time(resident: Person, town: Town) -> None:
    await goes_to(resident, "place")
    question = resident.last
    town.clock.passes(days=3)
    await resident.taps("Kembali", on=question)
    await resident.hears("di kelurahan atau desa mana")
    town.clock.passes(days=3)
    await resident.sends("lewati")
    await resident.hears("Tepatnya di mana")


async def test_a_cry_a_day_later_is_heard_at_once(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    town.clock.passes(hours=25)
    await resident.sends("TOLONG ADA YANG BAWA PARANG")
    await resident.hears("telepon 110 sekarang")


async def test_adding_to_a_report_ends_by_itself_after_a_day(resident: Person, town: Town) -> None:
    await reports(resident)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    town.clock.passes(hours=25)
    await resident.sends("Halo")
    await resident.hears("Kami di sini")
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'ditambah'") == [(0,)]


@pytest.mark.parametrize(
    "words",
    [
        "suami saya mukul saya tiap malam pak",
        "aku umur 12 tahun, minggu lalu ayah tiri pegang pegang aku",
        "saya sering dipukuli suami, kemarin muka saya lebam",
    ],
)
async def test_somebody_harmed_who_taps_nothing_hears_one_neutral_word_and_nobody_else_hears_anything(
    resident: Person, town: Town, words: str
) -> None:
    await resident.sends(words)
    await resident.hears(words)
    await ticks(town, minutes=31)
    word = await resident.hears("Kapan pun Anda siap")
    assert word.silent
    assert word.labels == ["👀 Buka"]
    assert not set(words.split()) & set(word.text.split())
    await resident.taps("Buka", on=word)
    await resident.hears(words)
    for _ in range(3):
        await ticks(town, hours=12)
    assert len([each for each in resident.chat_with_bot.messages if "Anda siap" in each.text]) == 1
    assert reminders(resident) == 0
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_nothing_reminds_somebody_who_hides(resident: Person, town: Town) -> None:
    await resident.sends("saya sembunyi di kamar, suami saya kemarin mukul saya")
    await resident.hears("Ada kabar untuk Anda")
    await town.rests()
    said = len(resident.chat_with_bot.news)
    await ticks(town, hours=2)
    assert len(resident.chat_with_bot.news) == said


@pytest.mark.parametrize("said", ["iya jadi", "lanjut pak", "ya", "mau"])
async def test_words_that_answer_the_reminder_are_no_part_of_the_report(
    town: Town, resident: Person, said: str
) -> None:
    await resident.sends("ada yang bagi bagi sembako di TPS 3 Jaya Mukti tadi pagi")
    await resident.hears("Buat laporan dari pesan ini?")
    await ticks(town, hours=6)
    await resident.hears("Mau dilanjutkan?")
    await resident.sends(said)
    again = await resident.hears("Buat laporan dari pesan ini?")
    assert said not in again.text.splitlines()


async def test_who_types_after_days_is_not_asked_forever(town: Town, resident: Person) -> None:
    await resident.sends("ada yang bagi bagi sembako di TPS 3 Jaya Mukti tadi pagi")
    await resident.hears("Buat laporan dari pesan ini?")
    await ticks(town, hours=72)
    await resident.sends("terima kasih pak")
    await resident.hears("Terima kasih kembali")
    await resident.hears("Mau dilanjutkan?")
    await resident.sends("batal")
    await resident.hears("sudah dibatalkan")
    await resident.sends("terima kasih pak")
    await resident.hears("Terima kasih kembali")
    await resident.hears_nothing()
