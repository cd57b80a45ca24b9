"""What every other open thing waits for, who owes the next step, when it is looked at, and how it ends by itself.

The waits of a report are in `reports.waits`. Each kind is the table of the thing that points to the wait.

kind          who owes the step    looked at after                 each time                       at the last
openings      the command          4, 12, 20, 24 hours             the command is reminded         it ends undecided
appeals       the command          see `approval_due`              the command is reminded         it ends unapproved
questions     the reporter         15 minutes to a day             -                               the officer is told
orders        the officers         half an hour, three hours       those missing are reminded      the sender is told
shift_offers  the colleague        15, 30 minutes                  the colleague is reminded       it is withdrawn
invites       the person invited   three days                      -                               the maker is told
help_calls    the officer helped   answered: 0.5, 2, 6 hours       the officer is asked            it ends
units         the unit's group     a day                           the group is tried              never
writers       the desk             2, 4, 7, 12 minutes, then 10    the desk is reminded            never
seconds       the command          1, 4, 24 hours                  the command is reminded         the asker is told
seats         the command          each day                        the command is reminded         never
arrivals      the command          1, 4, 24, 72 hours              the command is reminded         nobody is let in
suspensions   the command          a day                           -                               it ends, all are told
restorations  the command          1, 4 hours, then each day       the command is reminded         never
threats       the command          4 hours, again and again        the two are reminded            never
incidents     its leader           2 hours                         the leader is asked            never
objections    the reporter         10 minutes, then 4, 20 hours    the level above is asked        it stays withheld

Nobody of those who owe it can be reached: the next circle of the ladder is told instead, the operator last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """The table whose rows wait."""

    OPENING = "openings"
    APPROVAL = "appeals"
    QUESTION = "questions"
    ORDER = "orders"
    HAND_OVER = "shift_offers"
    INVITATION = "invites"
    HELP = "help_calls"
    GROUP = "units"
    WRITER = "writers"
    SECOND = "seconds"
    SEAT = "seats"
    ARRIVAL = "arrivals"
    SUSPENSION = "suspensions"
    RESTORATION = "restorations"
    OBJECTION = "objections"
    THREAT = "threats"
    INCIDENT = "incidents"


class Circle(StrEnum):
    """People who owe a step, or who are told when those cannot be reached."""

    REPORTER = "reporter"
    OFFICER = "officer"  # the one who asked, made, sent or needs it
    COLLEAGUE = "colleague"
    OFFICERS = "officers"  # those an order went to
    INVITED = "invited"  # whoever has the way in; the bot does not know them yet
    GROUP = "group"
    HEAD = "head"
    DESK = "desk"
    COMMAND = "command"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind waits: the circle that owes the step, the circles told after it, and the time between two looks.

    After the last look it ends by itself; with `for_ever` the last time repeats.
    """

    owed: Circle
    ladder: tuple[Circle, ...]
    between: tuple[timedelta, ...]
    for_ever: bool = False


_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
RULES: Mapping[Kind, Rule] = MappingProxyType(
    {
        Kind.OPENING: Rule(
            Circle.COMMAND, (Circle.OFFICER, Circle.OPERATOR), (4 * _HOUR, 8 * _HOUR, 8 * _HOUR, 4 * _HOUR)
        ),
        Kind.APPROVAL: Rule(Circle.COMMAND, (Circle.OFFICER, Circle.OPERATOR), (_HOUR,), for_ever=True),
        Kind.QUESTION: Rule(
            Circle.REPORTER, (Circle.OFFICER, Circle.DESK, Circle.COMMAND, Circle.OPERATOR), (24 * _HOUR,)
        ),
        Kind.ORDER: Rule(
            Circle.OFFICERS, (Circle.OFFICER, Circle.COMMAND, Circle.OPERATOR), (30 * _MINUTE, 150 * _MINUTE)
        ),
        Kind.HAND_OVER: Rule(
            Circle.COLLEAGUE, (Circle.OFFICER, Circle.DESK, Circle.OPERATOR), (15 * _MINUTE, 15 * _MINUTE)
        ),
        Kind.INVITATION: Rule(Circle.INVITED, (Circle.OFFICER, Circle.COMMAND, Circle.OPERATOR), (72 * _HOUR,)),
        Kind.HELP: Rule(
            Circle.OFFICER, (Circle.DESK, Circle.COMMAND, Circle.OPERATOR), (30 * _MINUTE, 90 * _MINUTE, 240 * _MINUTE)
        ),
        Kind.GROUP: Rule(
            Circle.GROUP, (Circle.HEAD, Circle.DESK, Circle.COMMAND, Circle.OPERATOR), (24 * _HOUR,), for_ever=True
        ),
        Kind.INCIDENT: Rule(
            Circle.OFFICER, (Circle.DESK, Circle.COMMAND, Circle.OPERATOR), (2 * _HOUR,), for_ever=True
        ),
        Kind.WRITER: Rule(
            Circle.DESK,
            (Circle.DESK, Circle.COMMAND, Circle.OPERATOR),
            (2 * _MINUTE, 2 * _MINUTE, 3 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE),
            for_ever=True,
        ),
        Kind.SECOND: Rule(Circle.COMMAND, (Circle.OFFICER, Circle.OPERATOR), (_HOUR, 3 * _HOUR, 20 * _HOUR)),
        Kind.SEAT: Rule(Circle.COMMAND, (Circle.COMMAND, Circle.OPERATOR), (24 * _HOUR,), for_ever=True),
        Kind.ARRIVAL: Rule(
            Circle.COMMAND,
            (Circle.OFFICER, Circle.COMMAND, Circle.OPERATOR),
            (_HOUR, 3 * _HOUR, 20 * _HOUR, 48 * _HOUR),
        ),
        Kind.SUSPENSION: Rule(Circle.COMMAND, (Circle.OFFICER, Circle.OPERATOR), (24 * _HOUR,)),
        Kind.RESTORATION: Rule(
            Circle.COMMAND, (Circle.COMMAND, Circle.OPERATOR), (_HOUR, 3 * _HOUR, 24 * _HOUR), for_ever=True
        ),
        Kind.THREAT: Rule(Circle.COMMAND, (Circle.COMMAND, Circle.OPERATOR), (4 * _HOUR,), for_ever=True),
        Kind.OBJECTION: Rule(Circle.REPORTER, (Circle.COMMAND, Circle.OPERATOR), (10 * _MINUTE, 4 * _HOUR, 20 * _HOUR)),
    }
)
THREAT_ANSWERED_IN = 10 * _MINUTE  # then the two are told, whatever the reporter has answered
LIFTED_AFTER = _HOUR  # the reporter was told that their wish is lifted, and may take the report back until then
LOOKED_AT_FIRST = 30 * _MINUTE  # a wish that may be meant to keep an office from its work

AT_ONCE_WAITS = timedelta(hours=2)  # an announcement that was to go out at once is old news after it
_AFTER = (_HOUR, 24 * _HOUR)  # after it was handed in the approvers are reminded
_AFTER_URGENT = (10 * _MINUTE, _HOUR, 24 * _HOUR)
_BEFORE = (24 * _HOUR, 3 * _HOUR, 30 * _MINUTE)  # and before its time
_APART = timedelta(minutes=10)  # two reminders, at least


def next_due(kind: Kind, looked: int, now: datetime) -> datetime:
    """When a thing is looked at again, after it was looked at so many times."""
    between = RULES[kind].between
    return now + between[min(looked, len(between) - 1)]


def is_last(kind: Kind, looked: int) -> bool:
    """Whether the look that comes now, after so many, is the one at which the thing ends by itself."""
    rule = RULES[kind]
    return not rule.for_ever and looked + 1 >= len(rule.between)


def approval_due(handed_in: datetime, ends: datetime, now: datetime, *, urgent: bool) -> datetime:
    """When the approvers of an announcement are reminded next; at `ends` it ends unapproved."""
    after = [handed_in + wait for wait in (_AFTER_URGENT if urgent else _AFTER)]
    before = [ends - wait for wait in _BEFORE if ends - wait >= handed_in + _APART]
    return min((at for at in (*after, *before) if now + _APART <= at < ends), default=ends)
