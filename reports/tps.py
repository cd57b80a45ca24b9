"""At which TPS something is, as words tell it: the one that is meant, none where several are or it is put right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from language.meant_places import Span, is_counted, leads_on, meant
from language.words import Word, digits, is_number, plain, read

MOST = 9  # mentions that are looked at


@dataclass(frozen=True, slots=True)
class Told:
    """The TPS that words tell, as three digits; `named` if they name any, `corrects` if they put one right."""

    tps: str | None = None
    named: bool = False
    corrects: bool = False


def tps_in(text: str, words: tuple[Word, ...] | None = None) -> Told:
    """The TPS that a text tells: of "bukan TPS 5 tapi TPS 7" the last, of "TPS 5 dan TPS 6" none."""
    if spelled := _respelled(text):
        text, words = spelled, None
    words = read(text) if words is None else words
    said = tuple(word.plain for word in words)
    if "tps" not in said and "tpsnya" not in said:
        return Told()
    mentions = _mentions(text, words, said)
    numbered = [each for each in mentions if each[1] is not None]
    marks = [word.mark for word in words]
    found = meant(said, [span for span, _ in numbered], marks, [number for _, number in numbered])
    kept = [numbered[at] for at in found.places]
    for (start, end), number in mentions:
        if number is None and not meant(said, [(start, end)], marks).places:
            kept = [each for each in kept if each[0][0] > start]  # "dekat TPS 2, bukan di TPS-nya"
    told = {number for _, number in kept}
    only = next(iter(told)) if len(told) == 1 else None
    return Told(None if only is None else f"{only:03}", bool(numbered), found.corrects)


def _respelled(text: str) -> str | None:
    """A text with its TPS written as usual, where letters stand for digits or it is spoken; None where none does.

    "TPS o5", "tps 1l", "te pe es dua puluh satu", "tps nol nol enam"
    """
    spelled = _SPOKEN.sub("TPS", text)
    spelled = _NOUGHTS.sub(r"\1", spelled)
    spelled = _LETTERS.sub(lambda found: found[1] + found[2].lower().replace("o", "0").replace("l", "1"), spelled)
    return spelled if spelled != text else None


def find_tps(text: str) -> str | None:
    """The TPS that a text tells, as three digits: "TPS 5", "tps05", "TPS no. lima belas"."""
    return tps_in(text).tps


def _mentions(text: str, words: tuple[Word, ...], said: Sequence[str]) -> list[tuple[Span, int | None]]:
    """Where each TPS is named, and its number; None where it has none."""
    found: list[tuple[Span, int | None]] = []
    at = 0
    while at < len(words) and len(found) < MOST:
        if said[at] not in ("tps", "tpsnya"):
            at += 1
            continue
        number = _number(text[words[at].start : words[at].start + _REACH])
        end = at + 1 if number is None else _end(said, at + 1)
        found.append(((at, end), number))
        while number is not None and len(found) < MOST and (more := _more(text, words, said, end)) is not None:
            found.append(more)
            end = more[0][1]
        at = end
    return found


def _number(text: str) -> int | None:
    if found := _TPS.match(digits(plain(text))):
        return int(found["number"])
    if roman := _ROMAN_TPS.match(text):
        return _ROMAN[roman["number"].lower()]
    return None


def _end(said: Sequence[str], at: int) -> int:
    """The word behind a number that begins here or soon."""
    at += len(list(takewhile(_BEFORE.__contains__, said[at : at + 2])))
    if said[at : at + 1] and said[at].isdecimal():
        return at + 1
    return max(at + 1, at + len(list(takewhile(_is_numeral, said[at : at + 3]))))


def _more(text: str, words: tuple[Word, ...], said: Sequence[str], end: int) -> tuple[Span, int] | None:
    """Another number that goes with the TPS before it: "TPS 5 atau 6", "TPS 5-6", "TPS 5, eh 7"."""
    led = len(list(takewhile(leads_on, said[end : end + _LED])))
    at = end + led
    if at >= len(words) or not _is_numeral(said[at]) or "tps" in said[end:at]:
        return None
    between = text[words[end - 1].end : words[end].start] if led == 0 else ""
    if led == 0 and not _JOINS.fullmatch(between):
        return None
    if led and said[end + led - 1] in _TO and led == 1:
        return None  # "TPS 5 ke 3 orang"
    last = at + 1 if said[at].isdecimal() else at + len(list(takewhile(_is_numeral, said[at : at + 3])))
    number = _BARE.match(digits(" ".join(said[at:last])))
    behind = said[last] if last < len(said) else ""
    if number is None or is_counted(behind) or _TIME.match(text, words[last - 1].end):
        return None
    return (at, last), int(number[0])


def _is_numeral(word: str) -> bool:
    return is_number(word) or word in _TENS


_SPOKEN = re.compile(r"\bte\s+pe\s+es\b", re.I)
_NOUGHTS = re.compile(r"(\btps\s+(?:no(?:mor|mer)?\s+)?)(?:(?:nol|kosong)\s+){1,2}(?=\w)", re.I)
_LETTERS = re.compile(
    r"(\btps[\s.:#-]*(?:no(?:mor|mer)?[\s.:#-]*)?)(?=[0-9ol]*[0-9])(?=[0-9]*[ol])([0-9ol]{2,3})\b", re.I
)
_ROMAN = {
    f"{tens}{unit}": 10 * place + number
    for place, tens in enumerate(("", "x", "xx"))
    for number, unit in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens or unit
}
_ROMAN_TPS = re.compile(
    r"tps[\s.:#-]*(?:no|nomor)?[\s.:#-]*(?P<number>x{0,2}(?:ix|iv|v?i{0,3}))(?<!tps)\b(?<=[ivx])", re.I
)
_TPS = re.compile(
    r"tps[\s.:#-]*(?:(?:no|nomor|nmr|nomer|ke)[\s.:#-]*)?(?P<number>(?!0+\b)[0-9]{1,3})(?![0-9])"
    r"(?![.:][0-9])(?!\s*(?:orang|pagi|siang|sore|malam|kali|x|hari)\b)"
)
_BARE = re.compile(r"(?!0+\b)[0-9]{1,3}(?![0-9])")
_TIME = re.compile(r"[.:][0-9]")
_JOINS = re.compile(r"\s*(?:s/?d\.?|[-–/&+,])\s*", re.I)
_BEFORE = frozenset({"no", "nomor", "nmr", "nomer", "ke"})
_TENS = frozenset({"belas", "puluh"})
_TO = frozenset({"ke", "di", "dari"})
_LED = 5  # words that may lead to another number
_REACH = 60  # characters in which a mention gives its number
