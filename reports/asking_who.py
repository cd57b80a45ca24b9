"""Whether words ask a reporter who they are. What belongs to a person is found first, and then whose it is:

"nama bapak siapa"                    the reporter's: asks
"nama pelakunya siapa"                somebody else's: does not
"pelakunya kabur; rumahnya di mana"   "-nya" takes up whoever was named before: does not
"namanya siapa", "alamat?"            nobody's: asks, since only the reporter reads it

What is said of a reporter otherwise is read in `asking_of_you`. Words that stand in no table are weighed against
examples; they ask where they name nobody else, and no part of what happened.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from language.phrases import CLITICS, Found, Phrases, outside
from language.words import read, squeeze
from reports.asking_of_you import asks_of_reporter, is_hurt, says_what_they_do, speaks_to_them
from reports.bayes import Scale
from reports.lessons import asked, together, vocabulary

_REACH = 6  # words behind the first one in which somebody is named
_BACK = 4  # words before it; any in the sentence for "-nya"
_TABLE = tomllib.loads(files(__package__).joinpath("asking_rules.toml").read_text(encoding="utf-8"))
_ASKS = Phrases(_TABLE["asks"])
_SPARES = Phrases({"spares": _TABLE["spares"]})
_YOU, _SPOKEN_TO, _OTHER, _NOT_THINGS, _JOINS, _WHICH = (
    frozenset(squeeze(word) for word in _TABLE["whose"][name].split())
    for name in ("you", "spoken_to", "other", "not_things", "joins", "which")
)
_PLACES_NAMED, _TOWARDS = (
    frozenset(squeeze(word) for word in _TABLE["whose"][name].split()) for name in ("places", "towards")
)
_ABOUT_YOU = frozenset({"who", "role"})  # of these the words themselves say that the reporter is meant
_PLACES = frozenset({"vote", "role"})  # of these a place or a thing behind them is nobody's
_ANYBODYS = frozenset({"looks", "vehicle", "family", "work"})  # of whoever was named before, however far
_HERE = frozenset({"situ", "suara"})
_KIN = _HERE | frozenset({"anak", "orang", "bapak", "ibu"})
_SCALE = Scale(lambda: asked()["who"], lambda: asked()["event"])
_SOUNDS_SO, _SURELY_SOUNDS_SO, _SURELY_OF_EVENTS = 0.0, 2.2, -1.0
_OURSELVES = frozenset({"kami", "tim", "petugas", "patroli", "anggota", "mohon"})  # a sentence of theirs asks nothing
_YOURS = ("mu", "kau")
_TITLES = frozenset({"pak", "bu", "bapak", "ibu", "mas", "mbak", "bang", "kak"})
_LETTERS = re.compile(r"\b[a-z](?:[ .\-_]+[a-z]\b)+")
_WRITTEN_APART = re.compile(r"nama|siapa|alamat|identitas|nomor|rumah|ktp|nik|tinggal")
_LEET = str.maketrans("01345", "oieas")
_IN_WORDS = re.compile(r"(?<=[a-z])[01345]+(?=[a-z])|\b[01345](?=[a-z]{3})")


def asks_who(question: str, *, sound: bool = True) -> bool:
    """Whether words ask who the reporter is, where they live, or what leads to them. Takes folded, lower text."""
    apart = _LETTERS.sub(_together, question)
    forms = {question, apart, _IN_WORDS.sub(lambda found: found[0].translate(_LEET), question)}
    return any(_asks(form) for form in forms) or (sound and _sounds_so(question))


def _sounds_so(question: str) -> bool:
    """Whether a sentence that names nobody else sounds like such a question, in words that no table has."""
    said = read(question)
    plain = [word.plain for word in said]
    ends = [place for place, word in enumerate(said[:-1]) if word.mark == "." and not said[place + 1].plain.isdecimal()]
    goes_on = False  # what stands before in the message is of somebody else, or of what happened
    for start, end in _parts(len(plain), ends):
        if _sentence_sounds_so(plain[start:end], goes_on=goes_on):
            return True
        names_another = any(_is_other(word) for word in plain[start:end])
        goes_on = names_another or _SCALE.weigh(plain[start:end]) < _SURELY_OF_EVENTS
    return False


def _sentence_sounds_so(plain: Sequence[str], *, goes_on: bool) -> bool:
    """Whether one sentence does; one that speaks to nobody goes on with what the sentence before was about."""
    if is_hurt(plain) or (plain[0] in _OURSELVES and not _WHICH & {*plain}):
        return False
    weight = _SCALE.weigh(plain)
    if any(_is_other(word) for word in plain):
        return weight > _SURELY_SOUNDS_SO and speaks_to_them(plain)
    in_doubt = says_what_they_do(plain) or _event_words() & {*plain} or (goes_on and not speaks_to_them(plain))
    return weight > (_SURELY_SOUNDS_SO if in_doubt else _SOUNDS_SO)


@cache
def _event_words() -> frozenset[str]:
    """The words of the examples that tell what happened, without those of the examples that ask who somebody is."""
    told = {word for line in together(vocabulary()) for word in line}
    return frozenset(told - {word for line in asked()["who"] for word in line})


def _together(found: re.Match[str]) -> str:
    """ "s i a p a": letters that are written apart, as a word; "n a m a m u" holds one."""
    word = re.sub(r"[^a-z]", "", found[0])
    return " ".join([word, *_WRITTEN_APART.findall(word)])


def _asks(question: str) -> bool:
    said = read(question)
    plain = [word.plain for word in said]
    ends = [place for place, word in enumerate(said) if word.mark == "."]
    commas = [place for place, word in enumerate(said) if word.mark]
    for found in outside(_ASKS.find(plain), _SPARES.find(plain)):
        stop = min((end + 1 for end in commas if end >= found.start), default=len(plain))
        sentence = max((end + 1 for end in ends if end < found.start), default=0)
        clause = max((end + 1 for end in commas if end < found.start), default=0)
        if _is_the_reporters(plain, found, sentence, clause, stop):
            return True
    return _names_somebody(plain) or any(
        asks_of_reporter(plain[start:end], frozenset(at - start for at in range(start, end) if _is_other(plain[at])))
        for start, end in _parts(len(plain), commas)
    )


def _parts(length: int, commas: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*commas, length - 1):
        if start <= end:
            yield start, end + 1
        start = end + 1


def _is_the_reporters(plain: Sequence[str], found: Found, sentence: int, clause: int, stop: int) -> bool:
    head = plain[found.start]
    if head.endswith(_YOURS) and head not in ("kamu", "kau"):
        return True
    if found.label == "home" and "yang" in plain[found.start : found.start + 2] and is_hurt(plain[found.start : stop]):
        return False  # "rumah yang dilempari itu": where it happened
    own = _PLACES_NAMED | _KIN if found.label in _ANYBODYS else _HERE
    behind = [
        "" if at < found.end and plain[at] in own else plain[at]
        for at in range(found.start + 1, min(stop, found.start + 1 + _REACH))
    ]
    if found.label == "role" and any(
        word in _WHICH and behind[at + 1 : at + 2] == ["yang"] for at, word in enumerate(behind)
    ):
        return False
    if found.label in _ABOUT_YOU:
        return not any(
            _is_other(word)
            for word in (
                plain[clause : found.start] if found.label in _PLACES else (*plain[clause : found.start], *behind)
            )
        )
    if (
        found.label not in _PLACES
        and (whose := _named_behind(behind, at_end=found.start + 1 + len(behind) == stop)) is not None
    ):
        return whose
    anaphor = any(word.endswith("nya") for word in plain[found.start : found.end]) or "nya" in behind[:1]
    start = sentence if anaphor else max(clause, found.start - _BACK)
    if found.label in _ANYBODYS and any(_is_other(word) for word in plain[: found.start]):
        return False
    for word in reversed(plain[start : found.start]):
        if word in _JOINS and not anaphor:
            break
        if _is_other(word):
            return False
        if word in _YOU:
            return True
    return True


def _named_behind(behind: Sequence[str], *, at_end: bool) -> bool | None:
    """Whether the words behind name the reporter, or (False) something else; None if they name nobody."""
    for place, word in enumerate(behind):
        following = behind[place + 1] if place + 1 < len(behind) else ""
        is_last = at_end and place == len(behind) - 1
        if word in _YOU:
            if place and is_last and word in _SPOKEN_TO:
                return None
            return True
        if word in _JOINS:
            return None
        if word in _WHICH and following == "yang":
            return bool({"bisa", "boleh", "dapat", "aktif"} & set(behind[place + 2 :]))
        if word == "itu" and place > 1:
            continue
        if word in _PLACES_NAMED and ({"", *behind[:place]} & _TOWARDS):
            continue
        if _is_other(word) or (place == 0 and word.endswith("nya") and word not in _NOT_THINGS and len(word) > 5):
            last = at_end and place + 1 == len(behind) - 1 and following in _SPOKEN_TO
            return following in _YOU and not last
    return None


def _names_somebody(plain: Sequence[str]) -> bool:
    """ "ini Bu Siti ya?": whether the reporter is somebody whom the officer names."""
    for place in range(len(plain) - 2):
        first, title, name = plain[place : place + 3]
        if first == "ini" and title in _TITLES and not (_is_other(name) or name in ("yang", "rt", "rw")):
            return True
    return False


def _is_other(word: str) -> bool:
    if word in _OTHER:
        return True
    ending = next((each for each in CLITICS if word.endswith(each) and len(word) > len(each) + 2), "")
    return (
        bool(ending)
        and ending not in _YOURS
        and (word.removesuffix(ending) in _OTHER or word.removesuffix(ending) + "n" in _OTHER)
    )
