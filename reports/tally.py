"""Whether words are vote figures: they are nobody's to note but the organisers', and the bot takes none.

Not what tells of a wrong in the counting: that is a report. What is left are figures of candidates side by side, or of
valid votes and of people who came to vote.
"""

from collections.abc import Sequence
from itertools import pairwise

from language.words import digits, read
from locales.refused import Refused
from reports.category import Category

_CANDIDATES = frozenset({"paslon", "pasangan", "calon", "nomor", "no", "nomer", "urut", "kandidat", "candidate"})
_COUNTED = frozenset({"suara", "perolehan", "hasil", "rekap", "sah", "unggul", "menang", "kalah", "plano", "votes"})
_OTHERS = frozenset({"tps", "rt", "rw", "jam", "pukul", "pos", "kec", "jalan", "jl", "gang", "rumah"})
_PEOPLE = frozenset({"sah", "hadir", "dpt", "dptb", "dpk", "golput", "pemilih"})
_BETWEEN = 3  # words from a candidate to their figure, at most


def refuse_tally(text: str, category: Category | None = None) -> None:
    """Raise `Refused` for vote figures; what is of some `category` tells of a wrong, and passes."""
    if category is None and is_tally(text):
        raise Refused("tally.refused")


def is_tally(text: str) -> bool:
    """Whether two or more figures of votes, or of voters, are told."""
    said = digits(" ".join(word.plain for word in read(text))).split()
    return (_COUNTED.intersection(said) and _figures(said) > 1) or _of_people(said) > 1


def _figures(said: Sequence[str]) -> int:
    """How many candidates have a figure behind their number."""
    found, place = 0, 0
    while place < len(said):
        behind = said[place + 1 : place + 1 + _BETWEEN]
        after = next((number for number, word in enumerate(behind) if word.isdecimal()), None)
        if after is not None and _is_candidate(said, place) and not _OTHERS.intersection(behind[:after]):
            found, place = found + 1, place + after + 1
        place += 1
    return found


def _is_candidate(said: Sequence[str], place: int) -> bool:
    word, before = said[place], said[place - 1] if place else ""
    if not word.isdecimal() or len(word) > 2 or not 0 < int(word) < 10 or before in _OTHERS:
        return False
    return before in _CANDIDATES or len(word) == 2


def _of_people(said: Sequence[str]) -> int:
    return sum(word in _PEOPLE and after.isdecimal() for word, after in pairwise(said))
