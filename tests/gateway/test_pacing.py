"""Pacing: never more leaves than Telegram's limits allow, and never later than they ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.pacing import Bucket, Rate, overall_rate

RATES = st.builds(Rate, st.floats(0.1, 100), st.integers(1, 50))
GAPS = st.lists(st.floats(0, 30), min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("rate", "leaves"),
    [
        (Rate(1, 1), [0, 1, 2, 3]),
        (Rate(1, 3), [0, 0, 0, 1, 2]),
        (Rate(2, 2), [0, 0, 0.5, 1.0]),
        (Rate(19 / 60, 1), [0, 60 / 19, 120 / 19]),
    ],
)
def test_a_burst_leaves_at_once_and_the_rest_at_the_rate(rate: Rate, leaves: list[float]) -> None:
    bucket, now, left = Bucket(rate), 0.0, []
    for _ in leaves:
        now = bucket.ready_at(now)
        bucket.take(now)
        left.append(now)
    assert left == pytest.approx(leaves)


@given(RATES, GAPS)
def test_no_stretch_of_time_holds_more_than_burst_and_rate(rate: Rate, gaps: list[float]) -> None:
    bucket, now, left = Bucket(rate), 0.0, []
    for gap in gaps:
        now = bucket.ready_at(now + gap)
        bucket.take(now)
        left.append(now)
    for first, begin in enumerate(left):
        for last in range(first, len(left)):
            allowed = rate.burst + rate.per_second * (left[last] - begin)
            assert last - first + 1 <= allowed + 1e-6


@given(RATES, GAPS)
def test_what_waits_waits_no_longer_than_the_rate_asks(rate: Rate, gaps: list[float]) -> None:
    bucket, now = Bucket(rate), 0.0
    for gap in gaps:
        asked = now + gap
        now = bucket.ready_at(asked)
        assert asked <= now <= asked + 1 / rate.per_second + 1e-6
        bucket.take(now)


@given(RATES, GAPS)
def test_an_idle_bucket_has_its_whole_burst(rate: Rate, gaps: list[float]) -> None:
    bucket, now = Bucket(rate), 0.0
    for gap in gaps:
        now = bucket.ready_at(now + gap)
        bucket.take(now)
    assert not bucket.idle(now)
    now += (len(gaps) + 1) / rate.per_second
    assert bucket.idle(now)
    for _ in range(rate.burst):
        assert bucket.ready_at(now) == pytest.approx(now)
        bucket.take(now)


@given(st.lists(st.floats(0, 0.005), min_size=120, max_size=120))
def test_announcements_use_the_rate_though_timers_wake_late_and_are_never_31_in_a_second(late: list[float]) -> None:
    bucket, now, left = Bucket(overall_rate(29.8)), 0.0, []
    for each in late:
        now = bucket.ready_at(now, kept=9) + each
        bucket.take(now)
        left.append(now)
    assert (len(left) - 1) / (left[-1] - left[0]) >= 0.99 * 30 * (1 - 0.01 / left[-1])
    planned = [at - each for at, each in zip(left, late, strict=True)]
    assert all(planned[index + 30] - planned[index] > 1 for index in range(len(planned) - 30))


def test_what_is_kept_of_the_burst_leaves_at_once() -> None:
    bucket = Bucket(Rate(1, 4))
    bucket.take(0)
    assert bucket.ready_at(0, kept=3) == 1
    for _ in range(3):
        assert bucket.ready_at(0) == 0
        bucket.take(0)
    assert bucket.ready_at(0) == 1
    assert bucket.ready_at(0, kept=3) == 4
