"""For what a reporter's identity is opened: each request names one, beside its reason in words."""

from enum import StrEnum

FEWEST_LETTERS = 10  # of the reason


class OpeningKind(StrEnum):
    """What the identity is needed for. The database holds these words: never change one."""

    DANGER = "bahaya"  # the reporter may be in danger
    CASE = "perkara"  # an investigation needs the witness
    COURT = "pengadilan"  # a court has ordered it
    FALSE = "palsu"  # the report seems to be made up to harm somebody
    OTHER = "lain"


def is_long_enough(reason: str) -> bool:
    """Whether a reason says something: ten letters, whatever else stands in it."""
    return sum(letter.isalpha() for letter in reason) >= FEWEST_LETTERS
