"""Finds phrases in a list of words: a small pattern language that keeps the word tables readable.

A pattern is words in a row. `a|b` takes either word, `a*` every word that begins so, `#` a number, `...` lets up to
three words between. A word also matches with its clitic: "parang" finds "parangnya" and "paranglah".
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from language.words import is_number, squeeze

_GAP = "..."
_REACH = 3
_MOST_KNOWN = 4_096
CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu", "mi", "ji")


@dataclass(frozen=True, slots=True)
class Found:
    """One phrase found: its label, the words it covers (`start` to `end`, exclusive), how many it names."""

    label: str
    start: int
    end: int
    weight: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    label: str
    parts: tuple[frozenset[str], ...]  # an empty set stands for a gap

    @property
    def weight(self) -> int:
        return sum(1 for part in self.parts if part)


class Phrases:
    """A table of patterns under labels, ready to be looked for in the words of a message."""

    def __init__(self, table: Mapping[str, Iterable[str]], endings: tuple[str, ...] = CLITICS) -> None:
        self._endings = endings
        self._by_first: dict[str, list[_Pattern]] = defaultdict(list)
        vocabulary: set[str] = set()
        for label, lines in table.items():
            for line in lines:
                pattern = _Pattern(label, tuple(_part(part) for part in line.split()))
                vocabulary.update(*pattern.parts)
                for word in pattern.parts[0]:
                    self._by_first[word].append(pattern)
        self._vocabulary = frozenset(vocabulary)
        self._beginnings = tuple(word[:-1] for word in vocabulary if word.endswith("*"))
        self._known: dict[str, frozenset[str]] = {}

    def find(self, said: Sequence[str]) -> tuple[Found, ...]:
        """Every phrase found in the words, in the order in which they begin."""
        known = self._known
        forms = [known[word] if word in known else self._read(word) for word in said]
        possible = self._possible(frozenset().union(*set(forms)))
        return tuple(
            Found(pattern.label, start, end, pattern.weight)
            for start, form in enumerate(forms)
            if form
            for pattern in _starting_with(form, possible)
            if (end := _end(pattern.parts, forms, start)) is not None
        )

    def _possible(self, said: frozenset[str]) -> dict[str, list[_Pattern]]:
        """The patterns none of whose words is missing, by their first word."""
        return {
            first: patterns
            for first in said & self._by_first.keys()
            if (
                patterns := [
                    pattern
                    for pattern in self._by_first[first]
                    if not any(part and part.isdisjoint(said) for part in pattern.parts)
                ]
            )
        }

    def _read(self, word: str) -> frozenset[str]:
        """What of the table's own words this one can stand for."""
        forms = {word}
        if word.endswith(self._endings):
            forms.update(word[: -len(end)] for end in self._endings if word.endswith(end) and len(word) > len(end) + 2)
        if is_number(word):
            forms.add("#")
        forms &= self._vocabulary
        if self._beginnings and word.startswith(self._beginnings):
            forms.update(f"{begins}*" for begins in self._beginnings if word.startswith(begins))
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[word] = known = frozenset(forms)
        return known


def outside(found: Iterable[Found], safe: Iterable[Found]) -> list[Found]:
    """The finds that none of `safe` covers whole; both in the order in which they begin."""
    waiting, reach, kept = deque(safe), 0, []
    for one in found:
        while waiting and waiting[0].start <= one.start:
            reach = max(reach, waiting.popleft().end)
        if one.end > reach:
            kept.append(one)
    return kept


def _starting_with(form: frozenset[str], possible: Mapping[str, list[_Pattern]]) -> Iterable[_Pattern]:
    if len(form) == 1:
        return possible.get(next(iter(form)), ())
    return {id(pattern): pattern for word in form for pattern in possible.get(word, ())}.values()


def _part(text: str) -> frozenset[str]:
    return frozenset() if text == _GAP else frozenset(squeeze(word) for word in text.split("|"))


def _end(parts: tuple[frozenset[str], ...], forms: Sequence[frozenset[str]], at: int) -> int | None:
    """Where the pattern ends when its first part stands at `at`, or None."""
    for place, part in enumerate(parts):
        if not part:
            ends = (_end(parts[place + 1 :], forms, start) for start in range(at, at + _REACH + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(forms) or part.isdisjoint(forms[at]):
            return None
        at += 1
    return at
