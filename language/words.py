"""Reads informal Indonesian: the same words for shouting, slang, abbreviations and hidden characters."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from language.characters import fold, fold_each

MOST = 700  # words of one message that are read: more than fit into 4,096 characters of prose
_END = 250  # of them at its end, when there are more

_TABLE = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
_RUN = re.compile(r"([^\W\d_])\1+")
# A word, perhaps with apostrophes in it and a 2 that doubles it ("org2", "pukul2an"), a number, or a telling emoji.
_PARTS = re.compile(r"([^\W\d_]+(?:'+[^\W\d_]+)*)'*(?:(2)([^\W\d_]*))?|[0-9]+")
_NOT_DOUBLED = frozenset({"tps", "jam", "pukul", "pkl", "blok", "gang", "nomor", "tgl", "tanggal", "km"})
_FULL_STOP = re.compile(r"[.!?;\n]")


class Word(NamedTuple):
    """One word of a message as it was meant, where it stands in the message, and the mark behind it."""

    plain: str
    start: int
    end: int
    mark: str  # "." where a sentence ends, "," after a comma, else ""


_Span = tuple[int, int]  # where a word starts and ends


def squeeze(text: str) -> str:
    """One letter for each run of the same letter: "tolooong" and "tolong" are one word, digits stay."""
    return _RUN.sub(r"\1", text)


def read(text: str, most: int = MOST) -> tuple[Word, ...]:
    """The words, numbers and telling emoji of a message in order; of one with more than `most`, the first and the last.

    An emoji is read as what it shows, after a colon: ":api".

    For reading only, never for showing: "minggu" becomes "mingu". Compare a word with what `squeeze` returns.
    """
    each = fold_each(text)
    folded = "".join(each)
    places: Sequence[int] = range(len(text))
    if len(folded) != len(text):
        places = [place for place, letters in enumerate(each) for _ in letters]
    tokens = _chosen([found.span() for found in _TOKEN.finditer(folded)], most)
    ends = [start for start, _ in tokens[1:]]
    ends.append(len(folded))
    found: list[Word] = []
    for (start, end), behind in zip(tokens, ends, strict=bool(tokens)):
        meant = _meant(folded[start:end])
        mark = "" if behind == end + 1 and folded[end] == " " else _mark(folded[end:behind])
        first, last = places[start], places[end - 1] + 1
        if " " in meant:
            *before, meant = meant.split()
            found += (Word(word, first, last, "") for word in before)
        found.append(Word(meant, first, last, mark))
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a message as they were meant: "tps5" gives "tps", "5"."""
    return tuple(word.plain for word in read(text) if not word.plain.startswith(":"))


def plain(text: str, most: int = MOST) -> str:
    """What was meant, in standard words; digits and punctuation stay in place. For reading only."""
    folded = fold(text)
    return "".join(_pieces(folded, most))


def digits(text: str) -> str:
    """The text with Indonesian number words from 1 to 99 written as digits; takes what `plain` returns."""
    return _NUMBER.sub(lambda found: str(_value(found[0].split())), text)


def is_number(word: str) -> bool:
    """Whether a word of `words` is a number: in digits, or one of the words up to eleven."""
    return word.isdecimal() or word in _UNITS


def _pieces(folded: str, most: int) -> Iterator[str]:
    at = 0
    for count, token in enumerate(_TOKEN.finditer(folded)):
        if count >= most:
            return
        yield folded[at : token.start()]
        yield _meant(token[0])
        at = token.end()
    yield folded[at:]


def _chosen(tokens: list[_Span], most: int) -> list[_Span]:
    return tokens if len(tokens) <= most else tokens[: most - _END] + tokens[-_END:]


_EMOJI: dict[str, str] = {each: f":{name}" for name, emoji in _TABLE["emoji"].items() for each in emoji}
_TOKEN = re.compile(rf"[^\W\d_]+(?:'+[^\W\d_]+)*(?:'*2(?![0-9])[^\W\d_]*)?|[0-9]+|[{''.join(_EMOJI)}]")


@lru_cache(8_192)  # words repeat, in a message and from one to the next
def _meant(token: str) -> str:
    if token in _EMOJI:
        return _EMOJI[token]
    parts = _PARTS.fullmatch(token)
    assert parts is not None
    word, two, suffix = parts.groups(default="")
    if not word:
        return token
    word = word.replace("'", "")
    if word in _WHOLE:
        return _WHOLE[word]
    word = squeeze(word)
    meant = _SLANG.get(word) or _of_the_region(word)
    if not two:
        return meant
    if (word in _NOT_DOUBLED and not suffix) or len(word) < 3:
        return squeeze(f"{meant} 2 {_SLANG.get(squeeze(suffix), suffix)}").strip()
    return squeeze(f"{meant} {_SLANG.get(word + suffix, word + suffix)}")


def _of_the_region(word: str) -> str:
    """A word with "its" behind it as a region says it: "mudarna", "ambekane", "bibianyo", "besinye"."""
    for clitic in _CLITICS:
        if (
            len(word) > len(clitic) + 4
            and word.endswith(clitic)
            and (known := _SLANG.get(word.removesuffix(clitic)))
            and " " not in known
        ):
            return squeeze(f"{known}nya")
    if len(word) > _SHORTEST_OWNED and word.endswith(("nyo", "nye")) and word not in _NOT_OWNED:
        return f"{word[:-1]}a"  # Minang and Malay say so of every word
    return word


def _mark(between: str) -> str:
    if _FULL_STOP.search(between):
        return "."
    return "," if "," in between else ""


def _value(parts: list[str]) -> int:
    match parts:
        case [unit, "belas"]:
            return 10 + _UNITS[unit]
        case [unit, "puluh"]:
            return 10 * _UNITS[unit]
        case [tens, "puluh", unit]:
            return 10 * _UNITS[tens] + _UNITS[unit]
        case _:
            return _UNITS[parts[0]]


_SLANG: dict[str, str] = {squeeze(said): squeeze(meant) for said, meant in _TABLE["slang"].items()}
_WHOLE: dict[str, str] = {said: squeeze(meant) for said, meant in _TABLE["whole"].items()}
_CLITICS = ("nyo", "na", "ne", "e")  # Minang, Batak, Javanese
_SHORTEST_OWNED = 5  # letters
_NOT_OWNED = frozenset({"kampanye", "berkampanye", "dikampanye"})
_UNITS: dict[str, int] = {squeeze(word): value for word, value in _TABLE["numbers"].items()}
_UNIT = "|".join(sorted((word for word, value in _UNITS.items() if value < 10), key=len, reverse=True))
_NUMBER = re.compile(rf"\b(?:(?:{_UNIT}) belas|(?:{_UNIT}) puluh (?:{_UNIT})|(?:{_UNIT}) puluh|{'|'.join(_UNITS)})\b")
