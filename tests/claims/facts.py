"""What a sentence may need to be true: a short vocabulary, and the class of every text by it."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

CLASSES_FILE = Path(__file__).with_name("classes.toml")


class Class(StrEnum):
    """What a text does."""

    CLAIM = "claim"  # says that something is so
    QUESTION = "question"  # asks for an answer
    LABEL = "label"  # names a thing, a state or a choice
    ADVICE = "advice"  # says what to do, or how something works


class Fact(StrEnum):
    """What has to be so. The first group is judged from what Telegram saw, by `tests/claims/truth.py`."""

    CALLED = "called"  # somebody else, who had not blocked the bot, was written to
    REACHED = "reached"  # … and Telegram took that message
    ARRIVED = "arrived"  # an officer has had the call to the report on their screen
    NOBODY = "nobody"  # those meant could not be written to
    ACTED = "acted"  # somebody else did what it tells, before
    OWN = "own"  # the reader did it just now
    STORED = "stored"  # the reader sent it, and it can be read again
    UNSENT = "unsent"  # nothing went to anybody else
    UNTAKEN = "untaken"  # nobody tapped Terima, or who did gave it up
    EVERYONE = "everyone"  # each of those meant was reached, or has answered
    FILE = "file"  # a file follows
    TIME = "time"  # the clock has passed a moment
    STATE = "state"  # what is stored is as it says; shown by the tests of that part
    HOUSE = "house"  # the bot is built so; shown by the tests of that part


PROMISES = re.compile(
    r"\b(sudah|akan|dipanggil|memanggil|kami panggil|diteruskan|teruskan|dikirim|terkirim|diberi tahu|kami beri tahu"
    r"|dikabarkan|diserahkan|semua|semuanya|segera)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Classed:
    """The class of a text; of a claim its facts, of anything else the reason why a word of promise is none."""

    kind: Class
    facts: frozenset[Fact] = frozenset()
    reason: str = ""


@cache
def lines() -> dict[str, Classed]:
    """The lines of `classes.toml`, by key or pattern."""
    return {key: _read(line) for key, line in tomllib.loads(CLASSES_FILE.read_text(encoding="utf-8")).items()}


def line_of(key: str) -> str | None:
    """The line that a key falls under: its own, else the longest pattern that fits."""
    if key in lines():
        return key
    fitting = [each for each in lines() if "*" in each and _pattern(each).fullmatch(key)]
    return max(fitting, key=len, default=None)


def class_of(key: str) -> Classed:
    """The class of a text. Raises `KeyError` when `classes.toml` has no line for it."""
    line = line_of(key)
    if line is None:
        raise KeyError(key)
    return lines()[line]


@cache
def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(re.escape(line).replace(r"\*", ".*"))


def _read(line: str) -> Classed:
    kind, _, rest = line.partition(":")
    if Class(kind.strip()) is Class.CLAIM:
        return Classed(Class.CLAIM, frozenset(Fact(word) for word in rest.split()))
    return Classed(Class(kind.strip()), reason=rest.strip())
