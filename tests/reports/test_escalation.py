"""Escalation: a report that nobody takes goes up the chain of command by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.escalation import LEVELS, RESPONSE_TIME, Escalation, EscalationLevel, first_level, next_level
from reports.urgency import Urgency

NOW = datetime(2024, 11, 27, 2, 0, tzinfo=UTC)
ALL = frozenset(EscalationLevel)


@pytest.mark.parametrize(
    ("urgency", "minutes"), [(Urgency.DARURAT, 3), (Urgency.TINGGI, 15), (Urgency.SEDANG, 60), (Urgency.RENDAH, 480)]
)
def test_a_report_escalates_level_by_level(urgency: Urgency, minutes: int) -> None:
    wait = timedelta(minutes=minutes)
    escalation = first_level(NOW, urgency, ALL)
    played = [(escalation.level, escalation.due)]
    while (after := next_level(escalation.level, escalation.due, urgency, ALL)) is not None:
        escalation = after
        played.append((escalation.level, escalation.due))
    assert played == [
        (EscalationLevel.DUTY, NOW + wait),
        (EscalationLevel.KAPOLSEK, NOW + 2 * wait),
        (EscalationLevel.KABAG_OPS, NOW + 3 * wait),
        (EscalationLevel.WAKAPOLRES, NOW + 4 * wait),
        (EscalationLevel.OPERATOR, NOW + 5 * wait),
    ]


def test_with_nobody_on_duty_it_starts_above() -> None:
    escalation = first_level(NOW, Urgency.TINGGI, {EscalationLevel.KABAG_OPS, EscalationLevel.WAKAPOLRES})
    assert escalation == Escalation(EscalationLevel.KABAG_OPS, NOW + timedelta(minutes=15))


def test_with_nobody_at_all_the_last_level_is_told() -> None:
    assert first_level(NOW, Urgency.RENDAH, ()) == Escalation(EscalationLevel.OPERATOR, NOW + timedelta(hours=8))


def test_above_the_top_there_is_nobody() -> None:
    assert next_level(EscalationLevel.OPERATOR, NOW, Urgency.DARURAT, ALL) is None


def test_a_resort_may_set_its_own_response_time() -> None:
    response_time = dict.fromkeys(Urgency, timedelta(minutes=1))
    assert first_level(NOW, Urgency.RENDAH, ALL, response_time).due == NOW + timedelta(minutes=1)


def test_the_more_urgent_the_shorter_the_response_time() -> None:
    waits = [RESPONSE_TIME[urgency] for urgency in sorted(Urgency, key=lambda urgency: urgency.rank)]
    assert waits == sorted(waits)
    assert len(set(waits)) == len(Urgency)


@given(
    st.sampled_from(Urgency),
    st.lists(st.frozensets(st.sampled_from(EscalationLevel)), min_size=len(LEVELS), max_size=len(LEVELS)),
)
def test_every_escalation_ends_at_the_top(urgency: Urgency, duty: list[frozenset[EscalationLevel]]) -> None:
    escalation = first_level(NOW, urgency, duty[0])
    for on_duty in duty[1:]:
        above = next_level(escalation.level, escalation.due, urgency, on_duty)
        if above is None:
            break
        assert above.due > escalation.due
        assert LEVELS.index(above.level) > LEVELS.index(escalation.level)
        assert above.level in (*on_duty, LEVELS[-1])
        escalation = above
    assert escalation.level is LEVELS[-1]
