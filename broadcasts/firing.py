"""What becomes of an announcement whose time may have come: one table, the first rule that fits decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from broadcasts import freshness, quiet, schedule
from broadcasts.appeal import Appeal
from broadcasts.programme import Programme, SlotKey, until
from broadcasts.state import State


class Firing(StrEnum):
    """What to do with it now."""

    WAIT = "wait"  # nothing has come yet, or nothing will: look again at its next time
    MISS = "miss"  # too late: it would mislead, and its composer is told
    HOLD = "hold"  # it would disturb people at rest: it goes when they are awake
    VOID = "void"  # its approvals no longer count: it is approved again, and its composer is told
    FIRE = "fire"  # it goes out


@dataclass(frozen=True, slots=True)
class Plan:
    """An announcement as the clock sees it. `correction`: it puts words right that were sent."""

    appeal: Appeal
    state: State
    approved_at: datetime | None
    last_fired: datetime | None
    correction: bool
    slot: SlotKey | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What counts at a moment. `planned` is the time that has come, if one has."""

    planned: datetime | None
    stale: bool
    quiet_until: datetime | None
    approved: bool


RULES: tuple[tuple[Callable[[Moment], bool], Firing], ...] = (
    (lambda moment: moment.planned is None, Firing.WAIT),
    (lambda moment: moment.stale, Firing.MISS),
    (lambda moment: moment.quiet_until is not None, Firing.HOLD),
    (lambda moment: not moment.approved, Firing.VOID),
    (lambda moment: True, Firing.FIRE),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of it, of which planned time, its state from now on, and when to look again."""

    firing: Firing
    planned: datetime | None
    state: State
    next_fire: datetime | None


def rule(moment: Moment) -> Firing:
    """The first rule that fits."""
    return next(firing for fits, firing in RULES if fits(moment))


def is_stale(plan: Plan, planned: datetime, now: datetime, programme: Programme, zone: ZoneInfo) -> bool:
    """Whether it is too late for what was planned for a moment. A correction is never too late."""
    if plan.correction:
        return False
    end = until(programme, plan.slot, planned, zone)
    return freshness.stale_at(plan.appeal, planned, zone, end) <= now


def decide(plan: Plan, now: datetime, programme: Programme, zone: ZoneInfo, *, approved: bool) -> Decision:
    """What becomes of an announcement now; `approved`: it may go as it is, by the approvals that count today."""
    if plan.state not in (State.APPROVED, State.RUNNING) or plan.approved_at is None:
        return Decision(Firing.WAIT, None, plan.state, None)
    due = schedule.due(plan.appeal.when, plan.approved_at, plan.last_fired, now, zone)
    if due is None:
        following = schedule.next_fire(plan.appeal.when, plan.last_fired or now, zone)
        return Decision(Firing.WAIT, None, plan.state if following else _without_time(plan), following)
    following = schedule.next_fire(plan.appeal.when, due.at, zone)
    quiet_until = quiet.held_until(plan.appeal, now, zone)
    firing = rule(Moment(due.at, is_stale(plan, due.at, now, programme, zone), quiet_until, approved))
    match firing:
        case Firing.MISS:
            return Decision(firing, due.at, plan.state if following else State.MISSED, following)
        case Firing.HOLD:
            return Decision(firing, due.at, plan.state, quiet_until)
        case Firing.VOID:
            return Decision(firing, due.at, State.WAITING, None)
        case _:
            return Decision(firing, due.at, State.RUNNING, following)


def _without_time(plan: Plan) -> State:
    """Nothing of it is left to come: what is approved always has a next time."""
    if plan.state is not State.APPROVED:
        return plan.state
    return State.MISSED if plan.last_fired is None else State.DONE
