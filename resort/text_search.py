"""Finds the topics that answer a question: by their search words in any order, their forms, and slips of a letter."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from rapidfuzz.distance import Levenshtein

from language.forms import forms
from language.phrases import CLITICS
from language.words import squeeze, words
from resort.resort_text import ResortText

MOST = 2  # topics that are offered for one question
MOST_WORDS = 60  # of a question that are looked at
_CLEARLY = 2  # search words in a row that make a topic the answer, so that a weaker one is not offered beside it
_JOINING = frozenset(
    ["dan", "sama", "sekalian", "serta", "plus", "juga", "and", "also"]
)  # two things are asked at once
_FORGIVING = 6  # letters of a word from which one slip is forgiven
_EMPTY = frozenset(
    map(
        squeeze,
        (
            *(
                "yang",
                "di",
                "ke",
                "dari",
                "untuk",
                "buat",
                "saya",
                "aku",
                "kami",
                "dan",
                "itu",
                "ini",
                "ya",
                "pak",
                "bu",
            ),
            *("the", "a", "to", "i", "my", "is", "of", "for", "do", "how"),
        ),
    )
)


def search(question: str, topics: Iterable[ResortText]) -> tuple[ResortText, ...]:
    """At most two topics, the likeliest first; none when no search phrase of any stands whole in the question."""
    asked = words(question)
    said = _Said(asked)
    scored = [(score, topic) for topic in topics if (score := _score(said, _phrases(topic)))]
    scored.sort(key=lambda each: (-each[0][0], -each[0][1], each[1].name))
    if not scored:
        return ()
    best = scored[0][0][0]
    least = best if best >= _CLEARLY and _JOINING.isdisjoint(asked) else 1
    return tuple(topic for (longest, _), topic in scored if longest >= least)[:MOST]


class _Said:
    """The words of a question: each search word is looked for once."""

    def __init__(self, said: Iterable[str]) -> None:
        self._said = frozenset(islice(said, MOST_WORDS))
        self._by_length: dict[int, list[str]] = {}
        for word in self._said:
            self._by_length.setdefault(len(word), []).append(word)
        self._known: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = not self._said.isdisjoint(_forms(word)) or self._nearly(word)
        return self._known[word]

    def _nearly(self, word: str) -> bool:
        if len(word) < _FORGIVING:
            return False
        near = (each for length in range(len(word) - 1, len(word) + 2) for each in self._by_length.get(length, ()))
        return any(Levenshtein.distance(each, word, score_cutoff=1) <= 1 for each in near)


def _phrases(topic: ResortText) -> tuple[str, ...]:
    return (*topic.words, topic.title, topic.title_english)


def _score(said: _Said, phrases: tuple[str, ...]) -> tuple[int, int] | None:
    """The words of the longest phrase that is in the question, and how many phrases are."""
    found = [len(phrase) for phrase in map(_read, phrases) if phrase and all(word in said for word in phrase)]
    return (max(found), len(found)) if found else None


@lru_cache(4_096)
def _read(phrase: str) -> tuple[str, ...]:
    return tuple(word for word in words(phrase) if word not in _EMPTY)


@lru_cache(4_096)
def _forms(word: str) -> frozenset[str]:
    made = {word, *(forms(word) if word.isalpha() and len(word) >= 3 else ())}
    return frozenset(map(squeeze, (*made, *(f"{word}{ending}" for ending in CLITICS))))
