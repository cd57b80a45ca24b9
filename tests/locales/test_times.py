"""Times as people here read them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from locales import texts_for
from locales.times import clock, day, day_and_clock

MORNING = datetime(2024, 11, 26, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "06.00 WIB"),
        ("Asia/Pontianak", "06.00 WIB"),
        ("Asia/Makassar", "07.00 WITA"),
        ("Asia/Jayapura", "08.00 WIT"),
        ("UTC", "23.00 +0000"),
    ],
)
def test_the_clock_names_its_zone(zone: str, shown: str) -> None:
    assert clock(MORNING, ZoneInfo(zone)) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("id", "Rabu 27 November 2024 pukul 06.00 WIB"), ("en", "Wednesday 27 November 2024 at 06.00 WIB")],
)
def test_a_moment_is_a_day_and_a_time(language: str, shown: str) -> None:
    assert day_and_clock(MORNING, ZoneInfo("Asia/Jakarta"), texts_for(language)) == shown


def test_every_day_of_a_year_has_its_name() -> None:
    texts = texts_for("id")
    zone = ZoneInfo("Asia/Jakarta")
    dates = [datetime(2024, month, number, 5, tzinfo=UTC) for month in range(1, 13) for number in range(1, 29)]
    names = {day(date, zone, texts) for date in dates}
    assert len(names) == 12 * 28
    assert len({name.split()[0] for name in names}) == 7
    assert len({name.split()[2] for name in names}) == 12
