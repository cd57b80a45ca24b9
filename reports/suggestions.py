"""Suggests what a message is about: rules first, then what messages like it were about. A person chooses.

The second half is a complement naive Bayes (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers", 2003) over runs of three to five characters: it forgives spelling, and learns from few examples.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from math import log
from typing import Any

from language.words import words
from reports.category import Category, Kind, kind_of
from reports.runs import runs

MOST = 3  # suggestions: so many buttons are read at a glance

_SMOOTHING = 0.2


def suggest(said: Sequence[str], scores: Mapping[str, int], only: Kind | None = None) -> tuple[Category, ...]:
    """At most three categories for the words of a message, the likeliest first.

    `scores` says how many words speak for a category by rule; with `only`, those of one kind come first. None are
    suggested where nothing speaks for any.
    """
    learnt = _learnt(said)
    if not learnt and not scores:
        return ()
    weighed = {code: _RULE * scores.get(code, 0) + learnt.get(code, 0.0) for code in (*_WEIGHTS, *scores)}
    ranked = sorted(
        weighed, key=lambda code: (only is not None and kind_of(Category(code)) is not only, -weighed[code])
    )
    return tuple(Category(code) for code in ranked[:MOST])


def _learnt(said: Sequence[str]) -> dict[str, float]:
    """How much better each category fits than the average, by what was learnt; empty when nothing of it is known."""
    seen = runs(said) & _OWN.keys()
    if not seen:
        return {}
    own = dict.fromkeys(_WEIGHTS, 0.0)
    for run in seen:
        for code, weight in _OWN[run]:
            own[code] += weight
    common = sum(_COMMON[run] for run in seen)
    fit = {code: offset + (own[code] + common) / len(seen) for code, (_, offset) in _WEIGHTS.items()}
    mean = sum(fit.values()) / len(fit)
    return {code: value - mean for code, value in fit.items()}


def _counted() -> dict[str, Counter[str]]:
    counts = {code: Counter[str]() for code in _examples("examples")}
    for table in (_examples("examples"), _examples("doubt")["danger"]):
        for code in counts.keys() & table.keys():
            counts[code].update(run for text in table[code] for run in runs(words(text)))
    return counts


def _examples(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _train(counts: Mapping[str, Counter[str]], every: Counter[str]) -> dict[str, tuple[dict[str, float], float]]:
    """For each category how much rarer its own runs are in the examples of all others, and what they all share."""
    return {
        code: (
            {run: -log((every[run] - count + _SMOOTHING) / (every[run] + _SMOOTHING)) for run, count in own.items()},
            log(every.total() - own.total() + _SMOOTHING * len(every)),
        )
        for code, own in counts.items()
    }


_COUNTS = _counted()
_EVERY: Counter[str] = sum(_COUNTS.values(), Counter())
_RULE = 0.15  # what a word that speaks for a category by rule is worth beside what was learnt
_WEIGHTS = _train(_COUNTS, _EVERY)
_COMMON = {run: -log(count + _SMOOTHING) for run, count in _EVERY.items()}
_OWN = {run: [(code, own[run]) for code, (own, _) in _WEIGHTS.items() if run in own] for run in _EVERY}
