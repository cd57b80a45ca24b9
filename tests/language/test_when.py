"""When: the words people use for a moment, read on polling day in Dumai."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.when import SLACK, parse_when

WIB = ZoneInfo("Asia/Jakarta")
POLLING_DAY = date(2024, 11, 27)  # a Wednesday
AFTERNOON = datetime(2024, 11, 27, 14, 0, tzinfo=WIB)
NIGHT = datetime(2024, 11, 27, 1, 0, tzinfo=WIB)
MORNING = datetime(2024, 11, 27, 6, 30, tzinfo=WIB)
EVENING = datetime(2024, 11, 27, 20, 0, tzinfo=WIB)
LATE = datetime(2024, 11, 27, 23, 30, tzinfo=WIB)


def read(words: str, now: datetime) -> str | None:
    moment = parse_when(words, now, POLLING_DAY)
    return f"{moment.at:%d/%m/%y %H.%M}" if moment else None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("sekarang", "27/11/24 14.00"),
        ("dari semalem", "26/11/24 20.00"),
        ("10 menitan yg lalu", "27/11/24 13.50"),
        ("mlm minggu kmrn", "23/11/24 20.00"),
        ("tadi sore jam 3", "26/11/24 15.00"),
        ("h-1 mereka bagi amplop", "26/11/24 12.00"),
        ("waktu saya ke sana hari pencoblosan jam 9", "27/11/24 09.00"),
        ("skrg pak", "27/11/24 14.00"),
        ("sedang terjadi", "27/11/24 14.00"),
        ("masih berlangsung", "27/11/24 14.00"),
        ("saiki", "27/11/24 14.00"),
        ("barusan", "27/11/24 14.00"),
        ("baru saja", "27/11/24 14.00"),
        ("baru aja kejadian", "27/11/24 14.00"),
        ("just now", "27/11/24 14.00"),
        ("tadi", "27/11/24 13.00"),
        ("td", "27/11/24 13.00"),
        # a part of the day
        ("tadi pagi", "27/11/24 08.00"),
        ("td pg", "27/11/24 08.00"),
        ("TADI PAGIII", "27/11/24 08.00"),
        ("pagi tadi", "27/11/24 08.00"),
        ("this morning", "27/11/24 08.00"),
        ("tadi siang", "27/11/24 13.00"),
        ("tdi sng", "27/11/24 13.00"),
        ("subuh", "27/11/24 05.00"),
        ("subuh tadi", "27/11/24 05.00"),
        ("dini hari", "27/11/24 03.00"),
        ("tadi sore", "26/11/24 16.00"),
        ("tadi malam", "26/11/24 20.00"),
        ("tdi mlm", "26/11/24 20.00"),
        ("malam tadi", "26/11/24 20.00"),
        ("mau bengi", "26/11/24 20.00"),
        ("semalam", "26/11/24 20.00"),
        ("smlm", "26/11/24 20.00"),
        ("samalam", "26/11/24 20.00"),
        ("last night", "26/11/24 20.00"),
        ("semalam siang", "26/11/24 13.00"),
        ("tengah malam tadi", "27/11/24 00.00"),
        ("maghrib", "26/11/24 18.15"),
        # an hour
        ("jam 8", "27/11/24 08.00"),
        ("jam delapan", "27/11/24 08.00"),
        ("jam 8 lewat", "27/11/24 08.00"),
        ("jam 8 lewat 10", "27/11/24 08.10"),
        ("jam 8 lewat seperempat", "27/11/24 08.15"),
        ("jam 8 kurang 10", "27/11/24 07.50"),
        ("jam 8 kurang seperempat", "27/11/24 07.45"),
        ("jam setengah 9", "27/11/24 08.30"),
        ("setengah sembilan", "27/11/24 08.30"),
        ("jam setengah 1 siang", "27/11/24 12.30"),
        ("pukul 07.30", "27/11/24 07.30"),
        ("07:30", "27/11/24 07.30"),
        ("pkl 7.30", "27/11/24 07.30"),
        ("jam 0730", "27/11/24 07.30"),
        ("jam 7 30", "27/11/24 07.30"),
        ("13.30 WIB", "27/11/24 13.30"),
        ("8 pagi", "27/11/24 08.00"),
        ("sekitar jam 9an", "27/11/24 09.00"),
        ("jam 1 siang", "27/11/24 13.00"),
        ("jam 12 siang", "27/11/24 12.00"),
        ("jam 3 sore", "26/11/24 15.00"),
        ("jam 5 subuh", "27/11/24 05.00"),
        ("jam 3 dini hari", "27/11/24 03.00"),
        ("jam 8 malam", "26/11/24 20.00"),
        ("jam 12 malam", "27/11/24 00.00"),
        ("jam 1 malam", "27/11/24 01.00"),
        ("tadi malam jam 11", "26/11/24 23.00"),
        ("tadi malam jam 1", "27/11/24 01.00"),
        ("semalam pukul 22.15", "26/11/24 22.15"),
        ("jam 3", "27/11/24 03.00"),
        ("jam 15.00", "26/11/24 15.00"),
        ("14.03", "27/11/24 14.03"),
        ("2 pm", "27/11/24 14.00"),
        ("dari jam 9 sampai jam 10", "27/11/24 09.00"),
        ("jam 0", "27/11/24 00.00"),
        ("jam 24.00", "27/11/24 00.00"),
        # a day
        ("hari ini", "27/11/24 12.00"),
        ("hari ini jam 9", "27/11/24 09.00"),
        ("kemarin", "26/11/24 12.00"),
        ("kmrn sore", "26/11/24 16.00"),
        ("wingi sore", "26/11/24 16.00"),
        ("yesterday at 8 pm", "26/11/24 20.00"),
        ("kemarin jam 2", "26/11/24 14.00"),
        ("kemarin jam 8", "26/11/24 08.00"),
        ("kemarin malam", "26/11/24 20.00"),
        ("kemarin malam jam 1", "27/11/24 01.00"),
        ("kemarin lusa", "25/11/24 12.00"),
        ("kemarin lusa jam setengah 10 pagi", "25/11/24 09.30"),
        ("senin", "25/11/24 12.00"),
        ("hari senin pagi", "25/11/24 08.00"),
        ("hari rabu tadi", "27/11/24 12.00"),
        ("rabu lalu", "20/11/24 12.00"),
        ("kamis", "21/11/24 12.00"),
        ("jum'at malam", "22/11/24 20.00"),
        ("malam minggu", "23/11/24 20.00"),
        ("hari minggu", "24/11/24 12.00"),
        ("minggu lalu", "20/11/24 12.00"),
        ("27/11 07.30", "27/11/24 07.30"),
        ("27-11-2024", "27/11/24 12.00"),
        ("26/11/24 jam 9 malam", "26/11/24 21.00"),
        ("26.11.2024 pukul 21.15", "26/11/24 21.15"),
        ("2024-11-26 21:15", "26/11/24 21.15"),
        ("27 november jam 7", "27/11/24 07.00"),
        ("27 Nov", "27/11/24 12.00"),
        ("26 nov 2024, 21.15", "26/11/24 21.15"),
        ("5 Desember", "05/12/23 12.00"),
        ("25/12", "25/12/23 12.00"),
        ("29/2", "29/02/24 12.00"),
        ("tgl 25", "25/11/24 12.00"),
        ("tanggal 30", "30/10/24 12.00"),
        ("27/11 jam 1 malam", "27/11/24 01.00"),
        # so long ago
        ("2 jam yang lalu", "27/11/24 12.00"),
        ("tiga hari yang lepas", "24/11/24 12.00"),
        ("15 menit lalu", "27/11/24 13.45"),
        ("lima belas menit lalu", "27/11/24 13.45"),
        ("sejam lalu", "27/11/24 13.00"),
        ("setengah jam lalu", "27/11/24 13.30"),
        ("1/2 jam lalu", "27/11/24 13.30"),
        ("1,5 jam lalu", "27/11/24 12.30"),
        ("satu jam setengah lalu", "27/11/24 12.30"),
        ("baru 5 menit", "27/11/24 13.55"),
        ("an hour ago", "27/11/24 13.00"),
        ("3 hari lalu", "24/11/24 12.00"),
        ("3 hari yang lalu jam 9", "24/11/24 09.00"),
        ("dua minggu lalu", "13/11/24 12.00"),
        # from the election
        ("h-1", "26/11/24 12.00"),
        ("H-3 sore", "24/11/24 16.00"),
        ("hari H jam 7", "27/11/24 07.00"),
        # no moment, or none that has been
        ("besok", None),
        ("nanti malam", None),
        ("H+1", None),
        ("1/1/2030", None),
        ("30 feb", None),
        ("27/13", None),
        ("jam 25", None),
        ("jam 7.75", None),
        ("halo", None),
        ("rt 02/03", None),
        ("TPS 5", None),
        ("kebakaran lain, bukan kebakaran yang tadi", None),
        ("ini beda sama yang tadi pagi", None),
        ("orang yang tadi datang lagi", None),
        ("di TPS 8 pagi", "27/11/24 08.00"),
        ("Rp 100.000", None),
        ("14.72.02.1004", None),
        ("", None),
    ],
)
def test_words_in_the_afternoon(words: str, meant: str | None) -> None:
    assert read(words, AFTERNOON) == meant


@pytest.mark.parametrize(
    ("now", "words", "meant"),
    [
        (NIGHT, "tadi malam", "26/11/24 20.00"),
        (NIGHT, "semalam", "26/11/24 20.00"),
        (NIGHT, "tadi malam jam 11", "26/11/24 23.00"),
        (NIGHT, "tadi malam jam 12", "27/11/24 00.00"),
        (NIGHT, "tadi pagi", "26/11/24 08.00"),
        (NIGHT, "tadi sore", "26/11/24 16.00"),
        (NIGHT, "jam 8", "26/11/24 20.00"),
        (NIGHT, "dini hari", "27/11/24 01.00"),
        (NIGHT, "kemarin malam jam 3", "26/11/24 03.00"),
        (MORNING, "tadi pagi", "27/11/24 06.30"),
        (MORNING, "tadi subuh", "27/11/24 05.00"),
        (MORNING, "tadi siang", "26/11/24 13.00"),
        (MORNING, "jam 7", "26/11/24 19.00"),
        (MORNING, "jam 6", "27/11/24 06.00"),
        (MORNING, "hari ini", "27/11/24 06.30"),
        (MORNING, "tanggal 27", "27/11/24 06.30"),
        (EVENING, "tadi malam", "27/11/24 20.00"),
        (EVENING, "tadi malam jam 7", "27/11/24 19.00"),
        (EVENING, "tadi malam jam 11", "26/11/24 23.00"),
        (EVENING, "semalam", "26/11/24 20.00"),
        (EVENING, "jam 7", "27/11/24 19.00"),
        (EVENING, "jam 7 pagi", "27/11/24 07.00"),
        (EVENING, "07.00", "27/11/24 07.00"),
        (LATE, "malam ini", "27/11/24 20.00"),
        (LATE, "tadi malam", "27/11/24 20.00"),
        (LATE, "tadi sore", "27/11/24 16.00"),
        (LATE, "hari rabu jam 8", "27/11/24 20.00"),
    ],
)
def test_the_hour_one_writes_decides_what_tadi_means(now: datetime, words: str, meant: str) -> None:
    assert read(words, now) == meant


@pytest.mark.parametrize(
    ("words", "exact"),
    [
        ("sekarang", True),
        ("07.30", True),
        ("jam setengah 9", True),
        ("jam 8 kurang 10", True),
        ("27/11 07.30", True),
        ("jam 8", False),
        ("jam 8 lewat", False),
        ("sekitar 07.30", False),
        ("tadi malam", False),
        ("barusan", False),
        ("2 jam lalu", False),
        ("kemarin", False),
    ],
)
def test_minutes_that_were_said_are_exact(words: str, exact: bool) -> None:
    moment = parse_when(words, AFTERNOON)
    assert moment is not None
    assert moment.exact is exact


def test_without_an_election_day_a_countdown_says_nothing() -> None:
    assert parse_when("H-1", AFTERNOON) is None


def test_a_moment_is_in_the_zone_of_now() -> None:
    wita = AFTERNOON.astimezone(ZoneInfo("Asia/Makassar"))
    moment = parse_when("jam 06.00", wita)
    assert moment is not None
    assert moment.at.tzinfo is wita.tzinfo
    assert moment.at.astimezone(UTC).hour == 22


FIRST = datetime(2020, 1, 1, tzinfo=WIB)
NOWS = st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        """tadi kemarin lusa malam pagi siang sore subuh semalam jam pukul 8 07.30 27/11 29/2 setengah lewat kurang 10
        senin minggu lalu hari ini tgl 31 h-1 barusan 2 menit yang tengah dini jumat november 12 : . - / 99 sekitar""",
    )
)


@given(st.lists(PIECES, max_size=6).map(" ".join) | st.text(max_size=60), NOWS, st.none() | st.just(POLLING_DAY))
def test_any_words_give_a_past_moment_or_none(words: str, now: datetime, election_day: date | None) -> None:
    moment = parse_when(words, now, election_day)
    if moment:
        assert moment.at.tzinfo is now.tzinfo
        assert moment.at <= now + SLACK


@given(NOWS, st.integers(0, 23), st.integers(0, 59))
def test_a_written_time_is_the_last_one_the_clock_showed(now: datetime, hour: int, minute: int) -> None:
    moment = parse_when(f"{hour:02}.{minute:02}", now)
    assert moment is not None
    assert (moment.at.hour, moment.at.minute, moment.exact) == (hour, minute, True)
    assert now - timedelta(days=1) < moment.at <= now + SLACK


@given(NOWS, st.integers(0, 5000))
def test_a_full_date_is_that_day(now: datetime, back: int) -> None:
    day = (now - timedelta(days=back)).date()
    for typed in (f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}"):
        moment = parse_when(typed, now)
        assert moment is not None
        assert moment.at.date() == day
