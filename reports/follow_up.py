"""What the reporter of an open report writes about it later in a few words: "sudah bubar pak", "polisinya mana"."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from importlib.resources import files

from language.phrases import Phrases
from language.words import squeeze


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
    if len(said) <= _FEW_WORDS:
        found |= {label for label, words in _ALONE.items() if words.intersection(said) and _DENY.isdisjoint(said)}
    if _MOVING in found:
        found.discard(FollowUp.OVER)
    return next((each for each in FollowUp if each in found), None)


def goes_on(said: Sequence[str]) -> bool:
    """Whether words go on about people and name no place: "aku takut", "mereka masih cari aku", "suami"."""
    told = [word for word in said if word not in _ASIDE]
    return bool(told) and told[0] in _PEOPLE and _PLACES.isdisjoint(told)


def speaks_of_a_place(said: Sequence[str]) -> bool:
    """Whether a word names a kind of place, or leads to one."""
    return not _PLACES.isdisjoint(said)


_TABLE = tomllib.loads(files(__package__).joinpath("follow_up.toml").read_text(encoding="utf-8"))
_SIGNS = Phrases(_TABLE["said"])
_ALONE = {label: frozenset(map(squeeze, words)) for label, words in _TABLE["alone"].items()}
_ASIDE, _PEOPLE, _PLACES = (frozenset(map(squeeze, _TABLE["goes_on"][name])) for name in ("aside", "people", "places"))
_DENY = frozenset({"belum", "tidak", "bukan", "jangan", "not"})
_MOVING = "moving"  # whoever does it is only somewhere else now
_MOST_WORDS = 14
_FEW_WORDS = 3
