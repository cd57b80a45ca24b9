"""Finds in words what tells officers who their author is: a phone number, the author's own name.

Identity numbers are covered before anything is read: language/identity_number.py.
"""

import re
from enum import StrEnum

from language.words import words as words_of

_PHONE = re.compile(r"(?<![0-9])(?:\+?62|0)[\s.-]?8(?:[\s.-]?[0-9]){7,11}(?![0-9])")
_POINT = re.compile(r"[-+]?[0-9]{1,3}[.,][0-9]{3,15}°?\s?[,;/ ]\s?[-+]?[0-9]{1,3}[.,][0-9]{3,15}°?")
_MAP = re.compile(
    r"(?:https?://)?(?:(?:www\.)?google\.[a-z.]{2,6}/maps|maps\.(?:google\.[a-z.]{2,6}|app\.goo\.gl|apple\.com)"
    r"|goo\.gl/maps|(?:www\.)?waze\.com|(?:www\.)?openstreetmap\.org|geo:)\S{0,2000}",
    re.IGNORECASE,
)
_SHORTEST_NAME = 4  # letters: shorter ones are words of the language too often


class Personal(StrEnum):
    """What words tell of their author."""

    PHONE = "phone"
    NAME = "name"


def without_points(text: str) -> str:
    """The text without degrees and links to a map: where exactly it is sees only the officer who takes the report."""
    return _POINT.sub("📍…", _MAP.sub("📍…", text))


def find(text: str, name: str) -> Personal | None:
    """The first thing that tells who wrote a text; `name` is the author's, as Telegram has it."""
    if _PHONE.search(text):
        return Personal.PHONE
    own, said = words_of(name), words_of(text)
    if sum(map(len, own)) < _SHORTEST_NAME:
        return None
    return Personal.NAME if any(said[at : at + len(own)] == own for at in range(len(said))) else None
