"""Weighs messages between two kinds by examples of each: a naive Bayes over runs of letters and pairs of words."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log, sqrt

from reports.lessons import Lines
from reports.runs import MOST_WORDS, runs

_SMOOTHING = 0.2
_MOST_KNOWN = 8_192  # words whose weight is kept: they repeat, from one message to the next


class Scale:
    """Learnt from examples of two kinds: says of words how much they sound like the first, or like the second.

    It learns when it is first asked.
    """

    def __init__(self, first: Callable[[], Lines], second: Callable[[], Lines]) -> None:
        self._first, self._second = first, second
        self._of_word = lru_cache(_MOST_KNOWN)(self._weigh_word)

    def weigh(self, said: Sequence[str]) -> float:
        """Above zero for words like the first examples, below it for words like the second; 0 where none is known."""
        said = said[:MOST_WORDS]
        weight, count = 0.0, 0
        for word in dict.fromkeys(said):
            of_word, runs_of_word = self._of_word(word)
            weight += of_word
            count += runs_of_word
        pairs = {f"{one} {next_one}" for one, next_one in pairwise(said)}
        known = self._weights
        weight += sum(known[pair] for pair in pairs if pair in known)
        return weight / sqrt(count + len(pairs) or 1)

    @cached_property
    def _weights(self) -> dict[str, float]:
        first, second = self._first(), self._second()
        here, there = _counted(first), _counted(second)
        more = log(len(first) / len(second))
        logs = [log(count + _SMOOTHING) for count in range(1 + max(*here.values(), *there.values()))]
        return {each: logs[here.get(each, 0)] - logs[there.get(each, 0)] - more for each in here.keys() | there.keys()}

    def _weigh_word(self, word: str) -> tuple[float, int]:
        """The weight of the runs of one word, and how many they are."""
        found = runs((word,))
        return sum(self._weights.get(run, 0.0) for run in found), len(found)


def _counted(lines: Lines) -> Counter[str]:
    counted: Counter[str] = Counter()
    for said in lines:
        counted.update(runs(said))
        counted.update({f"{one} {next_one}" for one, next_one in pairwise(said[:MOST_WORDS])})
    return counted
