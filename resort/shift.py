"""The steps of a shift: its officer is asked, may be missing, their reports are offered, and it ends.

step     its time                         what happens then
planned  when it begins                   the officer is asked: Saya siap
asked    15 minutes later                 an officer who has not answered is missing, and the desk is told
running  15 minutes before it ends        the officer's open reports are offered to the next shift
offered  when it ends                     the officer goes off duty, and is asked about what they still have
ended    15 minutes later                 what the officer still has is due
over     never
"""

from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(minutes=15)


class ShiftStep(StrEnum):
    """How far a shift has come."""

    PLANNED = "planned"
    ASKED = "asked"
    RUNNING = "running"
    OFFERED = "offered"
    ENDED = "ended"
    OVER = "over"


STEPS = tuple(ShiftStep)


def after(step: ShiftStep) -> ShiftStep:
    """The step after a step; nothing comes after the last."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def due(step: ShiftStep, begins: datetime, ends: datetime) -> datetime | None:
    """When what a step waits for happens; None for a shift that is over."""
    match step:
        case ShiftStep.PLANNED:
            return begins
        case ShiftStep.ASKED:
            return begins + GRACE
        case ShiftStep.RUNNING:
            return ends - GRACE
        case ShiftStep.OFFERED:
            return ends
        case ShiftStep.ENDED:
            return ends + GRACE
        case ShiftStep.OVER:
            return None
