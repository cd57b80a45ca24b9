"""What an officer's question to a reporter must not hold: a way out of the bot, or a question who they are."""

import re
import tomllib
from enum import StrEnum
from importlib.resources import files

from language.characters import fold
from language.phrases import Phrases, outside
from language.words import words

_LINK = re.compile(
    r"(?:https?|hxxps?|tg)\s*:\s*//|\bwww\s*[.]|\b(?:t|wa|bit|s)\s*[.]\s*(?:me|ly|id)\b"
    r"|\b[a-z0-9-]{2,}[.](?:com|id|net|org|me|ly|co|info|xyz|link|app|site|online|io|my|gl)\b"
    r"|(?:\[|\()?\b(?:titik|dot)\b(?:\]|\))?\s*(?:com|co|id|net|org|me|ly)\b"
)
_MENTION = re.compile(r"@\s*[a-z0-9_]{3,}")
_DATES = re.compile(
    r"\b[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}(?![-/. ]?[0-9])"
    r"|\b(?:pukul|jam)\s*[0-9]{1,2}[.:][0-9]{2}(?![-/.:]?[0-9])"
)
_TABLE = tomllib.loads(files(__package__).joinpath("asking_rules.toml").read_text(encoding="utf-8"))
_DIGITS = {word: digit for digit, spellings in _TABLE["digits"].items() for word in spellings.split()}
_TOKEN = re.compile(r"[a-z]+|[0-9]")
_FEWEST_DIGITS = 9  # of a telephone number
_ASKS, _FINE = Phrases({"asks": _TABLE["asks"]}), Phrases({"fine": _TABLE["fine"]})


class Unfit(StrEnum):
    """Why a question is not passed on."""

    LINK = "link"
    MENTION = "mention"
    PHONE = "phone"
    IDENTITY = "identity"


def unfit(question: str) -> Unfit | None:
    """The first thing in a question that must not reach a reporter."""
    plain = fold(question).lower()
    if _LINK.search(plain):
        return Unfit.LINK
    if _MENTION.search(plain):
        return Unfit.MENTION
    if _has_phone(plain):
        return Unfit.PHONE
    said = words(question)
    return Unfit.IDENTITY if outside(_ASKS.find(said), _FINE.find(said)) else None


def _has_phone(plain: str) -> bool:
    """Whether digits and words for digits in a row make a telephone number, whatever stands between them."""
    run = ""
    for token in _TOKEN.findall(_DATES.sub(" x ", plain)):
        digit = token if token.isdecimal() else _DIGITS.get(token)
        run = run + digit if digit is not None else ""
        if len(run) >= _FEWEST_DIGITS and run[:1] in ("0", "6", "8"):
            return True
    return False
