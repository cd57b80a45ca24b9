"""Times as a table: when something goes out next, in three zones, and what becomes of missed times."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from broadcasts.schedule import (
    AtOnce,
    BeforeElection,
    Day,
    Due,
    Once,
    Repeating,
    Schedule,
    due,
    fires,
    first_fire,
    next_fire,
)
from tests.broadcasts.appeals import WIB, WIT, WITA, moments, schedules, zones

VOTING = date(2024, 11, 27)
SIX = time(6, 0)
EVERY_DAY = frozenset(Day)
FRIDAYS = frozenset({Day.FRIDAY})
MARKET_DAYS = frozenset({Day.MONDAY, Day.THURSDAY})


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "zone", "after", "expected"),
    [
        # one moment, whatever the zone it was said in
        (Once(utc(11, 20, 1)), WIB, utc(11, 20, 0), utc(11, 20, 1)),
        (Once(datetime(2024, 11, 20, 8, tzinfo=WIB)), WITA, utc(11, 20, 0), utc(11, 20, 1)),
        (Once(utc(11, 20, 1)), WIB, utc(11, 20, 1), None),
        (Once(utc(11, 20, 1)), WIB, utc(11, 20, 2), None),
        # the same local hour in three zones
        (BeforeElection(VOTING, 0, SIX), WIB, utc(11, 1, 0), utc(11, 26, 23)),
        (BeforeElection(VOTING, 0, SIX), WITA, utc(11, 1, 0), utc(11, 26, 22)),
        (BeforeElection(VOTING, 0, SIX), WIT, utc(11, 1, 0), utc(11, 26, 21)),
        (BeforeElection(VOTING, 3, time(8)), WIB, utc(11, 1, 0), utc(11, 24, 1)),
        (BeforeElection(VOTING, -3, time(8)), WIB, utc(11, 1, 0), utc(11, 30, 1)),
        (BeforeElection(VOTING, 0, SIX), WIB, utc(11, 26, 23), None),
        # days of the week: 27 November 2024 is a Wednesday
        (Repeating(EVERY_DAY, SIX, date(2024, 12, 31)), WIB, utc(11, 26, 22), utc(11, 26, 23)),
        (Repeating(EVERY_DAY, SIX, date(2024, 12, 31)), WIB, utc(11, 26, 23), utc(11, 27, 23)),
        (Repeating(FRIDAYS, SIX, date(2024, 12, 31)), WIB, utc(11, 26, 23), utc(11, 28, 23)),
        (Repeating(FRIDAYS, SIX, date(2024, 12, 31)), WIB, utc(11, 28, 23), utc(12, 5, 23)),
        (Repeating(MARKET_DAYS, time(16, 30), date(2024, 12, 31)), WITA, utc(11, 27, 0), utc(11, 28, 8, 30)),
        (Repeating(MARKET_DAYS, time(16, 30), date(2024, 12, 31)), WITA, utc(11, 28, 9), utc(12, 2, 8, 30)),
        # the last day counts whole, by the local calendar
        (Repeating(FRIDAYS, SIX, date(2024, 11, 29)), WIB, utc(11, 26, 23), utc(11, 28, 23)),
        (Repeating(FRIDAYS, SIX, date(2024, 11, 28)), WIB, utc(11, 26, 23), None),
        (Repeating(EVERY_DAY, time(23, 59), VOTING), WIT, utc(11, 27, 14), utc(11, 27, 14, 59)),
        (Repeating(EVERY_DAY, time(0), VOTING), WIT, utc(11, 26, 14), utc(11, 26, 15)),
        # at once has no planned time
        (AtOnce(), WIB, utc(11, 20, 1), None),
    ],
)
def test_the_next_time(schedule: Schedule, zone: ZoneInfo, after: datetime, expected: datetime | None) -> None:
    fire = next_fire(schedule, after, zone)
    assert fire == expected
    assert fire is None or fire.tzinfo is UTC


def test_six_in_sinjai_is_five_in_dumai() -> None:
    fire = next_fire(BeforeElection(VOTING, 0, SIX), utc(11, 1, 0), WITA)
    assert fire == utc(11, 26, 22)
    assert fire.astimezone(WITA) == datetime(2024, 11, 27, 6, tzinfo=WITA)
    assert fire.astimezone(WIB).hour == 5


@pytest.mark.parametrize("day", range(7))
def test_days_go_by_their_names(day: int) -> None:
    named = date(2024, 11, 25) + timedelta(days=day)  # a Monday and what follows
    assert Day.of(named) == ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")[day]


def test_at_once_goes_out_when_it_is_approved_and_never_again() -> None:
    assert first_fire(AtOnce(), utc(11, 20, 1), WIB) == utc(11, 20, 1)
    assert list(fires(AtOnce(), utc(11, 20, 1), WIB)) == [utc(11, 20, 1)]


DAILY = Repeating(EVERY_DAY, SIX, date(2024, 11, 30))
APPROVED = utc(11, 20, 3)


@pytest.mark.parametrize(
    ("schedule", "last", "now", "expected"),
    [
        (DAILY, None, utc(11, 20, 22, 59), None),
        (DAILY, None, utc(11, 20, 23), Due(utc(11, 20, 23), timedelta(0), 0)),
        (DAILY, utc(11, 20, 23), utc(11, 21, 3), None),
        (DAILY, utc(11, 20, 23), utc(11, 21, 23, 5), Due(utc(11, 21, 23), timedelta(minutes=5), 0)),
        # down for three days: once, for the latest
        (DAILY, utc(11, 20, 23), utc(11, 24, 1), Due(utc(11, 23, 23), timedelta(hours=2), 2)),
        # down past the end
        (DAILY, utc(11, 20, 23), utc(12, 20, 1), Due(utc(11, 29, 23), timedelta(days=20, hours=2), 8)),
        (DAILY, utc(11, 29, 23), utc(12, 20, 1), None),
        (AtOnce(), None, utc(11, 20, 4), Due(APPROVED, timedelta(hours=1), 0)),
        (AtOnce(), APPROVED, utc(11, 20, 4), None),
        (Once(utc(11, 20, 5)), None, utc(11, 20, 4), None),
        (Once(utc(11, 20, 5)), None, utc(11, 20, 6), Due(utc(11, 20, 5), timedelta(hours=1), 0)),
        (Once(utc(11, 20, 5)), utc(11, 20, 5), utc(11, 20, 6), None),
        # approved too late: it stays silent
        (Once(utc(11, 20, 2)), None, utc(11, 20, 6), None),
        (BeforeElection(VOTING, 7, time(9)), None, utc(11, 26, 0), None),
    ],
)
def test_missed_times_become_one(schedule: Schedule, last: datetime | None, now: datetime, expected: Due) -> None:
    assert due(schedule, APPROVED, last, now, WIB) == expected


@given(schedules, moments, zones)
def test_the_next_time_lies_ahead_and_times_come_in_order(schedule: Schedule, now: datetime, zone: ZoneInfo) -> None:
    times = list(islice(fires(schedule, now, zone), 20))
    assert all(fire > now for fire in times) or schedule == AtOnce()
    assert all(earlier < later for earlier, later in pairwise(times))


@given(st.frozensets(st.sampled_from(Day), min_size=1), st.times(), moments, zones)
def test_what_repeats_keeps_to_its_days_its_hour_and_its_end(
    days: frozenset[Day], hour: time, now: datetime, zone: ZoneInfo
) -> None:
    until = now.date() + timedelta(days=40)
    local = [fire.astimezone(zone) for fire in fires(Repeating(days, hour, until), now, zone)]
    first, last = now.astimezone(zone).date(), until
    expected = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    assert {fire.time() for fire in local} <= {hour}
    assert [fire.date() for fire in local if fire.date() > first] == [
        day for day in expected if day > first and Day.of(day) in days
    ]


@given(schedules, moments, st.lists(st.timedeltas(timedelta(0), timedelta(days=9)), max_size=12), zones)
def test_however_often_one_looks_no_time_is_lost_or_doubled(
    schedule: Schedule, approved: datetime, waits: list[timedelta], zone: ZoneInfo
) -> None:
    now, last, accounted, lateness = approved, None, 0, []
    for wait in waits:
        now += wait
        found = due(schedule, approved, last, now, zone)
        if found is not None:
            assert last is None or found.at > last
            assert found.at + found.late == now
            last = found.at
            accounted += 1 + found.missed
            lateness.append(found.late)
    looked = now if waits else approved - timedelta(microseconds=1)
    planned = [fire for fire in islice(fires(schedule, approved, zone), 200) if fire <= looked]
    assert accounted == len(planned)
    assert all(late >= timedelta(0) for late in lateness)
    assert last == (planned[-1] if planned else None)


@given(moments, zones)
def test_when_it_fired_it_is_not_due_again(now: datetime, zone: ZoneInfo) -> None:
    schedule = Repeating(EVERY_DAY, SIX, date(2031, 1, 1))
    found = due(schedule, now - timedelta(days=3), None, now, zone)
    assume(found is not None)
    assert found
    assert due(schedule, now - timedelta(days=3), found.at, now, zone) is None


def test_a_time_without_its_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="zone"):
        Once(datetime(2024, 11, 27, 6))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        BeforeElection(VOTING, 0, time(6, tzinfo=UTC))
    with pytest.raises(ValueError, match="zone"):
        Repeating(EVERY_DAY, time(6, tzinfo=UTC), VOTING)
    with pytest.raises(ValueError, match="at least one day"):
        Repeating(frozenset(), SIX, VOTING)
