"""For what a reporter's identity is opened, or that the originals of the files are meant: each request names one."""

from enum import StrEnum

from language.characters import visible

FEWEST_LETTERS = 10  # of the reason
FEWEST_DIFFERENT = 4  # of them


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
    """Whether a reason says something: ten letters that can be seen and are not all alike, whatever else is in it."""
    letters = [letter for letter in visible(reason).lower() if letter.isalpha()]
    return len(letters) >= FEWEST_LETTERS and len(set(letters)) >= FEWEST_DIFFERENT
