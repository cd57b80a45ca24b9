"""What each open report waits for, when that is next looked at, and what its reporter hears: no wait ends in silence.

A wait is looked at when its due time passes. That moves the due time, ever further, and never removes it: only an act
that closes the report ends its wait.

state          taken  waits for       when it is due                              what the reporter hears
with us        no     TAKING          the next level is called; the last repeats  each time, or once if no emergency
with us        yes    OFFICER         the officer and the desk are reminded       the first time
referred       no     PARTNER         the desk is told; it ends after seven days  after a day, and at the end
referred       yes    PARTNER_RESULT  the partner and the desk are reminded       the result
referred       answered  FORMAL       it is closed after seven days as information  reminders, and at the end
done           any    REPORTER        it is closed after seven days               that it is closed
closed         any    nothing
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from reports.result import REPORTERS_TURN
from reports.state import REOPEN_WITHIN, Case, State
from reports.urgency import Urgency
from resort.quiet_hours import awake


class WaitFor(StrEnum):
    """Whose step comes next."""

    TAKING = "taking"  # somebody must take it
    OFFICER = "officer"  # the officer who has it must give a sign
    PARTNER = "partner"  # the agency it was referred to must take it
    PARTNER_RESULT = "partner_result"  # the agency that took it must say what came of it
    FORMAL = "formal"  # its reporter was asked to report formally, or to complete what is missing
    REPORTER = "reporter"  # its reporter may still say that it is not solved


OFFICER_RESPONSE_TIMES = 4  # response times that an officer may leave a taken report without activity
PARTNER_RESPONSE_TIMES = 3  # response times that a partner agency may leave a referred report untaken
A_DAY = timedelta(days=1)  # after it the reporter hears that the agency has not taken it yet, and the agency is asked
PARTNER_MAY_TAKE = timedelta(days=7)  # then the referral ends, and the reporter hears that too

LATE = timedelta(minutes=10)  # so long overdue, the bot itself was away
FRESH = timedelta(hours=6)  # an emergency that is not older rings even then
MANY = 5  # overdue reports, more than that are told as one list

# Between two rings of an unanswered call for help; the last one repeats.
HELP_RINGS = tuple(timedelta(minutes=each) for each in (1, 2, 2, 2, 2, 2, 5, 10, 10, 10, 30, 60))

# Between two looks at the same wait at most so much.
LONGEST: Mapping[Urgency, timedelta] = MappingProxyType(
    {
        Urgency.DARURAT: timedelta(hours=1),
        Urgency.TINGGI: timedelta(hours=4),
        Urgency.SEDANG: timedelta(days=1),
        Urgency.RENDAH: timedelta(days=1),
    }
)
# In which a reporter answers a question.
QUESTION_LASTS: Mapping[Urgency, timedelta] = MappingProxyType(
    {
        Urgency.DARURAT: timedelta(minutes=15),
        Urgency.TINGGI: timedelta(hours=2),
        Urgency.SEDANG: timedelta(days=1),
        Urgency.RENDAH: timedelta(days=1),
    }
)
_FIRST = {
    WaitFor.TAKING: 1,
    WaitFor.OFFICER: OFFICER_RESPONSE_TIMES,
    WaitFor.PARTNER: PARTNER_RESPONSE_TIMES,
}  # in response times


def wait_of(case: Case) -> WaitFor | None:
    """What a report waits for; None once it is closed."""
    if case.closed:
        return None
    match case.state:
        case State.DONE:
            return WaitFor.REPORTER
        case State.REFERRED:
            if case.result in REPORTERS_TURN:
                return WaitFor.FORMAL
            return WaitFor.PARTNER_RESULT if case.taken else WaitFor.PARTNER
        case _:
            return WaitFor.OFFICER if case.taken else WaitFor.TAKING


def next_due(
    wait: WaitFor,
    urgency: Urgency,
    rings: int,
    now: datetime,
    zone: ZoneInfo,
    response_time: Mapping[Urgency, timedelta],
) -> datetime:
    """When a wait is looked at, after it was looked at `rings` times already without a sign.

    By night as by day: who is on duty is called then too. Citizens and partners are asked in the morning.
    """
    if wait in (WaitFor.REPORTER, WaitFor.FORMAL):
        return awake(now + REOPEN_WITHIN, zone)
    if wait is WaitFor.PARTNER_RESULT or (wait is WaitFor.PARTNER and rings):
        return awake(now + A_DAY, zone)
    first = _FIRST[wait] * response_time[urgency]
    longest = max(first, LONGEST[urgency])
    waited = min(longest, first * 2.0 ** min(rings, 16))
    return now + waited


def question_due(urgency: Urgency, now: datetime) -> datetime:
    """When the officer is told that the reporter has not answered a question."""
    return now + QUESTION_LASTS[urgency]


def help_due(rings: int, now: datetime) -> datetime:
    """When an unanswered call for help is rung again, after so many rings; by night as by day, and never the last."""
    return now + HELP_RINGS[min(rings, len(HELP_RINGS) - 1)]
