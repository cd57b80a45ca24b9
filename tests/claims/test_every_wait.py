"""Over every state that a report can get into: it waits for something, and somebody has the button that ends that."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import pytest

from casework.call_screen import _buttons
from conversations.buttons.officer import AskResult, Decline, Pass, Take
from db.reports import Report, ReportKey
from handlers.desk.desk_report import FRONT, MORE
from reports.category import Category, Kind
from reports.escalation import LEVELS, EscalationLevel, first_level, next_level
from reports.result import FINISHING, FORMAL, Result
from reports.state import Act, Case, State, Veracity, allowed, perform
from reports.urgency import Urgency
from reports.waits import WaitFor, wait_of
from resort.roles import Role

NOW = datetime(2024, 11, 27, 3, 0, tzinfo=UTC)
OFFICERS_BUTTONS: dict[type, set[Act]] = {
    Take: {Act.TAKE},
    AskResult: {Act.FINISH, Act.ANSWER},
    Decline: {Act.DECLINE},
    Pass: {Act.HAND_OVER},
}
# Below the news that it is done, or that something is asked for; *Belum beres* stands on the report as well.
REPORTERS_BUTTONS = {Act.CLOSE, Act.REOPEN, Act.ADD, Act.WITHDRAW}
# The steps that end each wait; each one by an act of a person.
ENDS = {
    WaitFor.TAKING: {Act.TAKE},
    WaitFor.OFFICER: {Act.FINISH, Act.DECLINE},
    WaitFor.PARTNER: {Act.TAKE},
    WaitFor.PARTNER_RESULT: {Act.FINISH, Act.ANSWER},
    WaitFor.FORMAL: {Act.CLOSE, Act.REOPEN},
    WaitFor.REPORTER: {Act.CLOSE, Act.REOPEN},
}


def reachable() -> list[Case]:
    """Every case that acts can lead to from a new report; how often it escalated makes no difference."""
    seen, left = set(), [Case(State.RECEIVED)]
    while left:
        case = replace(left.pop(), escalation=0, veracity=Veracity.UNKNOWN)
        if case in seen:
            continue
        seen.add(case)
        for role in Role:
            for act in allowed(case, role, holds=True):
                results: tuple[Result | None, ...] = (None,)
                if act is Act.FINISH:
                    results = FINISHING
                elif act is Act.ANSWER:
                    results = (*FORMAL, Result.NOT_OURS)
                left += [perform(case, act, role, holds=True, result=result) for result in results]
    return sorted(seen, key=repr)


CASES = reachable()


def drawn(case: Case) -> set[Act]:
    """The acts that somebody has a button for: on the call, on the desk's screen, with the reporter."""
    rows = _buttons(a_report(case), 0, watching=False, asks=True)
    acts = {act for row in rows for button in row for act in OFFICERS_BUTTONS.get(type(button.choice), ())}
    desk = {*FRONT, *MORE} & set(allowed(case, Role.DESK))
    return acts | desk | (REPORTERS_BUTTONS & set(allowed(case, Role.REPORTER)))


def a_report(case: Case) -> Report:
    """A report that stands like this."""
    values: dict[str, object] = dict.fromkeys(Report.__dataclass_fields__)
    values |= {
        "key": ReportKey(1),
        "number": "DMI-2411-0001-4",
        "kind": Kind.DISTURBANCE,
        "category": Category.KERUMUNAN,
        "urgency": Urgency.SEDANG,
        "state": case.state,
        "veracity": case.veracity,
        "escalation": case.escalation,
        "closed_at": NOW if case.closed else None,
        "officer": 1 if case.taken else None,
        "result": case.result,
        "what": "",
        "created_at": NOW,
    }
    return Report(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_whatever_is_open_waits_for_what_somebody_has_a_button_for(case: Case) -> None:
    wait = wait_of(case)
    assert (wait is None) is case.closed
    if wait is not None:
        assert ENDS[wait] & drawn(case), (wait, drawn(case))


def test_every_wait_is_reached() -> None:
    assert {wait_of(case) for case in CASES} == {None, *WaitFor}
    assert len(CASES) < 100


@pytest.mark.parametrize("urgency", Urgency)
def test_the_ladder_is_never_empty_and_ends_with_the_operator(urgency: Urgency) -> None:
    assert LEVELS[-1] is EscalationLevel.OPERATOR
    for count in range(len(LEVELS) + 1):
        for staffed in combinations(LEVELS, count):
            level, climbed = first_level(NOW, urgency, staffed).level, 0
            while (above := next_level(level, NOW, urgency, staffed)) is not None:
                assert LEVELS.index(above.level) > LEVELS.index(level)
                assert above.due > NOW
                level, climbed = above.level, climbed + 1
            assert level is EscalationLevel.OPERATOR
            assert climbed < len(LEVELS)
