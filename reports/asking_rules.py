"""What an officer's question to a reporter must not hold: a way out of the bot, or a question who they are."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from language.characters import fold
from language.phrases import Phrases, outside
from language.words import digits as in_digits
from language.words import squeeze, words
from reports.asking_who import asks_who

_ENDINGS = (
    "com|id|net|org|me|ly|co|info|xyz|link|app|site|online|io|my|gl|gle|web|dev|page|click|top|shop|store|live|pub|tech|cloud|club"
    "|cc|tv|tk|ml|ga|cf|gq|us|uk|sg|asia|biz|name|pro|ru|cn|ws|la|gg|ai|sh|so|im|ee|ms|test|example"
)
_LINK = re.compile(
    r"\bh(?:tt|xx)ps?\b|\btg\s*:\s*//|\bwww\b|\b(?:t|wa|bit|s)\s*[.]\s*(?:me|ly|id)\b|\b(?:t|wa)\s*[.]?\s*me\b"
    rf"|\b[a-z0-9-]{{2,40}}[.](?:{_ENDINGS})\b|\b[a-z0-9-]{{3,40}}(?:\s{{1,3}}[.]|[.]\s{{1,3}})(?:com|net|org|info|xyz|app)\b|(?<![a-z0-9]/)\b[a-z0-9-]{{2,40}}[.][a-z]{{2,}}/"
    rf"|(?:\[|\()?\b(?:titik|dot)\b(?:\]|\))?\s*(?:{_ENDINGS})\b"
    r"|\b(?:tinyurl|bitly|linktr(?:ee)?|forms?)\s+(?:com|ly|ee|gle)\b|\bgaris\s+miring\b"
)
_MENTION = re.compile(
    r"@\s{0,3}[a-z0-9_]|[a-z0-9_]\s{0,3}@|[(\[]\s*at\s*[)\]]|\bat\s+[a-z0-9]+_[a-z0-9_]+|\b[a-z][a-z0-9]*_[a-z0-9_]+\b"
    r"|\b(?:gmail|yahoo|hotmail|outlook)\b"
)
_DATES = re.compile(
    r"\b[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}(?![-/. ]?[0-9])"
    r"|\b(?:pukul|jam)\s*[0-9]{1,2}[.:][0-9]{2}(?![-/.:]?[0-9])"
)
_TABLE = tomllib.loads(files(__package__).joinpath("asking_rules.toml").read_text(encoding="utf-8"))
_DIGITS: dict[str, str] = {word: digit for digit, spellings in _TABLE["digits"].items() for word in spellings.split()}
_TIMES = {word: times for name, times in (("twice", 2), ("thrice", 3)) for word in _TABLE["numbers"][name].split()}
_BETWEEN = frozenset(squeeze(word) for word in _TABLE["numbers"]["between"].split())
_LONG_WORDS = tuple(word for word in _DIGITS if len(word) > 3)
_TOKEN = re.compile(r"[a-z]+|[0-9]")
_FEWEST_DIGITS = 9  # of a telephone number
_DRAWS, _HELPS = Phrases({"draws": _TABLE["elsewhere"]["draws"]}), Phrases({"helps": _TABLE["elsewhere"]["helps"]})


class Unfit(StrEnum):
    """Why a question is not passed on."""

    LINK = "link"
    MENTION = "mention"
    PHONE = "phone"
    ELSEWHERE = "elsewhere"
    IDENTITY = "identity"


def unfit(question: str, *, sound: bool = True) -> Unfit | None:
    """The first thing in a question that must not reach a reporter; without `sound` what it sounds like is not weighed.

    That is for a number, a rank or a name, which are no sentences.
    """
    plain = fold(question).lower()
    if _LINK.search(plain):
        return Unfit.LINK
    if _MENTION.search(plain):
        return Unfit.MENTION
    if _has_phone(plain):
        return Unfit.PHONE
    said = words(question)
    if outside(_DRAWS.find(said), _HELPS.find(said)):
        return Unfit.ELSEWHERE
    return Unfit.IDENTITY if asks_who(plain, sound=sound) else None


def _has_phone(plain: str) -> bool:
    """Whether digits and words for digits in a row make a telephone number, whatever stands between them."""
    dated = _DATES.sub(" x ", plain)
    return any(_makes_phone(list(_figures(form))) for form in (dated, in_digits(dated)))


def _makes_phone(figures: list[str]) -> bool:
    run = ""
    for figure in figures:
        run += figure
        if not figure:
            run = ""
        if len(run) >= _FEWEST_DIGITS and run[:1] in ("0", "6", "8"):
            return True
    return False


def _figures(text: str) -> Iterator[str]:
    """The digits that are said, in order; an empty one where something else is said between them."""
    times = 1
    for token in _TOKEN.findall(text):
        digit = token if token.isdecimal() else _digit(squeeze(token))
        if digit is not None:
            yield digit * times
        elif token not in _TIMES and squeeze(token) not in _BETWEEN:
            yield ""
        times = _TIMES.get(token, 1)


@lru_cache(4_096)
def _digit(word: str) -> str | None:
    """The digit that a word says, also with one letter left out or doubled."""
    if word in _DIGITS:
        return _DIGITS[word]
    if len(word) < 3:
        return None
    near = [each for each in _LONG_WORDS if len(each) == len(word) + 1 and _lacks_one(word, each)]
    return _DIGITS[near[0]] if near else None


def _lacks_one(word: str, whole: str) -> bool:
    return any(whole[:place] + whole[place + 1 :] == word for place in range(len(whole)))
