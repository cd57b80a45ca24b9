"""The states of an announcement and of its deliveries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.state import LOST, MOVES, OPEN, REACHED, Delivery, State, move
from locales.refused import Refused


def test_an_announcement_goes_from_draft_to_done() -> None:
    state = State.DRAFT
    for to in (State.WAITING, State.APPROVED, State.RUNNING, State.APPROVED, State.RUNNING, State.DONE):
        state = move(state, to)
    assert state is State.DONE


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (State.DRAFT, State.APPROVED),
        (State.DRAFT, State.RUNNING),
        (State.WAITING, State.RUNNING),
        (State.OFF, State.RUNNING),
        (State.OFF, State.APPROVED),
        (State.RUNNING, State.DRAFT),
        (State.DONE, State.RUNNING),
        (State.WITHDRAWN, State.DRAFT),
    ],
)
def test_no_step_is_left_out(state: State, to: State) -> None:
    with pytest.raises(Refused) as refused:
        move(state, to)
    assert refused.value.key == "appeal.not_now"


@given(st.lists(st.sampled_from(State)))
def test_nothing_runs_that_was_not_approved_since_it_was_last_a_draft(path: list[State]) -> None:
    state, approved = State.DRAFT, False
    for to in path:
        if to in MOVES[state]:
            state = move(state, to)
            approved = state is not State.DRAFT and (approved or state is State.APPROVED)
        assert approved or state not in (State.RUNNING, State.STOPPED, State.DONE)


def test_everything_sent_can_be_taken_back() -> None:
    assert all(State.WITHDRAWN in MOVES[state] for state in State if state is not State.WITHDRAWN)


def test_a_delivery_is_open_reached_lost_or_left_alone() -> None:
    assert not OPEN & REACHED
    assert not OPEN & LOST
    assert not REACHED & LOST
    left_alone = {Delivery.UNKNOWN, Delivery.MIGRATED, Delivery.SKIPPED, Delivery.MARKED}
    assert set(Delivery) - OPEN - REACHED - LOST == left_alone
