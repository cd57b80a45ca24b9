"""Reads an announcement before it is approved: does it stay neutral, and does its time suit?

It warns, and whoever approves sees what was found and decides. Only what asks people to choose or reject a candidate
goes out by nobody's decision.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal
from broadcasts.contacts import contacts, trusted
from broadcasts.day_words import misleading
from broadcasts.programme import Stage
from broadcasts.quiet import disturbs
from language.characters import spaced
from language.phrases import Found, Phrases, outside
from language.words import read
from locales.refused import Refused
from locales.times import clock


class ConcernKind(StrEnum):
    """What the lint can have against an announcement."""

    CAMPAIGN = "campaign"  # asks people to choose, or not to choose, a candidate
    CANDIDATE = "candidate"  # speaks of candidates, or names one
    NUMBER = "number"  # could be read as a candidate's number
    PARTISAN = "partisan"  # parties, support, slogans
    MASA_TENANG = "masa_tenang"  # goes out in masa tenang and speaks of campaigning
    QUIET_HOURS = "quiet_hours"  # would wake citizens
    DAY_WORD = "day_word"  # says "besok" of a day that is not meant, on the day it goes out
    HOST = "host"  # leads to an address that the resort does not list


TRUSTED = ("*.go.id",)
REFUSED = frozenset({ConcernKind.CAMPAIGN})  # never go out
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
    voting: date | None = None,
    hosts: Collection[str] = TRUSTED,
) -> tuple[Concern, ...]:
    """Everything to look at twice before approving, in the order of `ConcernKind`.

    `fires` are the moments it goes out (`schedule.fires`), `calm` is masa tenang, and `names` are the candidates' names
    and nicknames, which only the resort's own settings hold. `voting` is the voting day, `hosts` those that
    need no note.
    """
    times = tuple(fires)
    in_masa_tenang = calm is not None and any(calm.covers(at, zone) for at in times)
    concerns = dict.fromkeys(in_words(appeal.words, names, masa_tenang=in_masa_tenang))
    woken = next((at for at in times if disturbs(appeal, at, zone)), None)
    if woken is not None:
        concerns[Concern(ConcernKind.QUIET_HOURS, clock(woken, zone))] = None
    for one in misleading(appeal.words, sorted({at.astimezone(zone).date() for at in times}), voting):
        concerns[Concern(ConcernKind.DAY_WORD, f"{one.word} = {one.means:%d/%m}")] = None
    for host in contacts(appeal.texts).hosts:
        if not trusted(host, hosts):
            concerns[Concern(ConcernKind.HOST, host)] = None
    return tuple(sorted(concerns, key=lambda concern: list(ConcernKind).index(concern.kind)))


def in_words(said: str, names: Collection[str] = (), *, masa_tenang: bool = False) -> list[Concern]:
    """The concerns about words that go to citizens, each with the words that are not neutral."""
    guarded = _guarding([name for name in map(_said, names) if name]) if names else None
    readings = {said, _undisguised(said)}
    hits = {hit for reading in readings for hit in _hits(reading, guarded, masa_tenang=masa_tenang)}
    return list(dict.fromkeys(Concern(hit.kind, said[hit.start : hit.end]) for hit in _widest(hits)))


def needs_override(concerns: Iterable[Concern]) -> bool:
    """Whether only an emergency, with its two approvers, may go out like this."""
    return any(concern.kind in OVERRIDES for concern in concerns)


def check_neutral(concerns: Iterable[Concern]) -> None:
    """Refuse what nobody may approve, an emergency or not."""
    for concern in concerns:
        if concern.kind in REFUSED:
            raise Refused("approval.campaign", excerpt=concern.excerpt)


class _Hit(NamedTuple):
    kind: ConcernKind
    start: int  # where it stands in the text
    end: int


def _hits(text: str, names: Phrases | None, *, masa_tenang: bool) -> Iterable[_Hit]:
    """What is found under the labels of the table and no neutral phrase covers, and the names."""
    words = read(text)
    said = [word.plain if len(word.plain) < 3 or not word.plain.isdecimal() else "" for word in words]
    found = _FIND.find(said)
    neutral = _NEUTRAL.find(said) if found else ()
    loud = [
        one
        for kind in (*_ALWAYS, ConcernKind.MASA_TENANG)[: None if masa_tenang else -1]
        for one in outside(_labelled(kind, found), _labelled(kind, neutral))
    ]
    if names:
        loud += names.find(said)
    for one in loud:
        start, end = words[one.start].start, words[one.end - 1].end
        yield _Hit(ConcernKind(one.label), start, end)
        if masa_tenang:
            yield _Hit(ConcernKind.MASA_TENANG, start, end)


def _guarding(names: Sequence[str]) -> Phrases:
    """The names a resort guards, and asking people to choose who bears one."""
    asked = [f"{_CHOOSE} {gap}{name}" for name in names for gap in ("", "... ")]
    return Phrases({ConcernKind.CANDIDATE: names, ConcernKind.CAMPAIGN: asked}, endings=())


def _labelled(kind: ConcernKind, found: Iterable[Found]) -> list[Found]:
    return [one for one in found if one.label == kind]


def _said(name: str) -> str:
    return " ".join(word.plain for word in read(name))


def _undisguised(text: str) -> str:
    """The text with digits and signs inside words as the letters they look like, fillers as the spaces they imitate."""
    return _IN_WORD.sub(lambda found: _LETTERS[found.lastgroup or found[0]], spaced(text))


def _widest(hits: Collection[_Hit]) -> list[_Hit]:
    """Without what lies inside a longer hit of the same kind, in reading order."""
    kept: list[_Hit] = []
    reach: dict[ConcernKind, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reach.get(hit.kind, 0):
            kept.append(hit)
            reach[hit.kind] = hit.end
    return kept


_CHOOSE = "pilih|pilihlah|memilih|milih|coblos|coblosin|mencoblos|nyoblos|dukung|dukunglah|mendukung|menangkan"
_ALWAYS = (ConcernKind.CAMPAIGN, ConcernKind.CANDIDATE, ConcernKind.NUMBER, ConcernKind.PARTISAN)
_ENDINGS = ("lah", "nya", "kan")
_CONSONANT = "[bcdfghjklmnpqrstvwxyz]"
_IN_WORD = re.compile(
    rf"(?<=[^\W\d_]|[@$])(?:(?P<i>(?<={_CONSONANT})1(?={_CONSONANT})|1(?!\w))|(?P<l>1(?![0-9]))|[03457@$](?![0-9]))",
    re.IGNORECASE,
)
_LETTERS = {"i": "i", "l": "l", "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_TABLE = tomllib.loads(files(__package__).joinpath("lint.toml").read_text(encoding="utf-8"))
_FIND = Phrases(_TABLE["find"], _ENDINGS)
_NEUTRAL = Phrases(_TABLE["neutral"], _ENDINGS)
