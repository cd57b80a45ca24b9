"""Finds what a message tells of, not which words it takes: things that stand near each other, in any order.

A line is one phrase (see phrases.py), or several with `&` between them: then each must stand within a few words of the
next, whichever comes first. `/` stands between phrases that may take each other's place, `@name` takes any of a group.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA

from language.phrases import Found, Phrases
from language.words import squeeze

REACH = 5  # words that may stand between two parts
_MOST = 12  # places of one phrase that are looked at
_GUESSABLE = 6  # letters from which one slip is forgiven
_SHORTENED = 4  # letters from which a word without its vowels is looked up
_VOWELS = frozenset("aeiou")
_MOST_GUESSED = 60  # words of one message that are looked at twice


class Sign(NamedTuple):
    """One line found: its label, the words from its first part to its last, and where each part begins."""

    label: str
    start: int
    end: int  # exclusive
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    label: str
    parts: tuple[str, ...]


class Signs:
    """A table of lines under labels, with the groups they name, ready to be looked for in the words of a message."""

    def __init__(
        self,
        table: Mapping[str, Iterable[str]],
        groups: Mapping[str, Iterable[str]],
        slips: Iterable[str] = (),
        ordinary: Iterable[str] = (),
    ) -> None:
        self._table, self._groups, self._slips, self._ordinary = table, groups, slips, ordinary

    # Read from the table when they are first looked for.

    @cached_property
    def _by_part(self) -> dict[str, list[_Rule]]:
        """The lines by their first part."""
        by_part: dict[str, list[_Rule]] = defaultdict(list)
        for label, lines in self._table.items():
            for line in lines:
                rule = _Rule(label, tuple(part.strip() for part in line.split("&")))
                by_part[rule.parts[0]].append(rule)
        return by_part

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """The parts of which a phrase is one, by the phrase."""
        groups = {name: _split("/", lines) for name, lines in self._groups.items()}
        of_phrase: dict[str, list[str]] = defaultdict(list)
        for part in {part for rules in self._by_part.values() for rule in rules for part in rule.parts}:
            for phrase in dict.fromkeys(_phrases(part, groups)):
                of_phrase[phrase].append(part)
        return of_phrase

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases({phrase: (phrase,) for phrase in self._parts})

    @cached_property
    def _spelling(self) -> "_Spelling":
        return _Spelling(map(squeeze, self._slips), self._phrases.vocabulary.union(map(squeeze, self._ordinary)))

    def find(self, said: Sequence[str]) -> tuple[Sign, ...]:
        """Every line found in the words, in the order in which they begin."""
        places: dict[str, list[Found]] = defaultdict(list)
        for found in self._phrases.find(self._spelling.corrected(said), _MOST):
            for part in self._parts[found.label]:
                places[part].append(found)
        hits = (hit for part in places for rule in self._by_part.get(part, ()) for hit in _hits(rule, places))
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


class _Spelling:
    """Puts words with one slip of a letter right, unless they are words of their own."""

    def __init__(self, slips: Iterable[str], known: frozenset[str]) -> None:
        self._known = known
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._shortened: dict[str, str] = {}  # words by their consonants
        for word in slips:
            self._shortened[_consonants(word)] = word
            if len(word) >= _GUESSABLE:
                for length in (len(word) - 1, len(word), len(word) + 1):
                    self._near[word[0], length].append(word)
        self._read: dict[str, str] = {}

    def corrected(self, said: Sequence[str]) -> list[str]:
        guesses = _MOST_GUESSED
        read: list[str] = []
        for word in said:
            if word in self._known or (len(word) < _GUESSABLE - 1 and not _is_shortened(word)):
                read.append(word)
            elif word in self._read:
                read.append(self._read[word])
            elif guesses:
                guesses -= 1
                read.append(self._guess(word))
            else:
                read.append(word)
        return read

    def _guess(self, word: str) -> str:
        near = self._near.get((word[0], len(word)), ())
        meant = f"{word[:-1]}a"  # Malay of Riau and Minang end so: "buaye", "kapalo"
        if word[-1] in "eo" and meant in self._known:
            return self._remember(word, meant)
        meant = next((known for known in near if OSA.distance(word, known, score_cutoff=1) <= 1), word)
        if meant == word and _is_shortened(word):
            whole = self._shortened.get(_consonants(word), word)
            meant = whole if _is_within(word, whole) else word
        return self._remember(word, meant)

    def _remember(self, word: str, meant: str) -> str:
        if len(self._read) >= 4_096:
            self._read.clear()
        self._read[word] = meant
        return meant


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in _VOWELS)


def _is_shortened(word: str) -> bool:
    """Whether somebody saved the vowels, as in SMS: "dpkul", "kbkaran"."""
    return len(word) >= _SHORTENED and sum(letter in _VOWELS for letter in word) <= len(word) // 3


def _is_within(word: str, whole: str) -> bool:
    """Whether a word is another one with letters left out."""
    letters = iter(whole)
    return all(letter in letters for letter in word)


def _split(mark: str, lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for line in lines for part in line.split(mark))


def _phrases(part: str, groups: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A part as phrases: `@name` alone stands for every phrase of the group, within a phrase for its single words."""
    for phrase in (each.strip() for each in part.split("/")):
        if phrase.startswith("@") and not {" ", "|"}.intersection(phrase):
            yield from groups[phrase[1:]]
        elif " " not in phrase:
            yield from _words(phrase, groups)
        else:
            yield " ".join("|".join(_words(word, groups)) for word in phrase.split())


def _words(alternatives: str, groups: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for word in alternatives.split("|"):
        if word.startswith("@"):
            yield from (each for each in groups[word[1:]] if " " not in each)
        else:
            yield word


def _hits(rule: _Rule, places: Mapping[str, list[Found]]) -> Iterator[Sign]:
    first, *others = rule.parts
    if any(part not in places for part in others):
        return
    for anchor in places[first][: 2 * _MOST]:
        taken = [anchor]
        missing = others
        while missing:
            for part in missing:  # one that is too far away may be near what another one reaches
                near = next((one for one in places[part] if _is_near(one, taken)), None)
                if near is not None:
                    break
            else:
                break
            taken.append(near)
            missing = [other for other in missing if other is not part]
        if not missing:
            start, end = min(one.start for one in taken), max(one.end for one in taken)
            yield Sign(rule.label, start, end, tuple(one.start for one in taken))


def _is_near(one: Found, taken: Sequence[Found]) -> bool:
    """Whether a part stands within reach of those that were found, or between them; one word is not two parts."""
    if any(one.start < other.end and other.start < one.end for other in taken):
        return False
    return any(max(one.start - other.end, other.start - one.end) <= REACH for other in taken)
