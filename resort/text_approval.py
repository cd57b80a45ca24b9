"""Two people: a text answers citizens only when two of the command have read and approved exactly this version."""

from collections.abc import Sequence

from locales import Refused
from resort.independence import OPERATOR, Person, Seats

NEEDED = 2


def check(by: Person, voices: Sequence[Person], seats: Seats, *, read_whole: bool) -> None:
    """Raise `Refused` unless this person may approve now."""
    if by != OPERATOR and by not in seats.voters:
        raise Refused("approval.not_yet" if by in seats.seated else "approval.not_command")
    if not read_whole:
        raise Refused("texts.read_first")
    if by in voices:
        raise Refused("texts.twice")
    if by != OPERATOR and not seats.may_second(by, seats.counted(voices, ())):
        raise Refused("approval.tied")


def missing(voices: Sequence[Person], seats: Seats) -> int:
    """How many voices a version still lacks, of independent people who command now.

    The command line counts as the second voice where the command is exactly one person, and never otherwise.
    """
    counted = len(seats.counted(voices, ()))
    if OPERATOR in voices and len(seats.seated) == 1:
        counted += 1
    return max(0, NEEDED - counted)
