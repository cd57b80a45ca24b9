"""How long a report may wait to be taken, and who is told next when nobody takes it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from reports.urgency import Urgency


class Rung(StrEnum):
    """The chain of command a report climbs, lowest first."""

    DUTY = "piket"  # the unit on duty
    KAPOLSEK = "kapolsek"
    KABAG_OPS = "kabag_ops"
    WAKAPOLRES = "wakapolres"


LADDER = tuple(Rung)

# How long until somebody must take it on; the settings of a resort may say otherwise.
PATIENCE: Mapping[Urgency, timedelta] = MappingProxyType(
    {
        Urgency.DARURAT: timedelta(minutes=3),
        Urgency.TINGGI: timedelta(minutes=15),
        Urgency.SEDANG: timedelta(minutes=60),
        Urgency.RENDAH: timedelta(hours=8),
    }
)

OFFICER_PATIENCE = 4  # times as long who took it on may give no sign before they and the desk are told
PARTNER_PATIENCE = 3  # times as long a partner agency may leave what was handed to it before the desk is told


@dataclass(frozen=True, slots=True)
class Climb:
    """Where a report stands on the ladder, and when it climbs if nobody has taken it by then (None: the top)."""

    rung: Rung
    due: datetime | None


def first_rung(
    now: datetime,
    urgency: Urgency,
    on_duty: Collection[Rung],
    patience: Mapping[Urgency, timedelta] = PATIENCE,
) -> Climb:
    """Where a new report starts: the lowest rung with somebody on duty."""
    return _climb(LADDER, now, urgency, on_duty, patience)


def next_rung(
    rung: Rung,
    now: datetime,
    urgency: Urgency,
    on_duty: Collection[Rung],
    patience: Mapping[Urgency, timedelta] = PATIENCE,
) -> Climb | None:
    """Where a report goes when its time on a rung ran out, or None at the top: there is nobody above."""
    above = LADDER[LADDER.index(rung) + 1 :]
    return _climb(above, now, urgency, on_duty, patience) if above else None


def _climb(
    rungs: tuple[Rung, ...],
    now: datetime,
    urgency: Urgency,
    on_duty: Collection[Rung],
    patience: Mapping[Urgency, timedelta],
) -> Climb:
    """The lowest of these rungs that is manned; the top is told even off duty, for no report may fall silent."""
    rung = next((rung for rung in rungs if rung in on_duty), rungs[-1])
    return Climb(rung, None if rung is LADDER[-1] else now + patience[urgency])
