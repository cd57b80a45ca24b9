"""Quiet hours: nobody is woken, officers and emergencies aside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from broadcasts.appeal import Audience, Kind, Topic
from broadcasts.quiet import disturbs, held_until
from resort.quiet_hours import awake, is_quiet
from tests.broadcasts.appeals import CALM, WIB, WIT, WITA, moments, zones

OFFICERS = replace(CALM, audience=Audience(Topic.APPEAL, frozenset({Kind.OFFICERS})))


@pytest.mark.parametrize("zone", [WIB, WITA, WIT])
@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(5, 29, True), (5, 30, False), (12, 0, False), (20, 59, False), (21, 0, True), (23, 59, True), (0, 0, True)],
)
def test_quiet_is_from_nine_to_half_past_five_local_time(zone: ZoneInfo, hour: int, minute: int, quiet: bool) -> None:
    at = datetime(2024, 11, 27, hour, minute, tzinfo=zone).astimezone(UTC)
    assert is_quiet(at, zone) is quiet
    assert disturbs(CALM, at, zone) is quiet
    assert not disturbs(OFFICERS, at, zone)


@pytest.mark.parametrize(
    ("due", "until"),
    [
        (datetime(2024, 11, 26, 22, 15, tzinfo=WIB), datetime(2024, 11, 27, 5, 30, tzinfo=WIB)),
        (datetime(2024, 11, 27, 0, 15, tzinfo=WIB), datetime(2024, 11, 27, 5, 30, tzinfo=WIB)),
        (datetime(2024, 12, 31, 23, 0, tzinfo=WIB), datetime(2025, 1, 1, 5, 30, tzinfo=WIB)),
        (datetime(2024, 11, 26, 20, 15, tzinfo=WIB), None),
    ],
)
def test_what_comes_late_waits_for_the_morning(due: datetime, until: datetime | None) -> None:
    assert held_until(CALM, due.astimezone(UTC), WIB) == until


def test_officers_and_emergencies_do_not_wait() -> None:
    night = datetime(2024, 11, 27, 2, tzinfo=WIB)
    assert held_until(OFFICERS, night, WIB) is None
    assert held_until(replace(CALM, emergency="Banjir di dua kelurahan"), night, WIB) is None


@given(moments, zones)
def test_one_waits_for_the_first_moment_that_is_not_quiet(now: datetime, zone: ZoneInfo) -> None:
    until = held_until(CALM, now, zone)
    assert (until is not None) == is_quiet(now, zone)
    if until is not None:
        assert now < until <= now + timedelta(hours=8, minutes=30)
        assert not is_quiet(until, zone)
        assert is_quiet(until - timedelta(microseconds=1), zone)


@pytest.mark.parametrize(
    ("at", "awake_at"),
    [("20.59", "20.59"), ("21.00", "05.30"), ("00.00", "05.30"), ("05.29", "05.30"), ("05.30", "05.30")],
)
def test_what_would_wake_somebody_waits_for_the_morning(at: str, awake_at: str) -> None:
    hour, minute = map(int, at.split("."))
    moment = datetime(2024, 11, 27, hour, minute, tzinfo=WIB)
    found = awake(moment, WIB)
    assert f"{found.astimezone(WIB):%H.%M}" == awake_at
    assert timedelta(0) <= found - moment < timedelta(hours=8, minutes=31)
