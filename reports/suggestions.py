"""Suggests what a message is about: rules first, then what messages like it were about. A person chooses.

The second half is a complement naive Bayes (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers", 2003) over runs of three to five characters: it forgives spelling, and learns from few examples.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log
from operator import add

from reports.category import Category, Kind, kind_of
from reports.category_table import ROWS
from reports.lessons import DANGER, REPORTED
from reports.runs import MOST_WORDS, runs

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
    own, common, seen = [0.0] * len(_WEIGHTS), 0.0, 0
    for word in dict.fromkeys(said[:MOST_WORDS]):
        of_word, common_of_word, seen_of_word = _of_word(word)
        if seen_of_word:
            own = list(map(add, own, of_word))
            common += common_of_word
            seen += seen_of_word
    if not seen:
        return {}
    fit = [offset + (value + common) / seen for (_, offset), value in zip(_WEIGHTS.values(), own, strict=True)]
    mean = sum(fit) / len(fit)
    return {code: value - mean for code, value in zip(_WEIGHTS, fit, strict=True)}


@lru_cache(8_192)  # words repeat, from one message to the next
def _of_word(word: str) -> tuple[list[float], float, int]:
    """What the known runs of one word say for each category, in the order of `_WEIGHTS`, and how many they are."""
    seen = runs((word,)) & _COMMON.keys()
    own = dict.fromkeys(_WEIGHTS, 0.0)
    for run in seen:
        for code, weight in _OWN[run]:
            own[code] += weight
    return list(own.values()), sum(_COMMON[run] for run in seen), len(seen)


def _counted() -> dict[str, Counter[str]]:
    return {
        code: Counter(run for table in (REPORTED, DANGER) for said in table.get(code, ()) for run in runs(said))
        for code in ROWS
    }


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
_EVERY = Counter(chain.from_iterable(counts.elements() for counts in _COUNTS.values()))
_RULE = 0.15  # what a word that speaks for a category by rule is worth beside what was learnt
_WEIGHTS = _train(_COUNTS, _EVERY)
_COMMON = {run: -log(count + _SMOOTHING) for run, count in _EVERY.items()}
_OWN = {run: [(code, own[run]) for code, (own, _) in _WEIGHTS.items() if run in own] for run in _EVERY}
