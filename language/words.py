"""Reads informal Indonesian: the same words for shouting, slang, abbreviations and hidden characters."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
_RUN = re.compile(r"([^\W\d_])\1+")
_LETTERS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"(?<=\w)['’`]")
_DOUBLED = re.compile(r"\b([^\W\d_]{3,})2(?![0-9])([^\W\d_]*)")  # org2, bagi2, pukul2an
_NOT_DOUBLED = frozenset({"tps", "jam", "pukul", "pkl", "blok", "gang", "nomor", "tgl", "tanggal", "km"})


def squeeze(text: str) -> str:
    """One letter for each run of the same letter: "tolooong" and "tolong" are one word, digits stay."""
    return _RUN.sub(r"\1", text)


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes and characters nobody sees (zero-width, text direction)."""
    seen = "".join(
        character
        for character in unicodedata.normalize("NFKD", text)
        if unicodedata.category(character) not in ("Mn", "Me", "Cf")
    )
    return _APOSTROPHES.sub("", seen.casefold())


@lru_cache(64)  # every reading of one message begins here
def plain(text: str) -> str:
    """What was meant, in standard words and without repeated letters; digits and punctuation stay in place.

    For reading only, never for showing: "minggu" becomes "mingu". Compare it with what `squeeze` returns.
    """
    squeezed = squeeze(fold(text))
    return _LETTERS.sub(lambda word: _SLANG.get(word[0], word[0]), _DOUBLED.sub(_repeat, squeezed))


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of `plain(text)` in order: "tps5" gives "tps", "5"."""
    return tuple(re.findall(r"[^\W\d_]+|[0-9]+", plain(text)))


def digits(text: str) -> str:
    """The text with Indonesian number words from 1 to 99 written as digits; takes what `plain` returns."""
    return _NUMBER.sub(lambda found: str(_value(found[0].split())), text)


def _repeat(found: re.Match[str]) -> str:
    word, suffix = found.groups()
    if word in _NOT_DOUBLED and not suffix:
        return f"{word} 2"
    return squeeze(f"{word} {word}{suffix} ")


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
_UNITS: dict[str, int] = {squeeze(word): value for word, value in _TABLE["numbers"].items()}
_UNIT = "|".join(sorted((word for word, value in _UNITS.items() if value < 10), key=len, reverse=True))
_NUMBER = re.compile(rf"\b(?:(?:{_UNIT}) belas|(?:{_UNIT}) puluh (?:{_UNIT})|(?:{_UNIT}) puluh|{'|'.join(_UNITS)})\b")
