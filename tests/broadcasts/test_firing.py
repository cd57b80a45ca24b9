"""What becomes of an announcement whose time may have come, as a table."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.firing import RULES, Decision, Firing, Moment, Plan, decide, is_stale, rule
from broadcasts.programme import SlotKey, slots
from broadcasts.programme_file import load
from broadcasts.schedule import AtOnce, Day, Once, Repeating, Schedule
from broadcasts.state import State
from tests.broadcasts.appeals import WIB

PROGRAMME = load("pilkada-2024")
NOON = datetime(2024, 11, 20, 5, 0, tzinfo=UTC)  # 12.00 WIB
NIGHT = datetime(2024, 11, 20, 16, 0, tzinfo=UTC)  # 23.00 WIB
TO_CITIZENS = Audience(Topic.APPEAL, frozenset({Kind.CITIZENS}))
TO_OFFICERS = Audience(Topic.APPEAL, frozenset({Kind.OFFICERS}))
EACH_NOON = Repeating(frozenset(Day), time(12, 0), NOON.date() + timedelta(days=2))


def plan(
    when: Schedule,
    *,
    state: State = State.APPROVED,
    approved_at: datetime | None = NOON - timedelta(days=1),
    last_fired: datetime | None = None,
    to: Audience = TO_CITIZENS,
    emergency: str | None = None,
    correction: bool = False,
) -> Plan:
    appeal = Appeal("Mari jaga ketertiban", to, when, emergency=emergency)
    return Plan(appeal, state, approved_at, last_fired, correction, None)


IN_AN_HOUR, AN_HOUR_AGO, LONG_AGO = NOON + timedelta(hours=1), NOON - timedelta(hours=1), NOON - timedelta(hours=5)
TOMORROW = NOON + timedelta(days=1)
LAST_NIGHT = NIGHT - timedelta(minutes=5)


@pytest.mark.parametrize(
    ("planned", "now", "approved", "expected"),
    [
        (plan(Once(IN_AN_HOUR)), NOON, True, (Firing.WAIT, None, State.APPROVED, IN_AN_HOUR)),
        (plan(Once(AN_HOUR_AGO)), NOON, True, (Firing.FIRE, AN_HOUR_AGO, State.RUNNING, None)),
        (plan(Once(AN_HOUR_AGO)), NOON, False, (Firing.VOID, AN_HOUR_AGO, State.WAITING, None)),
        (plan(Once(LONG_AGO)), NOON, True, (Firing.MISS, LONG_AGO, State.MISSED, None)),
        (plan(Once(LONG_AGO)), NOON, False, (Firing.MISS, LONG_AGO, State.MISSED, None)),
        (plan(Once(LONG_AGO), correction=True), NOON, True, (Firing.FIRE, LONG_AGO, State.RUNNING, None)),
        (plan(Once(AN_HOUR_AGO), state=State.DRAFT), NOON, True, (Firing.WAIT, None, State.DRAFT, None)),
        (plan(Once(AN_HOUR_AGO), state=State.OFF), NOON, True, (Firing.WAIT, None, State.OFF, None)),
        (plan(Once(AN_HOUR_AGO), approved_at=None), NOON, True, (Firing.WAIT, None, State.APPROVED, None)),
        (plan(Once(AN_HOUR_AGO), last_fired=AN_HOUR_AGO), NOON, True, (Firing.WAIT, None, State.DONE, None)),
        (plan(AtOnce(), approved_at=NOON), NOON, True, (Firing.FIRE, NOON, State.RUNNING, None)),
        (plan(EACH_NOON), NOON, True, (Firing.FIRE, NOON, State.RUNNING, TOMORROW)),
        (plan(EACH_NOON), NOON + timedelta(hours=4), True, (Firing.MISS, NOON, State.APPROVED, TOMORROW)),
        (
            plan(EACH_NOON, state=State.RUNNING, last_fired=NOON),
            NOON + timedelta(hours=1),
            True,
            (Firing.WAIT, None, State.RUNNING, TOMORROW),
        ),
        (plan(Once(LAST_NIGHT)), NIGHT, True, (Firing.HOLD, LAST_NIGHT, State.APPROVED, None)),
        (plan(Once(LAST_NIGHT)), NIGHT, False, (Firing.HOLD, LAST_NIGHT, State.APPROVED, None)),
        (plan(Once(LAST_NIGHT), to=TO_OFFICERS), NIGHT, True, (Firing.FIRE, LAST_NIGHT, State.RUNNING, None)),
        (plan(Once(LAST_NIGHT), emergency="banjir"), NIGHT, True, (Firing.FIRE, LAST_NIGHT, State.RUNNING, None)),
    ],
)
def test_the_table(
    planned: Plan, now: datetime, approved: bool, expected: tuple[Firing, datetime | None, State, datetime | None]
) -> None:
    decision = decide(planned, now, PROGRAMME, WIB, approved=approved)
    firing, at, state, following = expected
    if firing is Firing.HOLD:  # until people are awake
        assert decision.next_fire is not None
        assert now < decision.next_fire <= now + timedelta(hours=12)
        decision = replace(decision, next_fire=None)
    assert decision == Decision(firing, at, state, following)


def test_the_first_rule_that_fits_decides() -> None:
    order = [firing for _, firing in RULES]
    assert set(order) == set(Firing)
    for due, stale, resting, approved in product((True, False), repeat=4):
        moment = Moment(NOON if due else None, stale, NIGHT if resting else None, approved)
        fits = {
            Firing.WAIT: not due,
            Firing.MISS: stale,
            Firing.HOLD: resting,
            Firing.VOID: not approved,
            Firing.FIRE: True,
        }
        assert rule(moment) is next(firing for firing in order if fits[firing])


def test_nothing_goes_out_that_is_not_approved_now() -> None:
    schedules: tuple[Schedule, ...] = (Once(AN_HOUR_AGO), AtOnce(), EACH_NOON, Once(LAST_NIGHT))
    for when, now in product(schedules, (NOON, NIGHT, TOMORROW)):
        assert decide(plan(when), now, PROGRAMME, WIB, approved=False).firing is not Firing.FIRE


def test_a_reminder_is_stale_from_the_hour_its_words_name() -> None:
    slot, at = next((slot, at) for slot, at in slots(PROGRAMME, WIB) if slot.key == "h_pindahan")
    assert slot.until is not None
    end = datetime.combine(PROGRAMME.voting, slot.until, WIB)
    reminder = replace(plan(Once(at)), slot=SlotKey(PROGRAMME.key, slot.key))
    assert not is_stale(reminder, at, end - timedelta(seconds=1), PROGRAMME, WIB)
    assert is_stale(reminder, at, end, PROGRAMME, WIB)
