"""Clocks and the ladder: a report that nobody takes climbs by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.clock import LADDER, PATIENCE, Climb, Rung, first_rung, next_rung
from reports.urgency import Urgency

NOW = datetime(2024, 11, 27, 2, 0, tzinfo=UTC)
ALL = frozenset(Rung)


@pytest.mark.parametrize(
    ("urgency", "minutes"), [(Urgency.DARURAT, 3), (Urgency.TINGGI, 15), (Urgency.SEDANG, 60), (Urgency.RENDAH, 480)]
)
def test_a_full_ladder_is_climbed_rung_by_rung(urgency: Urgency, minutes: int) -> None:
    wait = timedelta(minutes=minutes)
    climb = first_rung(NOW, urgency, ALL)
    played = [(climb.rung, climb.due)]
    while climb.due:
        after = next_rung(climb.rung, climb.due, urgency, ALL)
        assert after is not None
        climb = after
        played.append((climb.rung, climb.due))
    assert played == [
        (Rung.DUTY, NOW + wait),
        (Rung.KAPOLSEK, NOW + 2 * wait),
        (Rung.KABAG_OPS, NOW + 3 * wait),
        (Rung.WAKAPOLRES, None),
    ]


def test_with_nobody_on_duty_it_starts_above() -> None:
    climb = first_rung(NOW, Urgency.TINGGI, {Rung.KABAG_OPS, Rung.WAKAPOLRES})
    assert climb == Climb(Rung.KABAG_OPS, NOW + timedelta(minutes=15))


def test_with_nobody_at_all_the_top_is_told() -> None:
    assert first_rung(NOW, Urgency.RENDAH, ()) == Climb(Rung.WAKAPOLRES, None)


def test_above_the_top_there_is_nobody() -> None:
    assert next_rung(Rung.WAKAPOLRES, NOW, Urgency.DARURAT, ALL) is None


def test_a_resort_may_set_its_own_patience() -> None:
    patience = dict.fromkeys(Urgency, timedelta(minutes=1))
    assert first_rung(NOW, Urgency.RENDAH, ALL, patience).due == NOW + timedelta(minutes=1)


def test_the_more_urgent_the_less_patience() -> None:
    waits = [PATIENCE[urgency] for urgency in sorted(Urgency, key=lambda urgency: urgency.rank)]
    assert waits == sorted(waits)
    assert len(set(waits)) == len(Urgency)


@given(
    st.sampled_from(Urgency), st.lists(st.frozensets(st.sampled_from(Rung)), min_size=len(LADDER), max_size=len(LADDER))
)
def test_every_ladder_ends_at_the_top(urgency: Urgency, duty: list[frozenset[Rung]]) -> None:
    climb = first_rung(NOW, urgency, duty[0])
    for on_duty in duty[1:]:
        if climb.due is None:
            break
        above = next_rung(climb.rung, climb.due, urgency, on_duty)
        assert above is not None
        assert LADDER.index(above.rung) > LADDER.index(climb.rung)
        assert above.rung in (*on_duty, LADDER[-1])
        climb = above
    assert climb.rung is LADDER[-1]
    assert climb.due is None
