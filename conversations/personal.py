"""Finds in words what tells officers who their author is: a phone number, an account, the author's own name.

Identity numbers are covered before anything is read: language/identity_number.py.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from language.words import words as words_of

_PHONE = re.compile(r"(?<![0-9])(?:\+?62|0)[\s.-]?8(?:[\s.-]?[0-9]){7,11}(?![0-9])")
_HOUSE_PHONE = re.compile(r"(?<![0-9])(?:\(0[2-9][0-9]{1,2}\)|0[2-9][0-9]{1,2})[\s.-]?[0-9]{5,8}(?![0-9])")
_ACCOUNT = re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}|(?<![\w.])[\w.+-]{1,64}@[\w-]{1,63}\.[A-Za-z.]{2,20}")
_SPELLED = frozenset(
    ["kosong", "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "lapan", "sembilan"]
)
_FEWEST_SPELLED = 6  # digits in a row, written as words: no count of people has so many
_INTRODUCES = frozenset({"saya", "aku", "nama", "namaku", "panggil", "dipanggil", "pelapor", "am", "name", "im"})
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
    ACCOUNT = "account"  # an address of mail, or a name as in Telegram: "@nama"
    NAME = "name"


def without_points(text: str) -> str:
    """The text without degrees and links to a map: where exactly it is sees only the officer who takes the report."""
    return _POINT.sub("📍…", _MAP.sub("📍…", text))


def find(text: str, name: str) -> Personal | None:
    """The first thing that tells who wrote a text; `name` is the author's, as Telegram has it."""
    own, said = words_of(name), words_of(text)
    if _PHONE.search(text) or _HOUSE_PHONE.search(text) or _spells_a_number(said):
        return Personal.PHONE
    if _ACCOUNT.search(text):
        return Personal.ACCOUNT
    return Personal.NAME if _names(said, own) else None


def _names(said: Sequence[str], own: Sequence[str]) -> bool:
    """Whether words are the author's name, or a part of it behind "saya" or "nama"."""
    if sum(map(len, own)) < _SHORTEST_NAME:
        return False
    parts = {part for part in own if len(part) >= _SHORTEST_NAME}
    introduced = any(
        word in parts and not _INTRODUCES.isdisjoint(said[max(0, at - 2) : at]) for at, word in enumerate(said)
    )
    return introduced or any(said[at : at + len(own)] == own for at in range(len(said)))


def _spells_a_number(said: Sequence[str]) -> bool:
    row = 0
    for word in said:
        row = row + 1 if word in _SPELLED else 0
        if row >= _FEWEST_SPELLED:
            return True
    return False
