"""The kinds of work that officers report."""

from enum import StrEnum


class Work(StrEnum):
    """What was done."""

    PATROL = "patroli"
    ROLL_CALL = "apel"
    VISIT = "sambang"
    NOTHING = "nihil"  # nothing happened on this duty
