"""Weighs whether a message sounds like danger, by what was learnt from examples: only ever a reason to ask.

A naive Bayes over runs of letters and pairs of words: where the signs of danger.py hear nothing, a message that sounds
like danger is asked about; where they are sure, one that sounds like talk is asked about too.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt
from typing import Any

from language.words import words
from reports.runs import MOST_WORDS, runs

ALARMING = 2.3  # from this weight on a message sounds like danger
CALM = -2.0  # down to this weight it sounds like talk, the news, a film

_SMOOTHING = 0.2
_DANGERS = frozenset(
    {
        "senjata_tajam", "penganiayaan", "ancaman", "tawuran", "kericuhan", "kebakaran", "medis", "bencana",
        "percobaan_bunuh_diri", "kekerasan_dalam_rumah_tangga", "objek_mencurigakan",
    }
)  # fmt: skip


def weigh(said: Sequence[str]) -> float:
    """How much words sound like danger, above zero, or like anything else, below it; 0 where nothing is known."""
    said = said[:MOST_WORDS]
    weight, count = 0.0, 0
    for word in dict.fromkeys(said):
        of_word, runs_of_word = _weight(word)
        weight += of_word
        count += runs_of_word
    pairs = {f"{first} {second}" for first, second in pairwise(said)}
    weight += sum(_WEIGHTS.get(pair, 0.0) for pair in pairs)
    return weight / sqrt(count + len(pairs) or 1)


@lru_cache(8_192)  # words repeat, from one message to the next
def _weight(word: str) -> tuple[float, int]:
    """The weight of the runs of one word, and how many they are."""
    found = runs((word,))
    return sum(_WEIGHTS.get(run, 0.0) for run in found), len(found)


def _features(said: Sequence[str]) -> frozenset[str]:
    return runs(said) | {f"{first} {second}" for first, second in pairwise(said[:MOST_WORDS])}


def _learn() -> dict[str, float]:
    about, sounding = _table("examples"), _table("doubt")
    lines: dict[bool, list[str]] = {True: [], False: list(sounding["calm"]["lines"])}
    for category, examples in about.items():
        lines[category in _DANGERS] += examples
    for examples in sounding["danger"].values():
        lines[True] += examples
    danger, calm = _counted(lines[True]), _counted(lines[False])
    more = log(len(lines[True]) / len(lines[False]))
    return {
        each: log((danger[each] + _SMOOTHING) / (calm[each] + _SMOOTHING)) - more
        for each in danger.keys() | calm.keys()
    }


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(each for line in lines for each in _features(words(line)))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


_WEIGHTS = _learn()
