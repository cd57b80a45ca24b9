"""Finds phrases in a list of words: a small pattern language that keeps the word tables readable.

A pattern is words in a row. `a|b` takes either word, `a*` every word that begins so, `#` a number, `...` lets up to
three words between. A word also matches with its clitic: "parang" finds "parangnya" and "paranglah".
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from language.words import MOST, is_number, squeeze

_GAP = "..."
_REACH = 3
_MOST_KNOWN = 4_096
CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu", "mi", "ji")


class Found(NamedTuple):
    """One phrase found: its label, the words it covers (`start` to `end`, exclusive), how many it names."""

    label: str
    start: int
    end: int
    weight: int


class _Pattern(NamedTuple):
    label: str
    parts: tuple[frozenset[str], ...]  # an empty set stands for a gap
    weight: int


class Phrases:
    """A table of patterns under labels, ready to be looked for in the words of a message."""

    def __init__(self, table: Mapping[str, Iterable[str]], endings: tuple[str, ...] = CLITICS) -> None:
        self._table = table
        self._endings = endings
        self._known: dict[str, frozenset[str]] = {}

    @cached_property
    def _by_first(self) -> dict[str, list[_Pattern]]:
        """The patterns by each word they can begin with, read from the table when they are first looked for."""
        by_first: dict[str, list[_Pattern]] = defaultdict(list)
        for label, lines in self._table.items():
            for line in lines:
                parts = tuple(_part(part) for part in line.split())
                pattern = _Pattern(label, parts, sum(1 for part in parts if part))
                for word in pattern.parts[0]:
                    by_first[word].append(pattern)
        return by_first

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the patterns."""
        parts = (part for patterns in self._by_first.values() for pattern in patterns for part in pattern.parts)
        return frozenset[str]().union(*parts)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(word[:-1] for word in self.vocabulary if word.endswith("*"))

    def find(self, said: Sequence[str], most: int = MOST) -> tuple[Found, ...]:
        """The phrases found in the words, in the order in which they begin; each label at most `most` times."""
        known = self._known
        forms = [known[word] if word in known else self._read(word) for word in said]
        different = set(forms)
        possible = self._possible(frozenset().union(*different))
        starting = {form: patterns for form in different if (patterns := _starting_with(form, possible))}
        if not starting:
            return ()
        found: list[Found] = []
        times: dict[str, int] = defaultdict(int)
        for start, form in enumerate(forms):
            for label, parts, weight in starting.get(form, ()):
                if times[label] >= most:
                    continue
                end = start + 1 if len(parts) == 1 else _end(parts, forms, start)
                if end is not None:
                    times[label] += 1
                    found.append(Found(label, start, end, weight))
        return tuple(found)

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
            if word.endswith("nya"):
                forms.add(word[:-2])  # "badannya" has been squeezed
            forms.update(word[: -len(end)] for end in self._endings if word.endswith(end) and len(word) > len(end) + 2)
        if is_number(word):
            forms.add("#")
        forms &= self.vocabulary
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


def _starting_with(form: frozenset[str], possible: Mapping[str, list[_Pattern]]) -> list[_Pattern]:
    """The possible patterns that begin with a word, each once though several of its forms may."""
    return list({id(pattern): pattern for word in form for pattern in possible.get(word, ())}.values())


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
