"""Words as they are searched: one form for "memukul", "dipukuli" and "pukulan", and none for words that tell nothing.

Not a dictionary's stem: "pukul" and "mukul" only have to become the same. Both sides of a search go through here.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from language.words import digits, read, squeeze

MOST = 5000  # words of one text

_TABLE = tomllib.loads(files(__package__).joinpath("stems.toml").read_text(encoding="utf-8"))
_TELLS_NOTHING = frozenset(map(squeeze, _TABLE["tells_nothing"].split()))
_AFTER = re.compile(r"(?:lah|kah|pun|nya|ku|mu)$")
_ENDING = re.compile(r"(?:kan|an|i)$")
_BEFORE = (  # a prefix, and what it swallowed of the first letter before a vowel
    (re.compile(r"^(?:me|pe)ny(?=[aiueo])"), "s"),
    (re.compile(r"^(?:me|pe)ng(?=[aiueo])"), ""),
    (re.compile(r"^(?:me|pe)ng(?=[ghk])"), ""),
    (re.compile(r"^(?:me|pe)m(?=[aiueo])"), "p"),
    (re.compile(r"^(?:me|pe)m(?=[bfpv])"), ""),
    (re.compile(r"^(?:me|pe)n(?=[aiueo])"), "t"),
    (re.compile(r"^(?:me|pe)n(?=[cdjtsz])"), ""),
    (re.compile(r"^(?:ber|ter|per)"), ""),
    (re.compile(r"^di"), ""),
    (re.compile(r"^(?:me|pe)(?=[lrwy])"), ""),
)
_AROUND = re.compile(r"^ke(.{3,})an$")
_FIRST = ((re.compile(r"^k(?=[aiueo])"), ""), (re.compile(r"^m(?=[aiueo])"), "p"), (re.compile(r"^n(?=[aiueo])"), "t"))
_LAST = re.compile(r"(?:[ai]k|[aik])$")  # "tembakan" may be tembak + an or temba + kan
_SHORTEST = 4  # letters that have to be left


@lru_cache(8_192)
def stem(word: str) -> str:
    """The form under which a word that was read is searched."""
    word = _cut(_AFTER, word)
    if found := _AROUND.match(word):
        word = found[1]
    for pattern, swallowed in _BEFORE:
        shorter = pattern.sub(swallowed, word)
        if shorter != word and len(shorter) >= _SHORTEST:
            word = shorter
            break
    word = _cut(_LAST, _cut(_ENDING, word))
    for pattern, letter in _FIRST:
        if len(word) > _SHORTEST and pattern.match(word):
            return pattern.sub(letter, word)
    return word


def terms(text: str) -> tuple[str, ...]:
    """What a text is found by: its stems, numbers, and "tps 3" for a polling station, each once and in order."""
    said = digits(" ".join(word.plain for word in read(text, MOST) if not word.plain.startswith(":"))).split()
    found: list[str] = []
    for place, word in enumerate(said):
        before = said[place - 1] if place else ""
        if word.isdecimal():
            found.append(f"tps {int(word)}" if before == "tps" else str(int(word)))
        elif len(word) > 1 and word not in _TELLS_NOTHING and not (word == "tps" and place + 1 < len(said)):
            found.append(stem(word))
    return tuple(dict.fromkeys(found))


def _cut(ending: re.Pattern[str], word: str) -> str:
    shorter = ending.sub("", word)
    return shorter if len(shorter) >= _SHORTEST else word
