"""Reads an announcement before it is approved: does it stay neutral, and does its time suit?

It warns, it does not judge: whoever approves sees what was found and decides.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal
from broadcasts.programme import Stage
from broadcasts.quiet import disturbs
from locales.times import clock


class ConcernKind(StrEnum):
    """What the lint can have against an announcement."""

    CANDIDATE = "candidate"  # speaks of candidates, or names one
    NUMBER = "number"  # could be read as a candidate's number
    PARTISAN = "partisan"  # parties, support, slogans
    MASA_TENANG = "masa_tenang"  # goes out in masa tenang and speaks of campaigning
    QUIET_HOURS = "quiet_hours"  # would wake citizens


OVERRIDES = frozenset({ConcernKind.MASA_TENANG, ConcernKind.QUIET_HOURS})  # go out only as an emergency


@dataclass(frozen=True, slots=True)
class Concern:
    """One warning, with the words of the announcement (or the time) it is about, as they stand there."""

    kind: ConcernKind
    excerpt: str


def lint(
    appeal: Appeal,
    fires: Iterable[datetime],
    zone: ZoneInfo,
    calm: Stage | None = None,
    names: Collection[str] = (),
) -> tuple[Concern, ...]:
    """Everything to look at twice before approving, in the order of `ConcernKind`.

    `fires` are the moments it goes out (`schedule.fires`), `calm` is masa tenang, and `names` are the candidates' names
    and nicknames, which only the resort's own settings hold.
    """
    words = _words(appeal.words)
    found = [hit for label in _ALWAYS for hit in _partial(words, label)]
    found += [(ConcernKind.CANDIDATE, *span) for name in names for span in _find(words, _name(name))]
    times = tuple(fires)
    if calm is not None and any(calm.covers(at, zone) for at in times):
        found += [(ConcernKind.MASA_TENANG, start, end) for _, start, end in found]
        found += _partial(words, ConcernKind.MASA_TENANG)
    concerns = {Concern(kind, _excerpt(appeal.words, words[start:end])): None for kind, start, end in _widest(found)}
    woken = next((at for at in times if disturbs(appeal, at, zone)), None)
    if woken is not None:
        concerns[Concern(ConcernKind.QUIET_HOURS, clock(woken, zone))] = None
    return tuple(sorted(concerns, key=lambda concern: list(ConcernKind).index(concern.kind)))


def needs_override(concerns: Iterable[Concern]) -> bool:
    """Whether only an emergency, with its two approvers, may go out like this."""
    return any(concern.kind in OVERRIDES for concern in concerns)


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    start: int  # where it stands in the text
    end: int


_Part = re.Pattern[str] | None  # None: a gap
_Hit = tuple[ConcernKind, int, int]  # first word, and the first after it
_REACH = 3
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"  # what nobody sees
_WORD = re.compile(rf"\w[\w\u0300-\u036f{_HIDDEN}]*")
_NUMBER = r"(?:[0-9]{1,2}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|one|two|three|four|five)"


def _words(text: str) -> list[_Word]:
    """The words of a text, in lower case and without accents and hidden characters, with their places in it."""
    return [_Word(_folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", re.sub(f"[{_HIDDEN}]", "", text))
    seen = "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
    return re.sub(r"([^\W\d])\1+", r"\1", seen)


def _name(name: str) -> tuple[_Part, ...]:
    """A name is looked for word by word, without the endings that ordinary words may have."""
    return tuple(re.compile(re.escape(word.plain)) for word in _words(name))


def _pattern(line: str) -> tuple[_Part, ...]:
    return tuple(None if part == "..." else re.compile(_either(part)) for part in line.split())


def _either(part: str) -> str:
    forms = []
    for word in part.split("|"):
        if word == "#":
            forms.append(_NUMBER)
        elif word.endswith("*"):
            forms.append(re.escape(_folded(word[:-1])) + r"\w*")
        else:
            forms.append(re.escape(_folded(word)) + "(?:lah|nya|kan)?")
    return "|".join(forms)


def _find(words: Sequence[_Word], parts: tuple[_Part, ...]) -> list[tuple[int, int]]:
    starts = range(len(words)) if parts else range(0)
    return [(start, end) for start in starts if (end := _end(words, parts, start)) is not None]


def _end(words: Sequence[_Word], parts: tuple[_Part, ...], at: int) -> int | None:
    if not parts:
        return at
    first, rest = parts[0], parts[1:]
    if first is None:
        reached = (_end(words, rest, at + skipped) for skipped in range(_REACH + 1))
        return next((end for end in reached if end is not None), None)
    if at < len(words) and first.fullmatch(words[at].plain):
        return _end(words, rest, at + 1)
    return None


def _partial(words: Sequence[_Word], label: ConcernKind) -> list[_Hit]:
    """What stands under a label of the table and no neutral phrase covers."""
    find, neutral = _TABLE[label]
    safe = [span for parts in neutral for span in _find(words, parts)]
    return [
        (label, start, end)
        for parts in find
        for start, end in _find(words, parts)
        if not any(first <= start and end <= last for first, last in safe)
    ]


def _widest(found: list[_Hit]) -> list[_Hit]:
    """Without what lies inside a longer find of the same kind, in reading order."""
    return sorted(
        (
            one
            for one in set(found)
            if not any(
                other != one and other[0] is one[0] and other[1] <= one[1] and one[2] <= other[2] for other in found
            )
        ),
        key=lambda hit: hit[1],
    )


def _excerpt(text: str, words: Sequence[_Word]) -> str:
    return text[words[0].start : words[-1].end]


def _read() -> dict[ConcernKind, tuple[tuple[tuple[_Part, ...], ...], tuple[tuple[_Part, ...], ...]]]:
    table = tomllib.loads(files(__package__).joinpath("lint.toml").read_text(encoding="utf-8"))
    return {
        kind: (tuple(map(_pattern, table["find"][kind])), tuple(map(_pattern, table["neutral"][kind])))
        for kind in (*_ALWAYS, ConcernKind.MASA_TENANG)
    }


_ALWAYS = (ConcernKind.CANDIDATE, ConcernKind.NUMBER, ConcernKind.PARTISAN)
_TABLE = _read()
