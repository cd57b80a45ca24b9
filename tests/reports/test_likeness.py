"""Likeness: which reports may be about one event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.category import Category
from reports.likeness import ENOUGH, NEAR_TIME, Event, Likeness, Reason, compare, suggest
from resort.position import Position, metres_between

NOW = datetime(2024, 11, 27, 2, 0, tzinfo=UTC)
VILLAGE = "14.72.02.1004"
HERE = Position(1.6667, 101.4500)
RIOT = Event(Category.KERICUHAN, NOW, "ada ribut di depan TPS 6, orang pukul-pukulan", VILLAGE, "006", HERE)
NOTHING = Likeness(0.0, ())


def test_the_same_event_told_twice_is_suggested_with_its_reasons() -> None:
    again = replace(RIOT, text="RIBUT dpn TPS 6 org pukul2an", at=NOW + timedelta(minutes=5))
    likeness = compare(RIOT, again)
    assert likeness.score > 0.85
    assert likeness.reasons == (Reason.SAME_TPS, Reason.SAME_TIME, Reason.SAME_WORDS)


@pytest.mark.parametrize(
    "other",
    [
        replace(RIOT, category=Category.MIRAS),
        replace(RIOT, at=NOW + NEAR_TIME + timedelta(seconds=1)),
        replace(RIOT, tps="007"),
        replace(RIOT, tps=None, point=Position(1.70, 101.45)),
        replace(RIOT, tps=None, village="14.72.02.1005", point=None),
        replace(RIOT, tps=None, village=None, point=None),
    ],
)
def test_another_category_time_or_place_is_another_event(other: Event) -> None:
    assert compare(RIOT, other) == NOTHING


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(RIOT, point=None), Reason.SAME_TPS),
        (replace(RIOT, tps=None, point=Position(1.6670, 101.4502)), Reason.NEAR),
        (replace(RIOT, tps=None, village=None), Reason.NEAR),
        (replace(RIOT, tps=None, point=None), Reason.SAME_VILLAGE),
    ],
)
def test_the_reason_names_what_agrees(other: Event, reason: Reason) -> None:
    likeness = compare(RIOT, other)
    assert likeness.reasons[0] is reason
    assert likeness.score >= ENOUGH


def test_in_one_village_other_words_are_not_enough() -> None:
    one = replace(RIOT, tps=None, point=None)
    other = replace(one, text="kedai tuak bikin gaduh", at=NOW + timedelta(hours=1))
    assert compare(one, other).score < ENOUGH


def test_the_best_are_suggested_first_and_only_a_few() -> None:
    others = [(f"DMI-{minutes}", replace(RIOT, at=NOW - timedelta(minutes=minutes))) for minutes in (50, 5, 90, 20)]
    others.append(("DMI-far", replace(RIOT, tps="099")))
    assert [number for number, _ in suggest(RIOT, others)] == ["DMI-5", "DMI-20", "DMI-50"]
    assert suggest(RIOT, []) == []


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        (Position(0, 0), Position(0, 0), 0),
        (Position(0, 0), Position(0, 1), 111_195),
        (Position(0, 0), Position(1, 0), 111_195),
        (Position(60, 0), Position(60, 1), 55_596),
        (Position(0, 179.5), Position(0, -179.5), 111_195),
        (Position(90, 0), Position(-90, 0), 20_015_115),
    ],
)
def test_distance_on_the_ground(one: Position, other: Position, metres: float) -> None:
    assert metres_between(one, other) == pytest.approx(metres, rel=1e-4, abs=1)


POINTS = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))
EVENTS = st.builds(
    Event,
    st.sampled_from([Category.KERICUHAN, Category.MIRAS]),
    st.integers(0, 7200).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    st.text(max_size=40) | st.just(RIOT.text),
    st.none() | st.just(VILLAGE),
    st.none() | st.sampled_from(["005", "006"]),
    st.none() | st.just(HERE) | POINTS,
)


@given(EVENTS, EVENTS)
def test_likeness_is_mutual_and_between_0_and_1(one: Event, other: Event) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == pytest.approx(back.score)
    assert there.reasons == back.reasons
    assert 0 <= there.score <= 1
    assert bool(there.reasons) == (there.score > 0)


@given(POINTS, POINTS)
def test_distance_is_mutual_and_never_negative(one: Position, other: Position) -> None:
    assert metres_between(one, other) == pytest.approx(metres_between(other, one))
    assert 0 <= metres_between(one, other) <= 20_015_116
