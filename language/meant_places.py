"""Which of the places that words name are meant: none that is denied, put right or left for another.

"bukan di TPS 5 tapi di TPS 7" · "TPS 5, eh salah, TPS 7" · "tadi di Purnama, sekarang pindah ke Bintan"
"""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from language.words import is_number, squeeze

Span = tuple[int, int]  # the words of a place, the end exclusive


class Meant(NamedTuple):
    """The places of a list that are meant, by where they stand in it; `corrects` if words put one right."""

    places: tuple[int, ...]
    corrects: bool = False


def meant(
    said: Sequence[str], places: Sequence[Span], marks: Sequence[str] = (), names: Sequence[object] = ()
) -> Meant:
    """Which of the places, in the order of the words, are meant.

    `marks` are those behind the words, where known. Of places of one of the `names` none is meant that is denied once.
    """
    gone: set[int] = set()
    corrects = bool(places) and (
        _is_correction(said[max(0, places[0][0] - _NEAR) : places[0][0]], _SURELY)
        or _led_by(said, places[0], _MOVES)
        or not _MEANT.isdisjoint(said[places[-1][1] : places[-1][1] + _SHORT])
    )
    by_number: set[int] = set()  # "bukan TPS 5 Jaya Mukti, tapi TPS 7": denied may be the TPS alone
    for at, place in enumerate(places):
        if (reach := _denied(said, place, marks)) is not None:
            (by_number if any(map(is_number, said[reach : place[0]])) else gone).add(at)
    if len(gone | by_number) < len(places):
        gone |= by_number
    denied = {names[at] for at in gone} if names else set()
    gone |= {at for at, name in enumerate(names) if name in denied}
    for at, (before, place) in enumerate(pairwise(places)):
        between = said[before[1] : place[0]]
        if at in gone and between and _LISTS.issuperset(between[:1]) and _BETWEEN.issuperset(between[1:]):
            gone.add(at + 1)
        if _slips_into_denial(between) and at + 2 == len(places) and at + 1 in gone:
            gone.update(range(at + 2))  # "TPS 5 eh bukan TPS 7": either may be meant
        elif _puts_right(between) or _led_by(said, place, _MOVES) or _is_now(said, place):
            gone.update(range(at + 1))
            corrects = True
    return Meant(tuple(at for at in range(len(places)) if at not in gone), corrects or bool(gone))


def tells_of_moving(said: Sequence[str]) -> bool:
    """Whether words tell that something goes on elsewhere: "mereka pindah ke TPS 8"."""
    return not _MOVES.isdisjoint(said)


def is_counted(word: str) -> bool:
    """Whether a number before this word counts something: "2 motor"."""
    return word in _COUNTED


def leads_on(word: str) -> bool:
    """Whether a number behind this word may be another of the same things: "TPS 5 atau 6", "TPS 5 eh 6"."""
    return word in _LEADS_ON


def _denied(said: Sequence[str], place: Span, marks: Sequence[str]) -> int | None:
    """The word that says that it is not there; None where nothing says so."""
    start, end = place
    if not _ONLY.isdisjoint(said[end : end + 1]):
        return None
    for index in range(start - 1, max(-1, start - 1 - _NEAR), -1):
        word = said[index]
        if marks and marks[index]:
            return None
        behind = said[index + 1 : index + 2]
        if word in _DENIES:
            return index if _ONLY.isdisjoint(behind) else None
        if (word in _DENIES_AT and list(behind) in _AT) or (word in _FAR and list(behind) == ["dari"]):
            return index
        if word not in _BETWEEN and not is_number(word):
            return None
    return None


def _slips_into_denial(between: Sequence[str]) -> bool:
    return any(one in _SLIPS and other in _DENIES for one, other in pairwise(between))


def _puts_right(between: Sequence[str]) -> bool:
    """Whether the words between two places say that the first was a mistake."""
    if not _ALSO.isdisjoint(between) or len(between) > _NEAR:
        return False
    if not _SLIPS.isdisjoint(between) and len(between) <= _SHORT:
        return True
    return _is_correction(between, _CORRECTS)


def _is_correction(said: Sequence[str], words: frozenset[str]) -> bool:
    return any(
        (word in words and behind not in _NO_CORRECTION) or (before in _THAT and word in _RIGHT and behind not in _ONLY)
        for before, word, behind in zip(("", *said), said, (*said[1:], ""), strict=False)
    )


def _is_now(said: Sequence[str], place: Span) -> bool:
    """Whether it was elsewhere before: "tadi di TPS 5, sekarang di TPS 8"."""
    return _led_by(said, place, _NOW) and not _WAS.isdisjoint(said[: place[0]])


def _led_by(said: Sequence[str], place: Span, words: frozenset[str]) -> bool:
    """Whether one of these words leads to a place: "pindah ke arah TPS 8"."""
    for index in range(place[0] - 1, max(-1, place[0] - 1 - _NEAR), -1):
        if said[index] in words:
            return True
        if said[index] not in _BETWEEN and not is_number(said[index]):
            return False
    return False


def _set(name: str, key: str = "words") -> frozenset[str]:
    return frozenset(word for each in _TABLE[key][name] for word in (each, squeeze(each)))


_TABLE = tomllib.loads(files(__package__).joinpath("meant_places.toml").read_text(encoding="utf-8"))
_DENIES, _DENIES_AT, _FAR = _set("denies"), _set("denies_at"), _set("far")
_BETWEEN, _ONLY, _LISTS, _ALSO = _set("between"), _set("only"), _set("lists"), _set("also")
_CORRECTS, _SLIPS, _MOVES = _set("corrects"), _set("slips"), _set("moves")
_MEANT = _set("meant")
_NOW, _WAS = _set("now"), _set("was")
_SURELY = _CORRECTS - _set("polite")  # also where no other place was named before
_COUNTED = _set("words", "counted")
_LEADS_ON = (_LISTS | _CORRECTS | _SLIPS | _DENIES | _BETWEEN | {"tapi", "tetapi", "tp", "but"}) - {"rt", "rw"}
_NO_CORRECTION = frozenset({"satu", "paham", "seorang", "tempat"})  # "salah satu"
_THAT, _RIGHT = frozenset({"yang", "yg"}), frozenset({"benar", "bener", "betul"})  # "yang benar TPS 7"
_AT = (["di"], ["lagi"])
_NEAR = 6  # words between a place and what is said of it
_SHORT = 3  # words in which a slip of the tongue is put right
