"""Finds phrases in a list of words: a small pattern language that keeps the word tables readable.

A pattern is words in a row. `a|b` takes either word, `#` a number, `...` lets up to three words between.
A word also matches with its clitic: "parang" finds "parangnya" and "paranglah".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from language.words import digits, squeeze

_GAP = "..."
_REACH = 3
_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu", "mi", "ji")


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

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[_Pattern]] = defaultdict(list)
        for label, lines in table.items():
            for line in lines:
                pattern = _Pattern(label, tuple(_part(part) for part in line.split()))
                for word in pattern.parts[0]:
                    self._by_first[word].append(pattern)

    def find(self, said: Sequence[str]) -> tuple[Found, ...]:
        """Every phrase found in the words, in the order in which they begin."""
        forms = [_forms(word) for word in said]
        return tuple(
            Found(pattern.label, start, end, pattern.weight)
            for start, form in enumerate(forms)
            for pattern in self._starting_with(form)
            if (end := _end(pattern.parts, forms, start)) is not None
        )

    def _starting_with(self, form: frozenset[str]) -> Iterable[_Pattern]:
        seen: dict[int, _Pattern] = {}
        for word in form:
            for pattern in self._by_first.get(word, ()):
                seen[id(pattern)] = pattern
        return seen.values()


def _part(text: str) -> frozenset[str]:
    return frozenset() if text == _GAP else frozenset(squeeze(word) for word in text.split("|"))


@lru_cache(1024)  # most words are everybody's
def _forms(word: str) -> frozenset[str]:
    forms = {word}
    forms.update(word[: -len(end)] for end in _CLITICS if word.endswith(end) and len(word) > len(end) + 2)
    if digits(word).isdigit():
        forms.add("#")
    return frozenset(forms)


def _end(parts: tuple[frozenset[str], ...], forms: Sequence[frozenset[str]], at: int) -> int | None:
    """Where the pattern ends when its first part stands at `at`, or None."""
    if not parts:
        return at
    if not parts[0]:
        ends = (_end(parts[1:], forms, start) for start in range(at, at + _REACH + 1))
        return next((end for end in ends if end is not None), None)
    if at < len(forms) and parts[0] & forms[at]:
        return _end(parts[1:], forms, at + 1)
    return None
