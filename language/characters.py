"""Characters as people see them: drops hidden ones, and reads letters that only look like Latin ones as Latin.

The one table for triage, the neutrality lint and display.
"""

import re
import tomllib
import unicodedata
from importlib.resources import files

# Hidden beside everything of category Cf (zero-width, text direction, soft hyphen, tags): joiners, fillers, variation
# selectors, and everything that Unicode reserves for more of these.
_OTHERS = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065),
    (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xE0000, 0xE0FFF),
)  # fmt: skip
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # hidden, but as wide as a space
_LAST = 0x20000  # above it stand Han characters, and the tags that are listed above

_BOXED = (0x1F150, 0x1F170)  # the alphabet in filled circles, in filled squares; 0x1F1E6: as flags


def visible(text: str) -> str:
    """The text as it is safe to show: without hidden characters, except those that hold an emoji together."""
    return _STRAY.sub("", text.translate(_UNSEEN))


def fold(text: str) -> str:
    """Lower case in plain Latin letters and digits, without accents, apostrophes and hidden characters. For reading."""
    return _APOSTROPHES.sub("", text.translate(_FOLDING))


def fold_each(text: str) -> list[str]:
    """What each character of a text becomes, apostrophes as `'`: for readers that must find their way back into it."""
    return [_FOLDING[ord(character)] for character in text]


def spaced(text: str) -> str:
    """The text with a space for each hidden character that is as wide as one."""
    return text.translate(_SPACES)


def is_hidden(character: str) -> bool:
    """Whether nobody sees this character."""
    return ord(character) in _HIDDEN


class _Folding(dict[int, str]):
    """What each code point is read as, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        read = "" if point in _HIDDEN else _folded(_READ_AS.get(character, character))
        if len(self) < _MOST_KEPT:
            self[point] = read
        return read


def _folded(character: str) -> str:
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    if parts == character:
        return "" if unicodedata.category(character) in _DROPPED else character
    seen = (part for part in parts if unicodedata.category(part) not in _DROPPED)
    return "".join(_READ_AS.get(part, part) for part in seen)[:_LONGEST]


def _hidden() -> frozenset[int]:
    named = {point for first, last in _OTHERS for point in range(first, last + 1)}
    return frozenset(named | {point for point in range(_LAST) if unicodedata.category(chr(point)) == "Cf"})


def _read_as() -> dict[str, str]:
    looks = tomllib.loads(files(__package__).joinpath("characters.toml").read_text(encoding="utf-8"))["lookalikes"]
    table = {like: letter for letter, likes in looks.items() for like in likes}
    for first in (*_BOXED, 0x1F1E6):
        table |= {chr(first + place): chr(ord("a") + place) for place in range(26)}
    return table


_DROPPED = ("Mn", "Me", "Cf")
_MOST_KEPT = 20_000
_LONGEST = 2  # letters in one character: ligatures are read, whole sentences in one are not
_HIDDEN = _hidden()
_READ_AS = _read_as()
_FOLDING = _Folding()
_JOINERS = "\u200d\ufe0e\ufe0f"  # between, or after, the parts of an emoji
_UNSEEN = dict.fromkeys(_HIDDEN - set(map(ord, _JOINERS)))
_STRAY = re.compile(rf"(?:(?<=[\w\s])|^)[{_JOINERS}]+(?!\u20e3)")
_SPACES = dict.fromkeys(map(ord, _BLANKS), " ")
_APOSTROPHES = re.compile(r"(?<=\w)'")
