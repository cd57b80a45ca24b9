"""Suggests what a message is about: rules first, then what messages like it were about. A person chooses.

The second half is a naive Bayes over runs of three to five letters, words and pairs of words. What a category says of
a run is mixed with what all of them say of it (Jelinek and Mercer's smoothing), so that a run that stands everywhere
says nothing, and one seen once says little. It forgives spelling, and learns from few examples.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import log
from operator import add

from reports.category import Category, Kind, kind_of
from reports.category_table import ROWS
from reports.lessons import danger, reported, vocabulary
from reports.runs import MOST_WORDS, runs

MOST = 3  # suggestions: so many buttons are read at a glance

_COMMON = 0.3  # the share that what all categories say of a run has in what one of them says
_FEWEST_LEARNT = 3  # words from which on what was learnt outweighs a rule
_RULE = 0.2  # what a word that speaks for a category by rule is worth beside what was learnt


def suggest(said: Sequence[str], scores: Mapping[str, int], only: Kind | None = None) -> tuple[Category, ...]:
    """At most three categories for the words of a message, the likeliest first.

    `scores` says how many words speak for a category by rule; with `only`, those of one kind come first. None are
    suggested where nothing speaks for any.
    """
    learnt = _learnt(said)
    if not learnt and not scores:
        return ()
    weighed = {code: _RULE * scores.get(code, 0) + learnt.get(code, 0.0) for code in (*ROWS, *scores)}
    ranked = sorted(weighed, key=lambda code: (only is not None and not _is_of(code, only), -weighed[code]))
    said_by_rule = max(scores, key=lambda code: scores[code], default=None)
    if said_by_rule is not None and len(said) < _FEWEST_LEARNT and (only is None or _is_of(said_by_rule, only)):
        ranked.remove(said_by_rule)
        ranked.insert(0, said_by_rule)
    elif said_by_rule is not None and said_by_rule in ranked[MOST:] and (only is None or _is_of(said_by_rule, only)):
        ranked[MOST - 1] = said_by_rule  # a category may have no examples yet
    return tuple(Category(code) for code in ranked[:MOST])


def _is_of(code: str, kind: Kind) -> bool:
    return kind_of(Category(code)) is kind


def _learnt(said: Sequence[str]) -> dict[str, float]:
    """How much each category fits, by what was learnt; empty when nothing of the words is known."""
    said, weights = said[:MOST_WORDS], _weights()
    fit, seen = [0.0] * len(ROWS), 0
    for word in dict.fromkeys(said):
        of_word, seen_of_word = _of_word(word)
        if seen_of_word:
            fit = list(map(add, fit, of_word))
            seen += seen_of_word
    for pair in {f"{one} {next_one}" for one, next_one in pairwise(said)} & weights.keys():
        seen += 1
        for place, weight in weights[pair]:
            fit[place] += weight
    return {code: value / seen for code, value in zip(ROWS, fit, strict=True)} if seen else {}


@lru_cache(8_192)  # words repeat, from one message to the next
def _of_word(word: str) -> tuple[list[float], int]:
    """What the known runs of one word say for each category, in the order of the table, and how many they are."""
    fit, weights = [0.0] * len(ROWS), _weights()
    known = _parts((word,)) & weights.keys()
    for run in known:
        for place, weight in weights[run]:
            fit[place] += weight
    return fit, len(known)


def _parts(said: Sequence[str]) -> frozenset[str]:
    """The runs, the words and the pairs of words that are counted."""
    return runs(said).union((f"={word}" for word in said), (f"{one} {next_one}" for one, next_one in pairwise(said)))


@cache
def _weights() -> dict[str, list[tuple[int, float]]]:
    """What each part says for the categories in whose examples it stands, by their places in the table.

    Learnt when it is first asked for.
    """
    counts: list[Counter[str]] = [Counter() for _ in ROWS]
    for code, own in zip(ROWS, counts, strict=True):
        for said in chain(*(table.get(code, ()) for table in (reported(), danger(), vocabulary()))):
            own.update(_parts(said[:MOST_WORDS]))
    every: Counter[str] = Counter()
    for own in counts:
        every.update(own)
    total = every.total()
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, own in enumerate(counts):
        of_all = (1 - _COMMON) / _COMMON * total / (own.total() or 1)
        for part, count in own.items():
            weights.setdefault(part, []).append((place, log(1 + of_all * count / every[part])))
    return weights
