"""Finds place names in free text: glued, abbreviated or misspelt, and told from ordinary words."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from language.characters import fold
from language.words import digits, squeeze

_Match = Callable[[str], tuple[str, ...]]

_LONGEST = 5  # words in a name
_MOST = 300  # words that are searched: a place is named before that, and nobody may keep us busy
_UNMISTAKABLE = 5  # letters from which a name needs no word before it
_GUESSABLE = 7  # letters from which one slip is forgiven
_SYLLABLE = 3  # letters of each word in a district's short name
_SIZES = (2, 1)  # words of a village's name that is an ordinary word
_LONG = 11  # letters, without a "sungai" or "bukit" that many names share, from which two slips are


@dataclass(frozen=True, slots=True)
class _Mention:
    """One stretch of words that names a place, and the codes it may mean."""

    start: int
    end: int
    codes: tuple[str, ...]


class Gazetteer:
    """The names of a set of places by their Kemendagri codes, ready to be found in text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        codes: dict[str, list[str]] = defaultdict(list)
        for code, name in names.items():
            codes[_glue(_split(name))].append(code)
        self._codes = {key: tuple(sorted(named)) for key, named in codes.items()}
        self._letters = {key: len("".join(_split(names[named[0]]))) for key, named in self._codes.items()}
        for key, named in _shortened(names, self._codes).items():
            self._codes[key], self._letters[key] = named, len(key)
        self._written_out = _by_words(names)
        self._slips = {key: _forgiven(key) for key in self._codes if len(key) >= _GUESSABLE}
        self._near: dict[tuple[str, int], list[str]] = {}
        for key, slips in self._slips.items():
            for length in range(max(len(key) - slips, _GUESSABLE), len(key) + slips + 1):
                self._near.setdefault((key[0], length), []).append(key)
        self._parts = _parts(names, self._codes)
        self._codes |= self._parts

    def find(self, text: str) -> list[str]:
        """The codes named in a text, in its order and without repetition."""
        said = _split(text)[:_MOST]
        even = [squeeze(word) for word in said]
        glued = [list(accumulate(even[start : start + _LONGEST], _joined)) for start in range(len(said))]
        exact = list(self._mentions(said, glued, self._exactly, frozenset()))
        taken = frozenset(index for mention in exact for index in range(mention.start, mention.end))
        guessed = list(self._mentions(said, glued, cache(self._nearly), taken))
        mentions = [*exact, *guessed]
        mentions += self._abbreviated(said, even, mentions)
        mentions += self._beside_districts(said, mentions)
        mentions.sort(key=lambda mention: mention.start)
        return list(dict.fromkeys(code for mention in _settle(mentions) for code in mention.codes))

    def _mentions(
        self, said: list[str], glued: list[list[str]], match: _Match, taken: frozenset[int]
    ) -> Iterable[_Mention]:
        """What `match` finds; `glued` holds, for each word, what begins with it: one word, two, up to five."""
        start = 0
        while start < len(said):
            mention = self._longest(said, start, glued[start], match, taken)
            if mention:
                yield mention
            start = mention.end if mention else start + 1

    def _longest(
        self, said: list[str], start: int, glued: list[str], match: _Match, taken: frozenset[int]
    ) -> _Mention | None:
        for end in range(start + len(glued), start, -1):
            keys = match(glued[end - start - 1])
            if keys and taken.isdisjoint(range(start, end)):
                meant = [key for key in keys if self._meant(key, said, start, end)]
                codes = _hinted([code for key in meant for code in self._codes[key]], said[:start])
                if codes:
                    return _Mention(start, end, codes)
        return None

    def _abbreviated(self, said: list[str], even: list[str], mentions: list[_Mention]) -> Iterable[_Mention]:
        """Names of which one word is written out, and the others are without their vowels: "bagan bsr", "jy mukti"."""
        taken = _covered(mentions)
        short = {place for place, word in enumerate(said) if _VOWELS.isdisjoint(word[1:])}
        beside = short.union(place - 1 for place in short) | {place + 1 for place in short}
        for place in sorted(beside.intersection(range(len(even)))):
            for name, within, code in self._written_out.get(even[place], ()):
                start, end = place - within, place - within + len(name)
                free = start >= 0 and taken.isdisjoint(range(start, end)) and said[start - 1 : start] not in _STREETS
                if free and _abbreviates(said[start:end], even[start:end], name):
                    yield _Mention(start, end, (code,))

    def _beside_districts(self, said: list[str], mentions: list[_Mention]) -> Iterable[_Mention]:
        """Villages that bear an ordinary word as their name, beside their district: "dumbar purnama"."""
        taken = _covered(mentions)
        for mention in mentions:
            within = tuple(f"{code}." for code in mention.codes if code.count(".") == 2)
            start = mention.start - (said[mention.start - 1 : mention.start] in _HINTED)
            spans = ((start - size, start) for size in _SIZES), ((mention.end, mention.end + size) for size in _SIZES)
            for first, end in (*spans[0], *spans[1]) if within else ():
                if first < 0 or end > len(said) or not taken.isdisjoint(range(first, end)):
                    continue
                key = _glue(said[first:end])
                keys = self._exactly(key) or self._nearly(key)
                codes = tuple(code for key in keys for code in self._codes[key] if code.startswith(within))
                if codes:
                    yield _Mention(first, end, codes)

    def _exactly(self, glued: str) -> tuple[str, ...]:
        return (glued,) if glued in self._codes else ()

    def _nearly(self, glued: str) -> tuple[str, ...]:
        """The names nearest to a misspelt one; the first letter must be right."""
        keys = self._near.get((glued[0], len(glued)))
        if keys is None:
            return ()
        matches = process.extract(glued, keys, scorer=OSA.distance, processor=None, score_cutoff=2, limit=None)
        near = [(key, distance) for key, distance, _ in matches if distance <= self._slips[key]]
        least = min((distance for _, distance in near), default=0)
        return tuple(key for key, distance in near if distance == least)

    def _meant(self, key: str, said: list[str], start: int, end: int) -> bool:
        """Whether the words are meant as a place: not a street's name, and not an ordinary word by itself."""
        before = said[start - 1] if start else ""
        if before in _STREET:
            return False
        if key in self._parts:
            return _alone(said, start, end) or before in _OF_VILLAGES
        if key not in _ORDINARY and self._letters[key] >= _UNMISTAKABLE:
            return True
        return _alone(said, start, end) or before in _LEAD or before in _HINTS or before.isdigit()


def _split(text: str) -> list[str]:
    """The words of a text or a name, short forms and numbers in one way: "sei 9" and "Sungai Sembilan" are the same."""
    parts = re.findall(r"[^\W\d_]+|[0-9]+", digits(fold(text)))
    return [_SHORT.get(word) or _ROMAN.get(word, word) for word in parts]


def _shortened(names: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What people call a place whose name is long: "dumtim" for a district, the first two words of three or more."""
    short: dict[str, set[str]] = defaultdict(set)
    for code, name in names.items():
        words = _split(name)
        if len(words) == 2 and code.count(".") == 2 and min(map(len, words)) > _SYLLABLE:
            short[_glue(word[:_SYLLABLE] for word in words)].add(code)
        if len(words) > 2 and sum(map(len, words[:2])) >= _LONG:
            short[_glue(words[:2])].add(code)
    return {key: tuple(codes) for key, codes in short.items() if len(codes) == 1 and key not in known}


def _parts(names: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What stands in the name of one village alone, said for the whole: "basilam", "kayu kapur"."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in names.items():
        words = _split(name)
        for size in range(1, len(words)):
            for start in range(len(words) - size + 1):
                found[_glue(words[start : start + size])].add(code)
    return {
        key: tuple(codes)
        for key, codes in found.items()
        if len(codes) == 1
        and len(key) >= _UNMISTAKABLE
        and key not in known
        and key not in _SAY_NOTHING
        and min(codes).count(".") == 3
    }


def _by_words(names: Mapping[str, str]) -> dict[str, list[tuple[list[str], int, str]]]:
    """The names of several words, and the first two of long ones, by each longer word: with its place, and the code."""
    by_words: dict[str, list[tuple[list[str], int, str]]] = defaultdict(list)
    for code, name in names.items():
        words = [squeeze(word) for word in _split(name)]
        beginning = [words[:2]] if len(words) > 2 and len("".join(words[:2])) >= _LONG else []
        for said in (words, *beginning) if len(words) > 1 else ():
            for place, word in enumerate(said):
                if len(word) >= _UNMISTAKABLE:
                    by_words[word].append((said, place, code))
    return by_words


def _abbreviates(said: list[str], even: list[str], name: list[str]) -> bool:
    """Whether words are a name, all that differ without their vowels; where the others say little, not too short."""
    telling = any(one == whole and whole not in _SAY_NOTHING for one, whole in zip(even, name, strict=False))
    least = 1 if telling else _SYLLABLE
    return len(even) == len(name) and all(
        one == whole or (least <= len(word) < len(whole) and _saves_vowels(word, whole))
        for word, one, whole in zip(said, even, name, strict=False)
    )


def _saves_vowels(word: str, whole: str) -> bool:
    """Whether a word is another one without its vowels: "bsr" for "besar"."""
    letters = iter(whole)
    return word[0] == whole[0] and _VOWELS.isdisjoint(word[1:]) and all(letter in letters for letter in word)


def _covered(mentions: Iterable[_Mention]) -> frozenset[int]:
    return frozenset(index for mention in mentions for index in range(mention.start, mention.end))


def _alone(said: list[str], start: int, end: int) -> bool:
    """Whether nothing is said but a name, what kind of place it is, and numbers: "kel guntung, tps 1"."""
    around = (*said[:start], *said[end:])
    return all(word in _HINTS or word in _NUMBERED or word in _CALLED or word.isdigit() for word in around)


def _glue(parts: Iterable[str]) -> str:
    """Official names glue words ("Sungaiara"), people do as they like: compare without spaces and doubled letters."""
    return squeeze("".join(parts))


def _joined(left: str, right: str) -> str:
    """Like `_glue`, for two that are free of doubled letters already."""
    return left + (right if left[-1].isdecimal() else right.removeprefix(left[-1]))


def _forgiven(key: str) -> int:
    own = next((key.removeprefix(short) for short in _SHORT.values() if key.startswith(short)), key)
    return 2 if len(own) >= _LONG else 1


def _hinted(codes: list[str], before: list[str]) -> tuple[str, ...]:
    """The codes that agree with a "kec" or "kel" just before, or all of them."""
    word = before[-1] if before else ""
    dots = 2 if word in _DISTRICT else 3 if word in _VILLAGE else 0
    return tuple(code for code in codes if code.count(".") == dots) or tuple(codes)


def _settle(mentions: list[_Mention]) -> Iterable[_Mention]:
    """Of villages with one name, keep those in a district that the text names too, and that district for its own name.

    "Sukajadi, Dumai Kota" names no village Dumai Kota.
    """
    around = {code.rpartition(".")[0] for mention in mentions if len(mention.codes) == 1 for code in mention.codes}
    districts = {
        mention.codes[0] for mention in mentions if len(mention.codes) == 1 and mention.codes[0].count(".") == 2
    }
    for mention in mentions:
        inside = tuple(code for code in mention.codes if code.rpartition(".")[0] in districts)
        own = tuple(code for code in mention.codes if code.count(".") == 2 and code in around)
        if own and len(mention.codes) > 1:
            yield _Mention(mention.start, mention.end, own)
            continue
        yield _Mention(mention.start, mention.end, inside) if inside else mention


_TABLE = tomllib.loads(files(__package__).joinpath("gazetteer.toml").read_text(encoding="utf-8"))
_SHORT: dict[str, str] = _TABLE["short"]
_ROMAN: dict[str, str] = _TABLE["roman"]
_CALLED = frozenset(_TABLE["called"]["words"])
_DISTRICT = frozenset(_TABLE["before"]["district"])
_VILLAGE = frozenset(_TABLE["before"]["village"])
_HINTS = _DISTRICT | _VILLAGE
_HINTED = tuple([word] for word in _DISTRICT)
_OF_VILLAGES = frozenset(_TABLE["before"]["of_villages"])
_NUMBERED = frozenset(_TABLE["called"]["numbered"])
_SAY_NOTHING = frozenset(map(squeeze, _TABLE["ordinary"]["parts"]))
_VOWELS = frozenset("aeiou")
_STREET = frozenset(_TABLE["before"]["street"])
_STREETS = tuple([word] for word in _STREET)
_LEAD = frozenset(_TABLE["before"]["lead"])
_ORDINARY = frozenset(map(squeeze, _TABLE["ordinary"]["names"]))
