"""Weighs whether a message sounds like danger, by what was learnt from examples. It never raises the alarm by itself.

A naive Bayes over runs of letters and pairs of words: where the signs of danger.py hear nothing, a message that sounds
like danger is asked about; where they are sure, one that sounds like talk, the news or a film is asked about too.
"""

from collections.abc import Sequence

from reports.bayes import Scale
from reports.lessons import Lines, calm, danger, reported, together

# Weights, and what a message of more weight, or less, is.
ALARMING_STILL = 4.0  # above: asked about although its words deny the danger
ALARMING_THERE = 2.5  # above: asked about although it asks, laughs, or tells of a film, the news, the past
ALARMING = 1.85  # above: asked about although no word of danger stands in it
UNSURE = -1.3  # below: asked about although its words are sure
UNSURE_OF_FEW = -3.6  # below: the same, where they are few
FAR_FROM_SURE = -2.7  # below: the same, where they say that it is at hand
CALM = -2.0  # below: no danger where its words leave a doubt
TALK = -4.0  # below: talk, the news, a film, although words of danger stand in it


def weigh(said: Sequence[str]) -> float:
    """How much words sound like danger, above zero, or like anything else, below it; 0 where nothing is known."""
    return _SCALE.weigh(_without_places(said))


def _without_places(said: Sequence[str]) -> tuple[str, ...]:
    """The words but for those that only say where: reports of every kind name a TPS or a kelurahan."""
    return tuple(word for word in said if word not in _WHERE and not word.isdigit())


def _lessons(lines: Lines) -> Lines:
    return tuple(map(_without_places, lines))


def _others() -> Lines:
    return together({code: lines for code, lines in reported().items() if code not in danger()})


_WHERE = frozenset({"tps", "kelurahan", "kel", "kecamatan", "kec", "desa", "dusun", "rt", "rw"})
_SCALE = Scale(lambda: _lessons(together(danger())), lambda: _lessons((*together(calm()), *_others())))
