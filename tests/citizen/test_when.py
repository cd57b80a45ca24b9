"""When it happened: by button, or in words as people type them."""

from datetime import UTC, datetime

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, finishes, goes_to

WORDS = [  # on Wednesday 27 November 2024, 07.14 WIB
    ("tadi subuh jam 5", datetime(2024, 11, 26, 22, 0, tzinfo=UTC)),
    ("27/11 06.30", datetime(2024, 11, 26, 23, 30, tzinfo=UTC)),
    ("setengah jam lalu", datetime(2024, 11, 26, 23, 44, tzinfo=UTC)),
    ("semalam jam 9", datetime(2024, 11, 26, 14, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize(("words", "moment"), WORDS)
async def test_words_for_a_time_are_kept_and_read(resident: Person, town: Town, words: str, moment: datetime) -> None:
    await goes_to(resident, "when")
    await resident.sends(words)
    await finishes(resident, "evidence")
    assert await town.rows("SELECT happened_words, happened_at, ongoing FROM reports") == [
        (words, int(moment.timestamp() * 1000), 0)
    ]


async def test_words_that_name_no_time_are_kept_as_they_are(resident: Person, town: Town) -> None:
    await goes_to(resident, "when")
    await resident.sends("waktu orang-orang pulang")
    await finishes(resident, "evidence")
    assert await town.rows("SELECT happened_words, happened_at FROM reports") == [("waktu orang-orang pulang", None)]


@pytest.mark.parametrize(
    ("button", "ongoing", "urgency"), [("Sedang terjadi", 1, "tinggi"), ("Baru saja", 0, "tinggi")]
)
async def test_buttons_tell_whether_it_goes_on(
    resident: Person, town: Town, button: str, ongoing: int, urgency: str
) -> None:
    await goes_to(resident, "when")
    await resident.taps(button)
    await finishes(resident, "evidence")
    now = int(town.clock.now.timestamp() * 1000)
    assert await town.rows("SELECT happened_at, ongoing, urgency FROM reports") == [(now, ongoing, urgency)]


async def test_a_violation_known_for_long_is_taken_and_told_so(resident: Person, town: Town) -> None:
    await goes_to(resident, "known", VIOLATION)
    await resident.sends("tanggal 15 November")
    assert "tanggal 15 November" in (await resident.hears("Batas 7 hari")).text
    await resident.taps("Kirim sekarang")
    assert "Batas 7 hari" in (await resident.hears("sudah kami terima")).text
    assert await town.rows("SELECT known_words FROM reports") == [("tanggal 15 November",)]


async def test_known_then_carries_the_words_over(resident: Person, town: Town) -> None:
    await goes_to(resident, "when", VIOLATION)
    await resident.sends("waktu hujan deras itu")
    await resident.hears("Kapan Anda mengetahuinya")
    await resident.taps("Saat itu juga")
    await finishes(resident, "evidence")
    assert await town.rows("SELECT known_words, known_at FROM reports") == [("waktu hujan deras itu", None)]
