"""Finds place names in free text: glued, abbreviated or misspelt, and told from ordinary words."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from language.characters import fold
from language.meant_places import leads_on, meant
from language.words import digits, squeeze

_Match = Callable[[str], tuple[str, ...]]

_LONGEST = 5  # words in a name
_MOST = 300  # words that are searched: a place is named before that, and nobody may keep us busy
_FEW = 30  # words of a message that is nothing but a place
_UNMISTAKABLE = 5  # letters from which a name needs no word before it
_GUESSABLE = 7  # letters from which one slip is forgiven
_SYLLABLE = 3  # letters of each word in a district's short name
_SIZES = (2, 1)  # words of a village's name that is an ordinary word
_LONG = 11  # letters, without a "sungai" or "bukit" that many names share, from which two slips are
_CUT = 4  # letters of a word that is cut short: "simp", "pangk"
_TELLING = 4  # letters of a word that, written out, tells a name
_BONES = 6  # letters of a name in one word without some of its vowels: "bktimah"
_INITIALS = 4  # words of a name that its first letters stand for; fewer where "kel" leads to them
_FEWEST_INITIALS = 3
_BEGINNING = 4  # letters that are right in a name with two slips
_MOST_DOUBTED = 20  # names of one text that may be part of a longer one


@dataclass(frozen=True, slots=True)
class _Mention:
    """One stretch of words that names a place, and the codes it may mean."""

    start: int
    end: int
    codes: tuple[str, ...]


class Named(NamedTuple):
    """The codes that a text names and means, those that it denies, and whether it puts a place right by it."""

    codes: list[str]
    denied: frozenset[str]
    corrects: bool


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
        self._cut = _cut_short(self._written_out)
        self._slips = {key: _forgiven(key) for key in self._codes if len(key) >= _GUESSABLE}
        self._near: dict[tuple[str, int], dict[str, str]] = {}  # what names sound like, by beginning and length
        sounds = {_glue(_split(name)): _glue(map(_sound, _split(name))) for name in names.values()}
        for key, slips in self._slips.items():
            sound = sounds.get(key, key)
            for length in range(max(len(sound) - slips, _GUESSABLE), len(sound) + slips + 1):
                self._near.setdefault((key[0], length), {})[key] = sound
        self._bones: dict[str, list[str]] = defaultdict(list)
        for key in self._slips:
            self._bones[_without_vowels(key)].append(key)
        self._initials = _initials(names)
        self._parts = _parts(names, self._codes)
        self._codes |= self._parts

    def find(self, text: str) -> Named:
        """The codes that a text names and means, in its order and without repetition."""
        said, breaks = _said(text)
        even = [squeeze(word) for word in said]
        glued, heard = _runs(even), list(map(_sound, even))
        exact = list(self._mentions(said, glued, self._exactly, frozenset()))
        longer = list(self._abbreviated(said, even, exact))
        longer += self._perhaps_longer(even, exact, _covered(longer))
        exact = [one for one in exact if not any(one.start < other.end and other.start < one.end for other in longer)]
        mentions = [*exact, *longer]
        glued = glued if heard == even else _runs(heard)
        mentions += self._mentions(said, glued, cache(self._nearly), _covered(mentions))
        mentions += self._in_one_word(said, even, mentions)
        mentions += self._as_an_address(said, even, breaks, mentions)
        mentions += self._beside_districts(said, mentions)
        mentions += self._listed(said, mentions)
        mentions.sort(key=lambda mention: mention.start)
        spans = [(mention.start, mention.end) for mention in mentions]
        marks = ["," if place + 1 in breaks else "" for place in range(len(said))]
        found = meant(said, spans, marks, [mention.codes for mention in mentions])
        every, mentions = mentions, _without_denied(mentions, found.places)
        codes = dict.fromkeys(code for mention in _settle(mentions) for code in mention.codes)
        denied = frozenset(code for mention in every for code in mention.codes) - codes.keys()
        return Named(list(codes), denied if found.corrects else frozenset(), found.corrects)

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
                if end - start == 1 and glued[0] not in meant and not _stands_out(said, start):
                    continue  # "pohon pelindung" is no slip of a letter
                codes = _hinted([code for key in meant for code in self._codes[key]], said[:start])
                if codes:
                    return _Mention(start, end, codes)
        return None

    def _abbreviated(self, said: list[str], even: list[str], exact: list[_Mention]) -> Iterable[_Mention]:
        """Names of which one word is written out, and the others are cut short: "bagan bsr", "jy mukti", "simp tetap".

        They may hold a shorter name that is written out, and no part of one.
        """
        short = {place for place, word in enumerate(said) if _VOWELS.isdisjoint(word[1:]) or word in self._cut}
        beside = short.union(place - 1 for place in short) | {place + 1 for place in short}
        for place in sorted(beside.intersection(range(len(even)))):
            for name, within, code in self._written_out.get(even[place], ()):
                start, end = place - within, place - within + len(name)
                free = start >= 0 and all(
                    one.end <= start or end <= one.start or (start <= one.start and one.end <= end) for one in exact
                )
                if free and not _on_a_street(said, start) and _abbreviates(said[start:end], even[start:end], name):
                    yield _Mention(start, end, (code,))

    def _perhaps_longer(self, even: list[str], exact: list[_Mention], taken: frozenset[int]) -> Iterable[_Mention]:
        """Names beside whose last or first word a slip stands, so that another one may be meant: "tebet brat"."""
        for one in exact[:_MOST_DOUBTED]:
            for start, end, name, code in self._around(even, one):
                if taken.isdisjoint(range(start, end)) and all(map(_resembles, even[start:end], name)):
                    yield _Mention(start, end, (*one.codes, code))

    def _around(self, even: list[str], one: _Mention) -> Iterable[tuple[int, int, list[str], str]]:
        """Where a longer name would stand that has the words of a shorter one in it."""
        for place in range(one.start, one.end):
            for name, within, code in self._written_out.get(even[place], ()):
                start, end = place - within, place - within + len(name)
                if 0 <= start <= one.start and one.end <= end <= len(even) and len(name) > one.end - one.start:
                    yield start, end, name, code

    def _in_one_word(self, said: list[str], even: list[str], mentions: list[_Mention]) -> Iterable[_Mention]:
        """Names of which one word is left: without some vowels ("bktimah"), or their first letters ("kel stdi")."""
        taken = _covered(mentions)
        for place, word in enumerate(even):
            bones = _bones(word) if len(word) >= _BONES else None
            keys = [
                key
                for key in self._bones.get(bones or "", ())
                if key != word and _stands_in(word, key) and self._meant(key, said, place, place + 1)
            ]
            codes = [code for key in keys for code in self._codes[key]]
            if said[place] in self._initials and _is_led_to(said, place):
                led = not _HINTS.isdisjoint(said[place - 1 : place]) or said[place + 1 : place + 2] == ["tps"]
                codes += [code for code, of in self._initials[said[place]] if of >= _INITIALS or led]
            if codes and place not in taken:
                yield _Mention(place, place + 1, _hinted(codes, said[:place]))

    def _as_an_address(
        self, said: list[str], even: list[str], breaks: list[int], mentions: list[_Mention]
    ) -> Iterable[_Mention]:
        """A name that is an ordinary word, where it stands alone behind the last comma: "sampah menumpuk, bintan"."""
        start = breaks[-1] if breaks else len(said)
        if start > 0 and len(said) - start <= 1 and _covered(mentions).isdisjoint(range(start, len(said))):
            for word in even[start:]:
                if word in self._codes and word in _ORDINARY - _ADJECTIVES and self._letters[word] >= _UNMISTAKABLE:
                    yield _Mention(start, len(said), self._codes[word])

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

    def _listed(self, said: list[str], mentions: list[_Mention]) -> Iterable[_Mention]:
        """Names that are ordinary words, listed with another one: "mundam apa guntung", "purnama sama bagan keladi"."""
        taken = _covered(mentions)
        for mention in mentions:
            for joins, place in ((mention.start - 1, mention.start - 2), (mention.end, mention.end + 1)):
                if place < 0 or place >= len(said) or place in taken or said[joins] not in _LISTS:
                    continue
                key = squeeze(said[place])
                if key in self._codes and key in _ORDINARY - _ADJECTIVES | _LISTED:
                    yield _Mention(place, place + 1, self._codes[key])

    def _exactly(self, glued: str) -> tuple[str, ...]:
        return (glued,) if glued in self._codes else ()

    def _nearly(self, glued: str) -> tuple[str, ...]:
        """The names nearest to a misspelt one; the first letter must be right."""
        sounds = self._near.get((glued[0], len(glued)))
        if sounds is None:
            return ()
        matches = process.extract(glued, sounds, scorer=OSA.distance, processor=None, score_cutoff=2, limit=None)
        near = [
            (key, distance)
            for sound, distance, key in matches
            if distance <= self._slips[key] and (distance < 2 or sound.startswith(glued[:_BEGINNING]))
        ]
        least = min((distance for _, distance in near), default=0)
        return tuple(key for key, distance in near if distance == least)

    def _meant(self, key: str, said: list[str], start: int, end: int) -> bool:
        """Whether the words are meant as a place: not a street's name, and not an ordinary word by itself."""
        before = said[start - 1] if start else ""
        if _on_a_street(said, start):
            return False
        if key in self._parts:
            return _alone(said, start, end, self._codes) or before in _OF_VILLAGES
        if key not in _ORDINARY and self._letters[key] >= _UNMISTAKABLE:
            return True
        return _alone(said, start, end, self._codes) or before in _LEAD or before in _HINTS or before.isdigit()


def _split(text: str) -> list[str]:
    """The words of a text or a name, short forms and numbers in one way: "sei 9" and "Sungai Sembilan" are the same."""
    return _said(text)[0]


def _said(text: str) -> tuple[list[str], list[int]]:
    """The words of a text, and those before which a part of it ends."""
    words: list[str] = []
    breaks: list[int] = []
    for part in _PARTS.findall(digits(fold(text))):
        if part in _BREAKS:
            breaks.append(len(words))
            if words and words[-1] in _STREET:
                words[-1] += part  # no name of a street follows: "parkir di jalan, Sungai Geniot"
        elif len(words) == _MOST:
            return words, []
        else:
            words.append(_SHORT.get(part) or _ROMAN.get(part, part))
    return words, breaks


def _runs(words: list[str]) -> list[list[str]]:
    """For each word, what begins with it, glued: one word, two, up to five."""
    return [list(accumulate(words[start : start + _LONGEST], _joined)) for start in range(len(words))]


@lru_cache(4_096)
def _sound(word: str) -> str:
    """A word as it sounds at its end, whatever the region writes: "binje" and "binjai", "datok" and "datuk"."""
    for written, heard in _ENDINGS:
        word = written.sub(heard, word)
    return word


def _without_vowels(word: str) -> str:
    return word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


@lru_cache(4_096)
def _bones(word: str) -> str | None:
    """A word without its vowels, if some of them are left out already; None for a word as it is spoken."""
    return _without_vowels(word) if _CROWDED.search(word) else None


def _stands_in(word: str, whole: str) -> bool:
    """Whether all letters of a word stand in another one, in their order."""
    letters = iter(whole)
    return all(letter in letters for letter in word)


def _on_a_street(said: list[str], start: int) -> bool:
    """Whether "jalan" stands before a name, and not the side of one: "di bahu jalan lubuk gaung"."""
    before = said[start - 1] if start else ""
    return before in _STREET and said[start - 2 : start - 1] not in _SIDES


def _alone(said: list[str], start: int, end: int, names: Container[str] = ()) -> bool:
    """Whether nothing is said but names, what kind of place they are, numbers, and which is meant."""
    if len(said) > _FEW:
        return False
    around = (*said[:start], *said[end:])
    return all(
        word in _HINTS
        or word in _NUMBERED
        or word in _CALLED
        or word.isdigit()
        or leads_on(word)
        or squeeze(word) in names
        for word in around
    )


def _stands_out(said: list[str], place: int) -> bool:
    """Whether a word stands where places do: at the beginning, the end, or led to."""
    return place in (0, len(said) - 1) or _is_led_to(said, place)


def _is_led_to(said: list[str], place: int) -> bool:
    before = said[place - 1] if place else ""
    return (
        before in _LEAD or before in _HINTS or _alone(said, place, place + 1) or said[place + 1 : place + 2] == ["tps"]
    )


def _shortened(names: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What people call a place whose name is long: "dumtim", "rimsek", and the first two words of three or more."""
    short: dict[str, set[str]] = defaultdict(set)
    taken = {*known, *_ORDINARY, *_SAY_NOTHING}
    for code, name in sorted(names.items(), key=lambda named: named[0].count(".")):  # a kecamatan before its village
        words = _split(name)
        if len(words) == 2 and min(map(len, words)) > _SYLLABLE:
            key = _glue(word[:_SYLLABLE] for word in words)
            if not any(other.count(".") < code.count(".") for other in short[key]):
                short[key].add(code)
        if len(words) > 2 and sum(map(len, words[:2])) >= _LONG:
            short[_glue(words[:2])].add(code)
    return {key: tuple(codes) for key, codes in short.items() if len(codes) == 1 and key not in taken}


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
                if len(word) >= _TELLING:
                    by_words[word].append((said, place, code))
    return by_words


def _cut_short(names: Mapping[str, list[tuple[list[str], int, str]]]) -> frozenset[str]:
    """The beginnings of the words of names that may stand for them."""
    words = {word for named in names.values() for name, _, _ in named for word in name}
    return (
        frozenset(word[:size] for word in words for size in range(_CUT, len(word) - 1) if word[size] in _VOWELS) - words
    )


def _initials(names: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """By the first letters of a name of several words: its code, and how many words it has."""
    initials: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for code, name in names.items():
        words = _split(name)
        letters = "".join(word[0] for word in words)
        if len(words) >= _FEWEST_INITIALS and letters.isalpha() and sum(letter in _VOWELS for letter in letters) < 2:
            initials[letters].append((code, len(words)))
    return initials


def _abbreviates(said: list[str], even: list[str], name: list[str]) -> bool:
    """Whether words are a name, all that differ cut short; where the others say little, not too short."""
    if len(even) != len(name):
        return False
    whole_ones = [whole for one, whole in zip(even, name, strict=True) if one == whole]
    telling = [word for word in whole_ones if word not in _SAY_NOTHING]
    if any(len(word) >= _UNMISTAKABLE for word in telling):
        least = 1
    else:
        least = 2 if telling or len(whole_ones) > 1 else _SYLLABLE
    return all(
        one == whole or (least <= len(word) < len(whole) and (_saves_vowels(word, whole) or _cuts(one, whole)))
        for word, one, whole in zip(said, even, name, strict=True)
    )


def _resembles(word: str, whole: str) -> bool:
    """Whether a word is another one, but for a slip of a letter or an end that is left out."""
    alike = word[0] == whole[0] and len(word) >= _SYLLABLE
    return word == whole or (alike and (whole.startswith(word) or OSA.distance(word, whole, score_cutoff=1) <= 1))


def _saves_vowels(word: str, whole: str) -> bool:
    """Whether a word is another one without its vowels: "bsr" for "besar", with a slip "btk" for "bukit"."""
    if word[0] != whole[0] or not _VOWELS.isdisjoint(word[1:]):
        return False
    return _stands_in(word, whole) or (len(word) >= _SYLLABLE and sorted(word) == sorted(_without_vowels(whole)))


def _cuts(word: str, whole: str) -> bool:
    """Whether a word is the beginning of another one: "simp", "pangk"."""
    return _CUT <= len(word) < len(whole) - 1 and whole.startswith(word) and whole[len(word)] in _VOWELS


def _covered(mentions: Iterable[_Mention]) -> frozenset[int]:
    return frozenset(index for mention in mentions for index in range(mention.start, mention.end))


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


def _without_denied(mentions: list[_Mention], kept: tuple[int, ...]) -> list[_Mention]:
    """The mentions that are meant; a district goes with its village: "bukan Purnama, Dumai Barat, tapi Bintan"."""
    meant_at = set(kept)
    for at, mention in enumerate(mentions[1:], 1):
        beside = mentions[at - 1]
        lies_in = any(code.startswith(f"{each}.") for code in beside.codes for each in mention.codes)
        if at - 1 not in meant_at and lies_in and mention.start - beside.end <= 1:
            meant_at.discard(at)
    return [mentions[at] for at in sorted(meant_at)]


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
_LISTS = frozenset(_TABLE["before"]["lists"])
_LISTED = frozenset(map(squeeze, _TABLE["ordinary"]["listed"]))
_OF_VILLAGES = frozenset(_TABLE["before"]["of_villages"])
_NUMBERED = frozenset(_TABLE["called"]["numbered"])
_SAY_NOTHING = frozenset(map(squeeze, _TABLE["ordinary"]["parts"]))
_VOWELS = frozenset("aeiou")
_STREET = frozenset(_TABLE["before"]["street"])
_SIDES = tuple([word] for word in _TABLE["before"]["side"])
_LEAD = frozenset(_TABLE["before"]["lead"])
_ORDINARY = frozenset(map(squeeze, _TABLE["ordinary"]["names"]))
_ADJECTIVES = frozenset(map(squeeze, _TABLE["ordinary"]["adjectives"]))
_ENDINGS = tuple((re.compile(written), heard) for written, heard in _TABLE["endings"].items())
_CROWDED = re.compile(r"(?:(?:n[gy]|sy|kh|[^aeiou])){3}")  # consonants that no word has in a row
_BREAKS = frozenset(",;.!?\n")
_PARTS = re.compile(r"[^\W\d_]+|[0-9]+|[,;.!?\n]")
