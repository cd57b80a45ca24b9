"""No wait without an end: what each report waits for is total, always moves on, and never comes sooner and sooner."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.escalation import RESPONSE_TIME
from reports.state import Act, Case, State, allowed
from reports.urgency import Urgency
from reports.waits import LONGEST, WaitFor, next_due, wait_of
from resort.roles import Role

JAKARTA = ZoneInfo("Asia/Jakarta")
NOON = datetime(2024, 11, 27, 5, 0, tzinfo=UTC)
CASES = [
    Case(state, taken=taken, closed=closed) for state in State for taken in (False, True) for closed in (False, True)
]
NEVER = {(True, State.RECEIVED), (True, State.VERIFIED), (False, State.ACTED_ON)}  # no act leads there
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def due(wait: WaitFor, urgency: Urgency, rings: int, now: datetime = NOON) -> datetime:
    return next_due(wait, urgency, rings, now, JAKARTA, RESPONSE_TIME)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.state}-{case.taken}-{case.closed}")
def test_whatever_is_open_waits_for_something_that_somebody_can_do(case: Case) -> None:
    wait = wait_of(case)
    assert (wait is None) is case.closed
    always_closed = case.state in (State.WITHDRAWN, State.REJECTED, State.DUPLICATE)
    if wait is None or always_closed or (case.taken, case.state) in NEVER:
        return  # no report gets there
    acts = {act for role in Role for act in allowed(case, role, holds=True)}
    ends = {
        WaitFor.TAKING: {Act.TAKE},
        WaitFor.OFFICER: {Act.FINISH, Act.DECLINE},
        WaitFor.PARTNER: {Act.TAKE, Act.CLOSE},
        WaitFor.PARTNER_RESULT: {Act.FINISH},
        WaitFor.REPORTER: {Act.CLOSE, Act.REOPEN},
    }
    assert ends[wait] <= acts


@given(st.sampled_from(WaitFor), st.sampled_from(Urgency), st.integers(0, 10_000), moments)
def test_it_is_looked_at_again_and_never_later_than_the_longest(
    wait: WaitFor, urgency: Urgency, rings: int, now: datetime
) -> None:
    waited = due(wait, urgency, rings, now) - now
    longest = max(LONGEST[urgency], 4 * RESPONSE_TIME[urgency], timedelta(days=1))
    assert (
        timedelta(0) < waited <= timedelta(days=7, hours=9)
        if wait is WaitFor.REPORTER
        else longest + timedelta(hours=9)
    )


@given(st.sampled_from([WaitFor.TAKING, WaitFor.OFFICER]), st.sampled_from(Urgency), st.integers(0, 20))
def test_each_look_is_further_off_than_the_last(wait: WaitFor, urgency: Urgency, rings: int) -> None:
    assert due(wait, urgency, rings + 1) >= due(wait, urgency, rings)


def test_an_emergency_at_the_top_rings_by_night_too_and_at_least_once_an_hour() -> None:
    now, waits = NOON, []
    for rings in range(1, 40):
        later = due(WaitFor.TAKING, Urgency.DARURAT, rings, now)
        waits.append(later - now)
        now = later
    assert waits[0] == timedelta(minutes=6)
    assert waits[-1] == timedelta(hours=1)


@given(st.sampled_from([WaitFor.TAKING, WaitFor.OFFICER]), st.sampled_from(Urgency), st.integers(0, 20), moments)
def test_who_is_on_duty_is_called_at_night_as_by_day(
    wait: WaitFor, urgency: Urgency, rings: int, now: datetime
) -> None:
    assert due(wait, urgency, rings, now) - now == due(wait, urgency, rings) - NOON
