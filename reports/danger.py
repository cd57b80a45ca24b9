"""Hears danger to life in a message, and whether it is denied, a figure of speech, hearsay or over."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from language.phrases import Found, Phrases, outside
from language.place_names import PlaceNames
from language.words import Word, read, squeeze

ANYWHERE = PlaceNames()


class Alarm(StrEnum):
    """What the danger words of a message amount to."""

    NONE = "tidak_ada"  # no such word
    DOUBTFUL = "ragu"  # denied, figurative, hearsay or over: no alarm by itself
    DANGER = "bahaya"  # life is in danger now: 110 and the short way


def listen(text: str, names: PlaceNames = ANYWHERE) -> Alarm:
    """The alarm a message raises, whatever its case, spelling, repeated letters or hidden characters.

    `names` are those of the resort: a place that is called after a weapon raises none.
    """
    return judge(read(text), names)


def judge(words: tuple[Word, ...], names: PlaceNames = ANYWHERE) -> Alarm:
    """The alarm that the words of a message raise."""
    said = tuple(word.plain for word in words)
    places = names.find(said)
    heard = tuple("" if place in places else word for place, word in enumerate(said)) if places else said
    message = _Message(heard, tuple(word.mark for word in words))
    found = _group(_WORDS.find(message.words))
    if outside(found["plea"], found["harmless"]):
        return Alarm.DANGER  # a cry for help outweighs every doubt
    alarming = outside(found["danger"], found["ordinary"])
    spoken = frozenset(index for one in alarming for index in range(one.start, one.end))
    if all(
        _denied(one, message, spoken) or _hearsay(one, message) or _over(one, message)
        for one in outside(alarming, found["harmless"])
    ):
        return Alarm.DOUBTFUL if alarming else Alarm.NONE
    return Alarm.DANGER


@dataclass(frozen=True, slots=True)
class _Message:
    """The words of a message and the punctuation that follows each of them."""

    words: tuple[str, ...]
    marks: tuple[str, ...]

    def sentence(self, index: int) -> tuple[int, int]:
        """The first word of the sentence around a word, and the first after it."""
        start = next((i + 1 for i in range(index - 1, -1, -1) if self.marks[i] == "."), 0)
        end = next((i + 1 for i in range(index, len(self.words)) if self.marks[i] == "."), len(self.words))
        return start, end


def _group(found: tuple[Found, ...]) -> dict[str, list[Found]]:
    return {label: [one for one in found if one.label == label] for label in _TABLE["find"]}


def _denied(one: Found, message: _Message, said: frozenset[int]) -> bool:
    """Walk back from the danger word: only words that carry a denial may stand between it and the denial."""
    stated = False  # "… dan ada yang dibakar" is a statement of its own
    for index in range(one.start - 1, -1, -1):
        word, mark = message.words[index], message.marks[index]
        listed = index in said or word in _JOIN
        if mark == "." or (mark == "," and index not in said) or (listed and stated):
            return False
        if word in _DENY and index not in said:
            return index == 0 or message.words[index - 1] not in _MISSING
        if not (listed or word in _CARRY):
            return False
        stated = stated or word in _STATES
    return False


def _hearsay(one: Found, message: _Message) -> bool:
    start, end = message.sentence(one.start)
    return bool(_RUMOUR.find(message.words[start : one.start]) or _DOUBT.find(message.words[one.end : end + 6]))


def _over(one: Found, message: _Message) -> bool:
    start, end = message.sentence(one.start)
    rest = message.words[one.end :]
    if _STILL.intersection(rest):
        return False
    if _PAST.find(message.words[start:end]):
        return not _BUT.intersection(rest)
    return any(not _BUT.intersection(rest[passed.end :]) for passed in _OVER.find(rest))


_TABLE = tomllib.loads(files(__package__).joinpath("danger.toml").read_text(encoding="utf-8"))
_WORDS = Phrases(_TABLE["find"])
_RUMOUR = Phrases({"rumour": _TABLE["rumour"]["before"]})
_DOUBT = Phrases({"rumour": _TABLE["rumour"]["after"]})
_OVER = Phrases({"over": _TABLE["over"]["after"]})
_PAST = Phrases({"past": _TABLE["over"]["past"]})
_STILL = frozenset(map(squeeze, _TABLE["over"]["still"]))
_BUT = frozenset(map(squeeze, _TABLE["over"]["but"]))
_DENY = frozenset(map(squeeze, _TABLE["around"]["deny"]))
_CARRY = frozenset(map(squeeze, _TABLE["around"]["carry"]))
_JOIN = frozenset(map(squeeze, _TABLE["around"]["join"]))
_MISSING = frozenset(map(squeeze, _TABLE["around"]["missing"]))
_STATES = frozenset({"ada", "terjadi", "lihat", "is", "are"})
