"""What the reporter of an open report writes about it later in a few words: "sudah bubar pak", "polisinya mana"."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise

from language.phrases import Phrases
from language.words import is_number, squeeze, words


class FollowUp(StrEnum):
    """What such words say of the report."""

    WORSE = "worse"  # it grows, or begins again
    NOBODY = "nobody"  # nobody came
    AFRAID = "afraid"  # its author is afraid
    THERE = "there"  # officers, or other help, are there
    WAITING = "waiting"  # where are they, how long will it take
    MISTAKEN = "mistaken"  # there was nothing, or something else
    OVER = "over"  # it has ended


def follow_up_of(said: Sequence[str]) -> FollowUp | None:
    """What the words of a message say of an open report, as `language.words` reads them; None for most messages."""
    if len(said) > _MOST_WORDS:
        return None
    found = {each.label for each in _SIGNS.find(said, 2) if not (each.start and said[each.start - 1] in _DENY)}
    if len(said) <= _FEW_WORDS and not speaks_of_a_place(said):  # "pasar lama" asks for nobody
        found |= {label for label, known in _ALONE.items() if known.intersection(said) and _DENY.isdisjoint(said)}
    if _MOVING in found:
        found.discard(FollowUp.OVER)
    return next((each for each in FollowUp if each in found), None)


def asks_after(text: str) -> bool:
    """Whether words only ask if a report was read, or what became of it: "apakah sudah dibaca pak?", "ada yg baca".

    "sudah diterima pak" asks nothing: it may answer an officer.
    """
    said = words(text)
    if not said or len(said) > _MOST_ASKED or not _ASKED.issuperset(said) or _ABOUT.isdisjoint(said):
        return False
    rest = [word for word in said if word not in _ADDRESSES]
    read = rest[:2] == ["ada", "yang"] and not _READS.isdisjoint(rest[2:3])
    whether = "belum" in rest and "sudah" in rest[: rest.index("belum")]
    return "?" in text or rest[-1] in _ENDS or rest[0] in _BEGINS or "mana" in rest or read or whether


def goes_on(said: Sequence[str]) -> bool:
    """Whether words go on about people and name no place: "aku takut", "mereka masih cari aku", "suami"."""
    told = [word for word in said if word not in _ASIDE]
    return bool(told) and told[0] in _PEOPLE and _PLACES.isdisjoint(told)


def speaks_of_a_place(said: Sequence[str]) -> bool:
    """Whether a word names a kind of place, or leads to one."""
    return not _PLACES.isdisjoint(said)


def tells_details(said: Sequence[str]) -> bool:
    """Whether words tell of what happened and name no place: "kuponnya warna kuning", "ada 3 orang", "motor hitam"."""
    bare = [_bare(word) for word in said]
    if len(said) <= 1 or speaks_of_a_place((*said, *bare)):
        return False
    if not _LOOKS.isdisjoint(said) or said[0] in _JOINS or _is_plate(said):
        return True
    if any(is_number(number) and unit in _COUNTED for number, unit in pairwise(said)):
        return True
    things = sum(word in _THINGS for word in bare)
    if things > 1 or (things and (said[0] == "ada" or not _COLOURS.isdisjoint(said))):
        return True
    if len(said) >= _SENTENCE and not _ABOUT_PEOPLE.isdisjoint(said[1:-1]):
        return True  # "bapak itu suruh saya tanda tangan"
    return bare[0] != said[0] and bare[0] not in _NO_THINGS


def _bare(word: str) -> str:
    """A word without its "-nya": "kuponnya" is "kupon"."""
    stem = word.removesuffix("nya")
    return stem if len(stem) > 1 else word


def _is_plate(said: Sequence[str]) -> bool:
    """Whether words are the plate of a car: "BM 1234 XY"."""
    match said:
        case [region, number, series]:
            return len(region) in (1, 2) and number.isdecimal() and len(number) in (3, 4) and len(series) in (1, 2, 3)
        case _:
            return False


_TABLE = tomllib.loads(files(__package__).joinpath("follow_up.toml").read_text(encoding="utf-8"))
_SIGNS = Phrases(_TABLE["said"])
_ALONE = {label: frozenset(map(squeeze, known)) for label, known in _TABLE["alone"].items()}
_ASIDE, _PEOPLE, _PLACES = (frozenset(map(squeeze, _TABLE["goes_on"][name])) for name in ("aside", "people", "places"))
_ABOUT, _ADDRESSES, _BESIDE, _ENDS, _BEGINS, _READS = (
    frozenset(map(squeeze, _TABLE["asks_after"][name]))
    for name in ("about", "aside", "beside", "ends", "begins", "reads")
)
_ASKED = _ABOUT | _ADDRESSES | _BESIDE
_MOST_ASKED = 10
_THINGS, _LOOKS, _COLOURS, _COUNTED, _JOINS, _NO_THINGS = (
    frozenset(map(squeeze, _TABLE["details"][name]))
    for name in ("things", "looks", "colours", "counted", "joins", "no_things")
)
_ABOUT_PEOPLE = frozenset({"saya", "aku", "kami", "dia", "mereka", "she", "he", "they"})
_SENTENCE = 4  # words
_DENY = frozenset({"belum", "tidak", "bukan", "jangan", "not"})
_MOVING = "moving"  # whoever does it is only somewhere else now
_MOST_WORDS = 14
_FEW_WORDS = 3
