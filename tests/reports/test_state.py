"""The state machine: who may do what to a report, and what it leads to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.refused import Refused
from reports.result import FOUND, REPORTERS_TURN, Result
from reports.state import REOPEN_WITHIN, RULES, Act, Case, State, Veracity, allowed, perform
from resort.roles import Role

NEW = Case()
TAKEN = Case(State.ASSIGNED, taken=True)
THERE = Case(State.ACTED_ON, taken=True)
DONE = Case(State.DONE, taken=True, result=Result.HANDLED)
CLOSED = replace(DONE, closed=True)
REFERRED = Case(State.REFERRED)
WITHDRAWN = Case(State.WITHDRAWN, closed=True)


def test_a_report_goes_from_receipt_to_its_end() -> None:
    case = perform(NEW, Act.VERIFY, Role.DESK)
    case = perform(case, Act.ASSIGN, Role.DESK)
    case = perform(case, Act.TAKE, Role.OFFICER)
    case = perform(case, Act.HEAD_OUT, Role.OFFICER, holds=True)
    case = perform(case, Act.ARRIVE, Role.OFFICER, holds=True)
    case = perform(case, Act.FINISH, Role.OFFICER, holds=True, result=Result.HANDLED)
    case = perform(case, Act.CONFIRM, Role.DESK)
    case = perform(case, Act.CLOSE, Role.DESK)
    assert case == Case(State.DONE, Veracity.TRUE, 0, closed=True, taken=True, result=Result.HANDLED)


@pytest.mark.parametrize(
    ("case", "act", "by", "state"),
    [
        (NEW, Act.VERIFY, Role.DESK, State.VERIFIED),
        (NEW, Act.VERIFY, Role.HEAD, State.VERIFIED),
        (NEW, Act.ASSIGN, Role.COMMAND, State.ASSIGNED),
        (NEW, Act.TAKE, Role.OFFICER, State.ASSIGNED),
        (NEW, Act.TAKE, Role.PARTNER, State.ASSIGNED),
        (NEW, Act.RECLASSIFY, Role.DESK, State.RECEIVED),
        (NEW, Act.WITHDRAW, Role.REPORTER, State.WITHDRAWN),
        (NEW, Act.REJECT, Role.DESK, State.REJECTED),
        (NEW, Act.MERGE, Role.DESK, State.DUPLICATE),
        (NEW, Act.REFER, Role.DESK, State.REFERRED),
        (TAKEN, Act.ARRIVE, Role.HEAD, State.ACTED_ON),
        (TAKEN, Act.ASSIGN, Role.DESK, State.ASSIGNED),
        (THERE, Act.DECLINE, Role.DESK, State.VERIFIED),
        (THERE, Act.MERGE, Role.COMMAND, State.DUPLICATE),
        (REFERRED, Act.TAKE, Role.PARTNER, State.REFERRED),
        (REFERRED, Act.CLOSE, Role.DESK, State.REFERRED),
        (REFERRED, Act.ASSIGN, Role.DESK, State.ASSIGNED),
        (DONE, Act.CLOSE, Role.REPORTER, State.DONE),
        (DONE, Act.CLOSE, Role.CLOCK, State.DONE),
        (DONE, Act.REOPEN, Role.REPORTER, State.RECEIVED),
        (CLOSED, Act.REOPEN, Role.REPORTER, State.RECEIVED),
        (CLOSED, Act.REOPEN, Role.DESK, State.RECEIVED),
        (NEW, Act.ADD, Role.REPORTER, State.RECEIVED),
        (DONE, Act.ADD, Role.REPORTER, State.DONE),
    ],
)
def test_an_act_leads_to_its_state(case: Case, act: Act, by: Role, state: State) -> None:
    assert perform(case, act, by).state is state


@pytest.mark.parametrize(
    ("case", "act", "by", "key"),
    [
        (NEW, Act.VERIFY, Role.OFFICER, "act.not_allowed"),
        (NEW, Act.VERIFY, Role.REPORTER, "act.not_allowed"),
        (NEW, Act.ASSIGN, Role.PARTNER, "act.not_allowed"),
        (NEW, Act.WITHDRAW, Role.DESK, "act.not_allowed"),
        (NEW, Act.ESCALATE, Role.COMMAND, "act.not_allowed"),
        (TAKEN, Act.TAKE, Role.OFFICER, "act.taken"),
        (TAKEN, Act.ESCALATE, Role.CLOCK, "act.taken"),
        (TAKEN, Act.ARRIVE, Role.OFFICER, "act.not_yours"),
        (TAKEN, Act.DECLINE, Role.OFFICER, "act.not_yours"),
        (TAKEN, Act.FINISH, Role.PARTNER, "act.not_yours"),
        (TAKEN, Act.HAND_OVER, Role.OFFICER, "act.not_yours"),
        (NEW, Act.ARRIVE, Role.OFFICER, "act.not_now"),
        (NEW, Act.CLOSE, Role.DESK, "act.not_now"),
        (NEW, Act.REOPEN, Role.REPORTER, "act.not_now"),
        (THERE, Act.WITHDRAW, Role.REPORTER, "act.not_now"),
        (THERE, Act.VERIFY, Role.DESK, "act.not_now"),
        (DONE, Act.FINISH, Role.DESK, "act.not_now"),
        (CLOSED, Act.CLOSE, Role.DESK, "act.closed"),
        (CLOSED, Act.ADD, Role.REPORTER, "act.closed"),
        (WITHDRAWN, Act.TAKE, Role.OFFICER, "act.closed"),
        (WITHDRAWN, Act.REOPEN, Role.DESK, "act.not_now"),
    ],
)
def test_what_may_not_be_done_is_refused_with_its_reason(case: Case, act: Act, by: Role, key: str) -> None:
    with pytest.raises(Refused) as refused:
        perform(case, act, by)
    assert refused.value.key == key


def test_the_second_to_take_a_report_is_told() -> None:
    case = perform(NEW, Act.TAKE, Role.OFFICER)
    with pytest.raises(Refused, match=r"act\.taken"):
        perform(case, Act.TAKE, Role.OFFICER)


def test_a_handed_over_report_can_be_taken_again() -> None:
    case = perform(TAKEN, Act.HAND_OVER, Role.OFFICER, holds=True)
    assert not case.taken
    assert perform(case, Act.TAKE, Role.OFFICER).taken


def test_help_and_time_climb_the_ladder_and_reopening_starts_below() -> None:
    case = perform(NEW, Act.ESCALATE, Role.CLOCK)
    case = perform(case, Act.TAKE, Role.OFFICER)
    case = perform(case, Act.CALL_HELP, Role.OFFICER, holds=True)
    assert case.escalation == 2
    case = perform(case, Act.FINISH, Role.OFFICER, holds=True, result=Result.UNPROVEN)
    assert case.veracity is Veracity.UNKNOWN
    assert perform(case, Act.REOPEN, Role.REPORTER) == Case()


def test_the_reporter_may_reopen_for_seven_days() -> None:
    assert perform(CLOSED, Act.REOPEN, Role.REPORTER, ended_ago=REOPEN_WITHIN).state is State.RECEIVED
    late = REOPEN_WITHIN + timedelta(seconds=1)
    with pytest.raises(Refused) as refused:
        perform(CLOSED, Act.REOPEN, Role.REPORTER, ended_ago=late)
    assert (refused.value.key, refused.value.values) == ("act.reopen_too_late", {"days": 7})
    assert perform(CLOSED, Act.REOPEN, Role.DESK, ended_ago=late).state is State.RECEIVED


def test_a_result_goes_with_finishing_only() -> None:
    with pytest.raises(ValueError, match="result"):
        perform(THERE, Act.FINISH, Role.DESK)
    with pytest.raises(ValueError, match="result"):
        perform(THERE, Act.DECLINE, Role.DESK, result=Result.HANDLED)
    for act, result in ((Act.FINISH, Result.INFORMATION), (Act.ANSWER, Result.HANDLED)):
        with pytest.raises(ValueError, match="does not go with"):
            perform(THERE, act, Role.DESK, result=result)


def test_an_officer_sees_the_buttons_that_work() -> None:
    assert allowed(NEW, Role.OFFICER) == (Act.TAKE,)
    assert Act.TAKE not in allowed(TAKEN, Role.OFFICER)
    assert allowed(TAKEN, Role.OFFICER) == ()
    assert allowed(TAKEN, Role.OFFICER, holds=True) == (
        Act.HEAD_OUT,
        Act.ARRIVE,
        Act.CALL_HELP,
        Act.HAND_OVER,
        Act.REFER,
        Act.DECLINE,
        Act.FINISH,
        Act.ANSWER,
        Act.ASK,
    )
    assert allowed(WITHDRAWN, Role.DESK) == ()


STEPS = st.lists(
    st.tuples(st.sampled_from(Act), st.sampled_from(Role), st.booleans(), st.sampled_from(Result)), max_size=25
)


def _fitting(act: Act, result: Result) -> Result | None:
    """The result, or one that goes with the act; none for an act that has none."""
    if act is Act.FINISH:
        return result if result in FOUND else Result.HANDLED
    if act is Act.ANSWER:
        return result if result not in FOUND else Result.INFORMATION
    return None


@given(STEPS)
def test_whatever_is_tried_a_report_stays_sound(steps: list[tuple[Act, Role, bool, Result]]) -> None:
    case = Case()
    for act, by, holds, result in steps:
        possible = act in allowed(case, by, holds=holds)
        try:
            after = perform(case, act, by, holds=holds, result=_fitting(act, result))
        except Refused:
            assert not possible
            continue
        assert possible
        assert by in RULES[act].by
        if after.result in REPORTERS_TURN:
            assert after.state in (State.REFERRED, State.REJECTED, State.DUPLICATE)
        else:
            assert (after.result is not None) == (after.state is State.DONE)
        assert after.closed or after.state not in (State.WITHDRAWN, State.REJECTED, State.DUPLICATE)
        assert not (case.closed and act is not Act.REOPEN)
        assert not (after.taken and after.state in (State.RECEIVED, State.VERIFIED))
        assert after.escalation >= case.escalation or act is Act.REOPEN
        case = after


@pytest.mark.parametrize("state", [state for state in State if state is not State.WITHDRAWN])
def test_no_state_but_withdrawn_is_a_dead_end(state: State) -> None:
    assert allowed(Case(state), Role.DESK) or allowed(Case(state, closed=True), Role.DESK)
