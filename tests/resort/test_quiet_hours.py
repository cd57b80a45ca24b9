"""Who is called at night: whoever is on duty, everybody for what is grave, and around the vote there is no night."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.programme import nights
from broadcasts.programme_file import load
from resort.quiet_hours import CALLED_AT_NIGHT, GRAVE, Matter, Nights, Standing, is_quiet

MAKASSAR = ZoneInfo("Asia/Makassar")
ORDINARY = Nights(MAKASSAR)
NIGHT = datetime(2024, 9, 1, 23, 0, tzinfo=MAKASSAR)
DAY = datetime(2024, 9, 1, 12, 0, tzinfo=MAKASSAR)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
AROUND = nights(load("pilkada-2024"), MAKASSAR)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("matter", Matter)
def test_the_table_of_the_night(standing: Standing, matter: Matter) -> None:
    assert ORDINARY.may_call(standing, matter, DAY)
    assert ORDINARY.may_call(standing, matter, NIGHT) is (standing is Standing.ON_DUTY or matter is not Matter.OTHER)


def test_everybody_has_a_line_and_whatever_is_grave_is_in_it() -> None:
    assert set(CALLED_AT_NIGHT) == set(Standing)
    assert all(matters >= GRAVE for matters in CALLED_AT_NIGHT.values())


@pytest.mark.parametrize(
    ("at", "night"),
    [
        ("2024-11-23T23:59", True),  # the evening before masa tenang
        ("2024-11-24T00:00", False),
        ("2024-11-26T23:00", False),
        ("2024-11-27T03:00", False),
        ("2024-11-28T05:29", False),
        ("2024-11-28T06:00", False),
        ("2024-11-28T21:00", True),
        ("2024-11-29T05:29", True),
        ("2024-11-29T05:30", False),
    ],
)
def test_there_is_no_night_from_masa_tenang_to_the_morning_after_the_vote(at: str, night: bool) -> None:
    assert AROUND.is_night(datetime.fromisoformat(at).replace(tzinfo=MAKASSAR)) is night


def test_a_night_that_runs_into_masa_tenang_ends_with_it() -> None:
    evening = datetime(2024, 11, 23, 22, 0, tzinfo=MAKASSAR)
    assert AROUND.morning(evening) == datetime(2024, 11, 24, 0, 0, tzinfo=MAKASSAR)


@given(moments)
def test_the_morning_is_the_first_moment_that_is_no_night(at: datetime) -> None:
    morning = AROUND.morning(at)
    assert at <= morning <= at + timedelta(hours=8, minutes=30)
    assert not AROUND.is_night(morning)
    assert morning == at or AROUND.is_night(morning - timedelta(microseconds=1))
    assert is_quiet(at, MAKASSAR) or morning == at
