"""How long a report may wait to be taken, and who is told next when nobody takes it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from reports.urgency import Urgency


class EscalationLevel(StrEnum):
    """The chain of command along which an untaken report escalates, lowest level first."""

    DUTY = "piket"  # the unit on duty
    KAPOLSEK = "kapolsek"
    KABAG_OPS = "kabag_ops"
    WAKAPOLRES = "wakapolres"
    OPERATOR = "operator"  # the command and the desk, with the numbers to telephone, and whoever runs the server


LEVELS = tuple(EscalationLevel)

# How long until somebody must take a report; the settings of a resort may say otherwise.
RESPONSE_TIME: Mapping[Urgency, timedelta] = MappingProxyType(
    {
        Urgency.DARURAT: timedelta(minutes=3),
        Urgency.TINGGI: timedelta(minutes=15),
        Urgency.SEDANG: timedelta(minutes=60),
        Urgency.RENDAH: timedelta(hours=8),
    }
)


@dataclass(frozen=True, slots=True)
class Escalation:
    """A report's level, and when it is looked at again if nobody has taken it by then."""

    level: EscalationLevel
    due: datetime


def first_level(
    now: datetime,
    urgency: Urgency,
    staffed: Collection[EscalationLevel],
    response_time: Mapping[Urgency, timedelta] = RESPONSE_TIME,
) -> Escalation:
    """Where a new report starts: the lowest level with somebody on duty."""
    return _escalation(LEVELS, now, urgency, staffed, response_time)


def next_level(
    level: EscalationLevel,
    now: datetime,
    urgency: Urgency,
    staffed: Collection[EscalationLevel],
    response_time: Mapping[Urgency, timedelta] = RESPONSE_TIME,
) -> Escalation | None:
    """Where a report goes when its response time at a level has passed; None at the top: there is nobody above."""
    above = LEVELS[LEVELS.index(level) + 1 :]
    return _escalation(above, now, urgency, staffed, response_time) if above else None


def _escalation(
    levels: tuple[EscalationLevel, ...],
    now: datetime,
    urgency: Urgency,
    staffed: Collection[EscalationLevel],
    response_time: Mapping[Urgency, timedelta],
) -> Escalation:
    """The lowest staffed one of these levels; the last is called even off duty, so that every report is heard."""
    level = next((level for level in levels if level in staffed), levels[-1])
    return Escalation(level, now + response_time[urgency])
