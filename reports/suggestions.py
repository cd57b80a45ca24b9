"""Suggests what a message is about: rules first, then what messages like it were about. A person chooses.

The second half is a complement naive Bayes (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers", 2003) over runs of three to five characters: it forgives spelling, and learns from few examples.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import log
from operator import add

from reports.category import Category, Kind, kind_of
from reports.category_table import ROWS
from reports.lessons import Lines, danger, reported
from reports.runs import MOST_WORDS, runs

MOST = 3  # suggestions: so many buttons are read at a glance

_SMOOTHING = 0.2
_RULE = 0.15  # what a word that speaks for a category by rule is worth beside what was learnt


def suggest(said: Sequence[str], scores: Mapping[str, int], only: Kind | None = None) -> tuple[Category, ...]:
    """At most three categories for the words of a message, the likeliest first.

    `scores` says how many words speak for a category by rule; with `only`, those of one kind come first. None are
    suggested where nothing speaks for any.
    """
    learnt = _learnt(said)
    if not learnt and not scores:
        return ()
    weighed = {code: _RULE * scores.get(code, 0) + learnt.get(code, 0.0) for code in (*_weights(), *scores)}
    ranked = sorted(
        weighed, key=lambda code: (only is not None and kind_of(Category(code)) is not only, -weighed[code])
    )
    return tuple(Category(code) for code in ranked[:MOST])


def _learnt(said: Sequence[str]) -> dict[str, float]:
    """How much better each category fits than the average, by what was learnt; empty when nothing of it is known."""
    weights = _weights()
    own, common, seen = [0.0] * len(weights), 0.0, 0
    for word in dict.fromkeys(said[:MOST_WORDS]):
        of_word, common_of_word, seen_of_word = _of_word(word)
        if seen_of_word:
            own = list(map(add, own, of_word))
            common += common_of_word
            seen += seen_of_word
    if not seen:
        return {}
    fit = [offset + (value + common) / seen for (_, offset), value in zip(weights.values(), own, strict=True)]
    mean = sum(fit) / len(fit)
    return {code: value - mean for code, value in zip(weights, fit, strict=True)}


@lru_cache(8_192)  # words repeat, from one message to the next
def _of_word(word: str) -> tuple[list[float], float, int]:
    """What the known runs of one word say for each category, in the order of `_weights`, and how many they are."""
    common, of_run = _common(), _own()
    seen = runs((word,)) & common.keys()
    own = dict.fromkeys(_weights(), 0.0)
    for run in seen:
        for code, weight in of_run[run]:
            own[code] += weight
    return list(own.values()), sum(common[run] for run in seen), len(seen)


def _lines(code: str) -> Lines:
    return (*reported().get(code, ()), *danger().get(code, ()))


# What was learnt, when it is first asked for.


@cache
def _counts() -> dict[str, Counter[str]]:
    tables = (reported(), danger())
    return {
        code: Counter(run for table in tables for said in table.get(code, ()) for run in runs(said)) for code in ROWS
    }


@cache
def _every() -> Counter[str]:
    return Counter(chain.from_iterable(counts.elements() for counts in _counts().values()))


@cache
def _weights() -> dict[str, tuple[dict[str, float], float]]:
    return _train(_counts(), _every())


@cache
def _common() -> dict[str, float]:
    return {run: -log(count + _SMOOTHING) for run, count in _every().items()}


@cache
def _own() -> dict[str, list[tuple[str, float]]]:
    return {run: [(code, own[run]) for code, (own, _) in _weights().items() if run in own] for run in _every()}


def _train(counts: Mapping[str, Counter[str]], every: Counter[str]) -> dict[str, tuple[dict[str, float], float]]:
    """For each category how much rarer its own runs are in the examples of all others, and what they all share."""
    return {
        code: (
            {run: -log((every[run] - count + _SMOOTHING) / (every[run] + _SMOOTHING)) for run, count in own.items()},
            log(every.total() - own.total() + _SMOOTHING * len(every)),
        )
        for code, own in counts.items()
    }
