"""Hears danger to life in a message, and whether it is surely so, perhaps, or only words: a joke, a film, the news."""

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise

from language.forms import forms
from language.phrases import Found, Phrases
from language.place_names import PlaceNames
from language.signs import Sign, Signs
from language.words import Word, read, squeeze
from reports import doubt, everyday
from reports.category_table import ROWS

ANYWHERE = PlaceNames()


class Alarm(StrEnum):
    """What the words of danger in a message amount to."""

    NONE = "tidak_ada"  # none, or surely not meant: denied, over, long ago, a figure of speech, a film
    DOUBTFUL = "ragu"  # somebody should be asked: laughter, hearsay, last night
    DANGER = "bahaya"  # life is in danger now: 110 and the short way


@dataclass(frozen=True, slots=True)
class Danger:
    """The alarm of a message, and how many signs speak for each category of danger, by its code."""

    alarm: Alarm
    kinds: Counter[str] = field(default_factory=Counter)
    unreal: bool = False  # it laughs, tells of a film or the news, or speaks in figures


def is_headline(text: str) -> bool:
    """Whether words are written as a headline: most of them with a capital, and not all in capitals."""
    said = [word for word in text.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() and not word.isupper() for word in said)
    return len(said) >= _SHORTEST_HEADLINE and capitals >= 0.7 * len(said)


def listen(text: str, names: PlaceNames = ANYWHERE) -> Alarm:
    """The alarm a message raises, whatever its case, spelling, repeated letters or hidden characters.

    `names` are those of the resort: a place that is called after a weapon raises none.
    """
    return judge(read(text), names)


def judge(words: tuple[Word, ...], names: PlaceNames = ANYWHERE) -> Alarm:
    """The alarm that the words of a message raise."""
    return hear(words, names).alarm


def hear(words: tuple[Word, ...], names: PlaceNames = ANYWHERE) -> Danger:
    """The danger in the words of a message, and of which kinds it is."""
    message = _Message.of(words, names)
    if _only_cries(message.words):
        return Danger(Alarm.DOUBTFUL if ":tawa" in message.words else Alarm.DANGER)
    quiet = _QUIET.find(message.words)
    found = _SIGNS.find(_without(quiet, message.words))
    signs = tuple(sign for sign in found if sign.label in _TABLE["find"])
    alarm = _heeded(_alarm(signs, message) if signs else Alarm.NONE, message, signs, quiet)
    if signs and alarm is Alarm.NONE and _ASSURED.find(message.words, 1):
        alarm = Alarm.DOUBTFUL  # whoever says that it is so is asked at least
    if alarm is Alarm.NONE and any(sign.label == "despair" and not _unreal(sign, message) for sign in signs):
        alarm = Alarm.DOUBTFUL
    kinds = {(sign.label, sign.start) for sign in found if sign.label in _TABLE["kind"]}
    if alarm is Alarm.NONE and _sinks(message.words):
        return Danger(Alarm.DOUBTFUL, Counter({"percobaan_bunuh_diri": 1}))
    return Danger(
        alarm, Counter(code for code, _ in kinds) if alarm is not Alarm.NONE else Counter(), _is_unreal(message)
    )


def _alarm(signs: tuple[Sign, ...], message: "_Message") -> Alarm:
    spoken = frozenset(start for sign in signs for start in sign.starts)
    pleas = any(sign.label == "plea" for sign in signs)
    told = [sign for sign in signs if not _denied(sign, message, spoken)]
    now = [sign for sign in told if not _over(sign, message)]
    if not pleas and not now:
        return Alarm.DOUBTFUL if any(_turned(sign, message) for sign in told) else Alarm.NONE
    moods = {found.label for found in message.moods if not _refused(found, message.words)}
    laughing = ":tawa" in message.words or "laughter" in moods
    if moods & _NOT_REAL:
        urgent = not laughing and (pleas or not moods.isdisjoint({"present", "mine"}))
        return Alarm.DOUBTFUL if urgent and not moods & _NEVER_REAL else Alarm.NONE
    if laughing or ("present" not in moods and not moods.isdisjoint({"recent", "elsewhere"})):
        return Alarm.DOUBTFUL
    doubted = all(_hearsay(sign, message) or _once(sign, message) for sign in now)
    return Alarm.DOUBTFUL if doubted and not pleas else Alarm.DANGER


def _heeded(alarm: Alarm, message: "_Message", signs: tuple[Sign, ...], quiet: tuple[Found, ...]) -> Alarm:
    """The alarm of the signs, put right by how the whole message sounds; a call for help in it is always heeded."""
    said = tuple(filter(None, message.words))
    if alarm is Alarm.DANGER and any(mood.label == "passed_round" for mood in message.moods):
        return Alarm.DOUBTFUL
    if alarm is Alarm.DANGER and any(_is_sworn(found, message.words) for found in _ASSURED.find(message.words)):
        return alarm
    if len(said) < _FEWEST or any(sign.label == "plea" for sign in signs):
        return alarm
    sound = doubt.weigh(said)
    if alarm is Alarm.NONE:
        there = any(mood.label in _NO_DANGER for mood in message.moods)
        bar = doubt.ALARMING_THERE if there else doubt.ALARMING_STILL if signs or quiet else doubt.ALARMING
        return Alarm.DOUBTFUL if sound > bar and (signs or not everyday.is_small_talk(said)) else Alarm.NONE
    at_hand = any(mood.label in ("present", "mine") for mood in message.moods)
    told = alarm is Alarm.DANGER and all(mood.label in _REAL for mood in message.moods)
    suffered = told and not _SUFFERED.isdisjoint(said)  # asked about, however it sounds
    if not suffered and sound < (doubt.CALM if alarm is Alarm.DOUBTFUL else doubt.TALK) - (1.0 if at_hand else 0.0):
        return Alarm.NONE
    sure_enough = (
        doubt.FAR_FROM_SURE if at_hand else doubt.UNSURE_OF_FEW if len(said) < _FEWEST_TELLING else doubt.UNSURE
    )
    return Alarm.DOUBTFUL if sound < sure_enough else alarm


def _is_unreal(message: "_Message") -> bool:
    return ":tawa" in message.words or any(
        mood.label in _PASSED_OVER and not _refused(mood, message.words) for mood in message.moods
    )


def _unreal(sign: Sign, message: "_Message") -> bool:
    """Whether it is denied, laughed at, a film, the news or a figure of speech."""
    denied = not _NOT.isdisjoint(message.words[max(0, sign.start - 2) : sign.start])
    return denied or any(mood.label in _PASSED_OVER for mood in message.moods)


def _heard(said: tuple[str, ...], names: PlaceNames) -> tuple[str, ...]:
    """The words without names of places, "di" joined to the verb that was split from it."""
    places = names.find(said)
    heard = ["" if place in places else word for place, word in enumerate(said)]
    for place, (word, behind) in enumerate(pairwise(heard)):
        if word in ("di", "ku", "ter") and f"{word}{behind}" in _JOINED:
            heard[place], heard[place + 1] = "", f"{word}{behind}"
    return tuple(heard)


def _without(quiet: tuple[Found, ...], said: tuple[str, ...]) -> list[str]:
    """The words but for those that mean nothing by it: "ikan bakar", "pukul 7", "pukulan telak"."""
    hushed = {index for one in quiet if not _refused(one, said) for index in range(one.start, one.end)}
    return ["" if index in hushed else word for index, word in enumerate(said)]


def _only_cries(said: tuple[str, ...]) -> bool:
    """Whether a message has nothing in it but a cry: "TOLONG", "help", three flames."""
    rest = [word for word in said if word and word != ":tawa" and word not in _BESIDE_CRIES]
    if not rest or len(said) > _LONGEST_CRY:
        return False
    flames = sum(word == ":api" for word in rest)
    return all(word in _CRIES for word in rest) and (flames == 0 or flames > 1 or len(set(rest)) > 1)


def _sinks(said: tuple[str, ...]) -> bool:
    """Whether somebody despairs, and nothing else: "saya pengen ngilang aja", but not "gak kuat panasnya"."""
    return 1 < len(said) <= _LONGEST_DESPAIR and bool(
        (core := _SINKING.find(said)) and all(_is_part(place, word, core) for place, word in enumerate(said))
    )


def _is_part(place: int, word: str, phrases: tuple[Found, ...]) -> bool:
    return word in _BESIDE_DESPAIR or any(each.start <= place < each.end for each in phrases)


@dataclass(frozen=True, slots=True)
class _Message:
    """The words of a message, where its sentences end, where it turns, and in which mood it is written."""

    words: tuple[str, ...]
    marks: tuple[str, ...]
    moods: tuple[Found, ...]
    stops: tuple[int, ...]  # the words that end a sentence
    still: tuple[int, ...]  # the words that say that it goes on
    turns: tuple[int, ...]  # the words that turn the story: "tapi", "sekarang"

    @classmethod
    def of(cls, words: tuple[Word, ...], names: PlaceNames) -> "_Message":
        heard = _heard(tuple(word.plain for word in words), names)
        marks = tuple(word.mark for word in words)
        return cls(
            words=heard,
            marks=marks,
            moods=_MOODS.find(heard, _MOST_MOODS),
            stops=tuple(index for index, mark in enumerate(marks) if mark == "."),
            still=tuple(index for index, word in enumerate(heard) if word in _STILL and not _is_past(heard, index)),
            turns=tuple(index for index in range(len(heard)) if _turns(heard, index)),
        )

    def sentence(self, index: int) -> tuple[int, int]:
        """The first word of the sentence around a word, and the first after it."""
        place = bisect_left(self.stops, index)
        start = self.stops[place - 1] + 1 if place else 0
        return start, self.stops[place] + 1 if place < len(self.stops) else len(self.words)

    def mood(self, label: str, start: int, end: int) -> bool:
        """Whether a phrase of this mood stands between two words."""
        return any(
            one.label == label and start <= one.start and one.end <= end and not _refused(one, self.words)
            for one in self.moods
        )


def _denied(one: Sign, message: _Message, said: frozenset[int]) -> bool:
    if any(_denied_at(start, message, said) for start in one.starts):
        return True
    start, _ = message.sentence(one.start)
    return not _SUPPOSE.isdisjoint(message.words[start : one.start])


def _denied_at(start: int, message: _Message, said: frozenset[int]) -> bool:
    """Walk back from the danger word: only words that carry a denial may stand between it and the denial."""
    stated = False  # "… dan ada yang dibakar" is a statement of its own
    for index in range(start - 1, -1, -1):
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


def _hearsay(sign: Sign, message: _Message) -> bool:
    start, end = message.sentence(sign.start)
    return message.mood("rumour", start, sign.start) or message.mood("rumoured", sign.end, end + 6)


def _once(sign: Sign, message: _Message) -> bool:
    """Whether its sentence tells of the past, although something goes on: "kemarin dipukul, dia masih di luar"."""
    start, end = message.sentence(sign.start)
    return message.mood("past", start, end) and not any(start <= index < sign.start for index in message.turns)


def _over(sign: Sign, message: _Message) -> bool:
    """Whether it has passed: long ago, ended since, or told as something that had ended."""
    if any(index >= sign.end or (index >= sign.start and message.words[index] == "belum") for index in message.still):
        return False
    start, end = message.sentence(sign.start)
    since = max((index for index in message.turns if index < sign.start), default=0)
    if message.mood("past", since, end):
        return True
    if message.mood("ended", start, sign.start):
        return not any(start <= index < sign.start for index in (*message.still, *message.turns))
    return sign.label != "left_behind" and message.mood("over", sign.end, len(message.words))


def _turned(sign: Sign, message: _Message) -> bool:
    """Whether the story turns after something that has passed: "… sudah padam, tapi"."""
    return bool(message.turns) and message.turns[-1] >= sign.end


def _turns(words: tuple[str, ...], index: int) -> bool:
    """Whether the story turns here: "tapi", "sekarang" (but not "sekarang (tempatnya) sudah"), "hari ini"."""
    if words[index] == "ini":
        return index > 0 and words[index - 1] in _DAY
    if index and words[index - 1] in _UNTIL:
        return False  # "sampai sekarang" goes on from then
    return words[index] in _BUT and "sudah" not in words[index + 1 : index + 3]


def _is_past(words: tuple[str, ...], index: int) -> bool:
    """Whether it does not say that it goes on: "masih teringat", "sudah dibangun lagi", "ditangkap belum"."""
    behind, before = words[index + 1 : index + 4], words[max(0, index - 3) : index]
    if words[index] == "lagi" and "sudah" in before and not _REBUILT.isdisjoint(before):
        return True
    if words[index] == "masih" and not _REMEMBERED.isdisjoint(behind[:2]):
        return True
    if words[index] != "belum" or len(words) - index > _LONGEST_CRY:
        return False
    return not _FOLLOWED_UP.isdisjoint(behind) or all(
        word in _BESIDE_CRIES or word == "ya" for word in words[index + 1 :]
    )


def _is_sworn(found: Found, words: tuple[str, ...]) -> bool:
    """Whether it is said that it is so, and not asked: "bukan hoaks kan pak"."""
    return found.label == "sworn" and _TAGS.isdisjoint(words[found.end : found.end + 1])


def _refused(mood: Found, words: tuple[str, ...]) -> bool:
    """Whether it is said that it is not so: "ini bukan film", "bukan latihan"."""
    before = words[max(0, mood.start - 2) : mood.start]
    return "bukan" in before and before[-2:] != ("bukan", "main")  # "bukan main" says how very much


def _verbs() -> frozenset[str]:
    every = (forms(stem) for stem in _TABLE["verbs"]["every"])
    passive = (forms(stem, passive_only=True) for stem in _TABLE["verbs"]["passive"])
    return frozenset(map(squeeze, frozenset().union(*every, *passive)))


_TABLE = tomllib.loads(files(__package__).joinpath("danger.toml").read_text(encoding="utf-8"))
_WORD = re.compile(r"[a-z]+")
_VERBS = _verbs()
_JOINED = _VERBS | frozenset(map(squeeze, _TABLE["verbs"]["split"]))
_ORDINARY = (
    *_TABLE["spelling"]["ordinary"],
    *(word for row in ROWS.values() for line in row.words for word in _WORD.findall(line)),
)
_SIGNS = Signs(
    {
        **_TABLE["kind"],
        "danger": [*_TABLE["find"]["danger"], *_VERBS],
        "left_behind": _TABLE["find"]["left_behind"],
        "despair": _TABLE["find"]["despair"],
        "plea": _TABLE["find"]["plea"],
    },
    _TABLE["group"],
    _TABLE["spelling"]["slips"],
    _ORDINARY,
)
_QUIET = Phrases(_TABLE["quiet"])
_MOODS = Phrases(
    {
        **_TABLE["mood"],
        "rumour": _TABLE["rumour"]["before"],
        "rumoured": _TABLE["rumour"]["after"],
        "over": _TABLE["over"]["after"],
        "ended": _TABLE["over"]["before"],
        "past": _TABLE["over"]["past"],
    }
)
_SINKING = Phrases({"sinking": _TABLE["sinking"]["words"]})
_BESIDE_DESPAIR = frozenset(map(squeeze, _TABLE["sinking"]["beside"]))
_LONGEST_DESPAIR = 14  # words
_TAGS = frozenset(map(squeeze, ("kan", "ya", "apa", "kah", "tidak", "right")))
_ASSURED = Phrases(_TABLE["assured"])
_SUFFERED = frozenset(  # blows by what is done to somebody: "dipukul"
    squeeze(form)
    for stem in (*_TABLE["verbs"]["every"], *_TABLE["verbs"]["passive"])
    for form in forms(stem, passive_only=True)
)
_REAL = frozenset({"present", "mine"})
_NOT_REAL = frozenset({"film", "question", "news", "figure", "explain"})
_PASSED_OVER = frozenset({"laughter", "film", "news", "figure", "explain"})
_NOT = frozenset({"tidak", "bukan", "jangan"})
_UNTIL = frozenset({"sampai", "hingga", "sampe"})
_NO_DANGER = _NOT_REAL | {"elsewhere", "laughter", "over", "ended", "past"}
_NEVER_REAL = frozenset({"explain"})
_CRIES = frozenset(map(squeeze, _TABLE["cry"]["words"]))
_BESIDE_CRIES = frozenset(map(squeeze, _TABLE["cry"]["beside"]))
_FEWEST = 4  # words of a message whose sound tells something
_FEWEST_TELLING = 7  # … whose sound tells much
_SHORTEST_HEADLINE = 5  # words
_LONGEST_CRY = 12  # words
_DAY = frozenset(map(squeeze, ("hari", "malam", "pagi", "siang", "sore", "saat", "detik")))
_MOST_MOODS = 30  # phrases of one mood
_STILL = frozenset(map(squeeze, _TABLE["over"]["still"]))
_REBUILT = frozenset(map(squeeze, _TABLE["over"]["rebuilt"]))
_REMEMBERED = frozenset(map(squeeze, _TABLE["over"]["remembered"]))
_FOLLOWED_UP = frozenset(map(squeeze, _TABLE["over"]["followed_up"]))
_BUT = frozenset(map(squeeze, _TABLE["over"]["but"]))
_DENY = frozenset(map(squeeze, _TABLE["around"]["deny"]))
_SUPPOSE = frozenset(map(squeeze, _TABLE["around"]["suppose"]))
_CARRY = frozenset(map(squeeze, _TABLE["around"]["carry"]))
_JOIN = frozenset(map(squeeze, _TABLE["around"]["join"]))
_MISSING = frozenset(map(squeeze, _TABLE["around"]["missing"]))
_STATES = frozenset({"ada", "terjadi", "lihat", "is", "are"})
