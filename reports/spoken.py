"""The two words by which somebody who reported by voice is known again on the telephone.

They are easy to say and to hear apart, and none is a sign of a party. Their order, case and what stands around them do
not matter.
"""

import tomllib
from collections.abc import Callable, Sequence
from importlib.resources import files

from language.words import words
from reports import number as numbers
from reports.number import ReportNumber

WORDS: tuple[str, ...] = tuple(
    tomllib.loads(files(__package__).joinpath("spoken.toml").read_text("utf-8"))["words"].split()
)
MOST_TRIES = 5  # wrong ones within a day; then the next day
_KNOWN = frozenset(WORDS)


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """Two different words; `choose` picks one of several by chance."""
    first = choose(WORDS)
    return f"{first} {choose([word for word in WORDS if word != first])}"


def heard(said: str) -> str | None:
    """The code in what was said, in its one form; None unless there are exactly two words of the list in it."""
    found = sorted({word for word in words(said) if word in _KNOWN})
    return " ".join(found) if len(found) == 2 else None


def written(code: str) -> str:
    """A code in its one form, as it is compared."""
    return " ".join(sorted(code.split()))


def aloud(number: ReportNumber | str) -> str:
    """A number as it is read out: in groups that an ear can hold."""
    prefix, month, running, check = str(number).split("-")
    pairs = [running[at : at + 2] for at in range(0, len(running), 2)]
    return f"{' '.join(prefix)}, {month[:2]} {month[2:]}, {' '.join(pairs)}, {check}"


def number_and_code(said: str) -> tuple[ReportNumber | None, str | None]:
    """The number of a report and the code, from one line of words."""
    digits = max((at for at, letter in enumerate(said) if letter.isdigit()), default=-1)
    return numbers.parse(said[: digits + 1]), heard(said[digits + 1 :])
