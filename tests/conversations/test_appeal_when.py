"""Reading when an announcement is to go out."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.schedule import BeforeElection, Once
from conversations.appeal_when import parse_ahead, parse_day, parse_hour

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2024, 11, 20, 10, 0, tzinfo=ZONE)  # a Wednesday
ELECTION = date(2024, 11, 27)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("besok 06.00", "2024-11-21 06:00"),
        ("27/11 05.30", "2024-11-27 05:30"),
        ("5/12 07.00", "2024-12-05 07:00"),
        ("20/1 07.00", "2025-01-20 07:00"),
        ("19/11/2025 07.00", "2025-11-19 07:00"),
        ("27 november 2024 pukul 05.30", "2024-11-27 05:30"),
        ("tanggal 25 jam 7", "2024-11-25 07:00"),
        ("jumat jam 8 malam", "2024-11-22 20:00"),
        ("senin depan 07.00", "2024-11-25 07:00"),
        ("lusa pukul 7", "2024-11-22 07:00"),
        ("nanti malam jam 8", "2024-11-20 20:00"),
        ("hari ini 15.30", "2024-11-20 15:30"),
        ("11.00", "2024-11-20 11:00"),
        ("06.00", "2024-11-21 06:00"),
        ("tomorrow 6 am", "2024-11-21 06:00"),
    ],
)
def test_a_coming_moment(words: str, meant: str) -> None:
    assert parse_ahead(words, NOW, ELECTION) == Once(datetime.fromisoformat(meant).replace(tzinfo=ZONE))


@pytest.mark.parametrize(
    ("words", "days", "hour"), [("H-3 08.00", 3, time(8)), ("h+1 jam 7", -1, time(7)), ("H-0 05.30", 0, time(5, 30))]
)
def test_counted_from_the_voting_day(words: str, days: int, hour: time) -> None:
    assert parse_ahead(words, NOW, ELECTION) == BeforeElection(ELECTION, days, hour)


@pytest.mark.parametrize(
    "words", ["", "besok", "rabu", "kemarin jam 8", "tadi pagi", "hari ini 09.00", "19/11 07.00", "19/11/2024 07.00"]
)
def test_no_coming_moment(words: str) -> None:
    assert parse_ahead(words, NOW, ELECTION) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_it_never_means_the_past(words: str) -> None:
    read = parse_ahead(words, NOW, ELECTION)
    assert not isinstance(read, Once) or read.at > NOW


@pytest.mark.parametrize(
    ("words", "meant"), [("06.00", time(6)), ("6", time(6)), ("jam 7 malam", time(19)), ("siap", None)]
)
def test_an_hour(words: str, meant: time | None) -> None:
    assert parse_hour(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("27/11", date(2024, 11, 27)),
        ("jumat", date(2024, 11, 22)),
        ("H-1", date(2024, 11, 26)),
        ("19/11", None),
        ("19/11/2024", None),
    ],
)
def test_a_day(words: str, meant: date | None) -> None:
    assert parse_day(words, NOW, ELECTION) == meant
