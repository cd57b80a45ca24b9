"""Two people: a text answers citizens only when two of the command have read and approved exactly this version."""

from collections.abc import Collection
from typing import NewType

from locales import Refused

# The human being, as in broadcasts/approval.py.
Person = NewType("Person", int)

OPERATOR = Person(0)  # the command line of the machine: the second voice where the command is one person
NEEDED = 2


def check(by: Person, voices: Collection[Person], command: Collection[Person], *, read_whole: bool) -> None:
    """Raise `Refused` unless this person may approve now."""
    if by != OPERATOR and by not in command:
        raise Refused("approval.not_command")
    if not read_whole:
        raise Refused("texts.read_first")
    if by in voices:
        raise Refused("texts.twice")


def missing(voices: Collection[Person], command: Collection[Person]) -> int:
    """How many voices a version still lacks: only people who command now have one.

    The command line counts beside exactly one person. Where there are two, it is nobody's second voice.
    """
    counted = {each for each in voices if each in command and each != OPERATOR}
    if OPERATOR in voices and len(set(command)) == 1:
        counted.add(OPERATOR)
    return max(0, NEEDED - len(counted))
