"""For what a reporter's identity is opened, or that the originals of the files are meant: each request names one."""

from enum import StrEnum

FEWEST_LETTERS = 10  # of the reason


class OpeningKind(StrEnum):
    """What the identity is needed for. The database holds these words: never change one."""

    DANGER = "bahaya"  # the reporter may be in danger
    CASE = "perkara"  # an investigation needs the witness
    COURT = "pengadilan"  # a court has ordered it
    FALSE = "palsu"  # the report seems to be made up to harm somebody
    OTHER = "lain"
    ORIGINALS = "asli"  # not the identity: the files as they were sent, with what they tell of whoever made them


OF_IDENTITY = tuple(kind for kind in OpeningKind if kind is not OpeningKind.ORIGINALS)


def is_long_enough(reason: str) -> bool:
    """Whether a reason says something: ten letters, whatever else stands in it."""
    return sum(letter.isalpha() for letter in reason) >= FEWEST_LETTERS
