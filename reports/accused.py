"""Whose office a message accuses: the office named as the one who did it, not as victim, witness, place or addressee.

The words are read as roles around each office that is named, within its sentence:

  "ketua KPPS bagi amplop"          a deed behind it: accused
  "saya diancam (oleh) pak RT"      a passive before it: accused
  "yang bagi uang itu PTPS"         named as who did it: accused
  "PTPS dipukul", "mukul PTPS"      it suffers the deed: not accused
  "kata ketua KPPS ada yang ..."    it speaks, is told, or is a place: not accused

The reading is a reason to ask the reporter, never a decision: see `casework.objections`.
"""

import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import inf

from language.forms import forms
from language.phrases import CLITICS, Found, Phrases
from language.words import Word, squeeze
from reports.bayes import Scale
from reports.lessons import Lines, asking, doers, everyday, together
from resort.agency import Agency, Level

REACH = 8  # words of a sentence in which an office and a deed belong together
_MOST = 24  # offices of one message that are looked at
_NEAR = 3


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """An office that a message accuses, and whose unit at the place of the report it belongs to."""

    code: str
    agency: Agency
    level: Level


def accused_in(message: Sequence[Word]) -> tuple[Office, ...]:
    """The offices that a message accuses, in their order; of most messages none."""
    said = [_corrected(word.plain) for word in message]
    named = list(_OFFICES.find(said, _MOST))
    if not named:
        return ()
    ends = [index for index, word in enumerate(message) if word.mark == "."]
    commas = frozenset(index for index, word in enumerate(message) if word.mark == ",")
    accused: dict[Office, None] = {}
    for office in _outermost(named):
        start = max((end + 1 for end in ends if end < office.start), default=0)
        stop = min((end + 1 for end in ends if end >= office.end - 1), default=len(said))
        if said[stop : stop + 1] and said[stop] in _TAKES_UP:  # "orangnya ketua KPPS. Dia memeluk saya"
            stop = min((end + 1 for end in ends if end >= stop), default=len(said))
        sentence = _Sentence(said, start, stop, commas)
        weight = _learnt().weigh(sentence.around(office))
        if weight > _LEAST[sentence.accuses(office, named)]:
            accused[_BY_CODE[office.label]] = None
    return tuple(accused)


class _Reads(Enum):
    """What the roles of the words say of an office."""

    SAYS_SO = "says so"
    DID_IT = "did it"
    UNKNOWN = "unknown"
    ANOTHER = "another"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of one sentence, and what stands where around an office that it names."""

    said: Sequence[str]
    start: int
    stop: int
    commas: frozenset[int] = frozenset()

    def accuses(self, office: Found, named: Collection[Found]) -> _Reads:
        """What this sentence says of the office."""
        first = self._first_of_name(office)
        if "oknum" in self.said[first : office.start]:
            return _Reads.SAYS_SO
        before = self.said[first - 1] if first > self.start else ""
        if first == self.start and office.end - 1 in self.commas:
            return _Reads.NEVER  # "pak polisi, ..."
        cries = before in _GREETS and _is_active(self._at(office.end)) and self._at(office.end) not in _STEMS
        if (before in _GREETS and not cries) or before in _NOT or self._is_the_writer(first - 1):
            return _Reads.NEVER  # "tolong pak RT usir dia" asks for it
        if cries and self._does(office, named) is _Reads.DID_IT:
            return _Reads.SAYS_SO  # "tolong pak RT mukul istrinya" tells of it
        if self._is_pretended(first, office):
            return _Reads.ANOTHER
        if self._named_as_culprit(first) or self._accused_by_noun(first) or self._said_last(first, office):
            return _Reads.SAYS_SO
        if self._suffered_from(first):
            near = self.said[max(self.start, first - _NEAR) : first]
            return _Reads.DID_IT if any(word in _OTHERS for word in near) else _Reads.SAYS_SO
        if self._suffered_next(first, office):
            return _Reads.DID_IT
        return self._as_mentioned(first, office) or self._does(office, named)

    def _as_mentioned(self, first: int, office: Found) -> _Reads | None:
        """What the word before an office makes of it, and the one behind it; None where they make nothing."""
        before = self._at(first - 1)
        if before in _SPEAKS or (before == "dari" and self._at(first - 2) in _SPEAKS):
            return _Reads.NEVER
        if before in _TOLD or (before in _BY and before not in ("dari", "by")):
            if self._left_undone(office):
                return _Reads.DID_IT
            return _Reads.ANOTHER if before in _BY else _Reads.NEVER
        behind = office.end + (self._at(office.end) in _PERSON)
        if before in _REPORTS_TO and (self._at(behind) in _ABOUT or behind - 1 in self.commas):
            return _Reads.NEVER  # "mau lapor polisi pak, ada ..."
        if self._is_object(first) or self._at(office.end) in _BEING:
            return _Reads.ANOTHER
        next_two = [self._at(office.end), self._at(office.end + 1)]
        if before not in _PLACE and any(map(_is_passive, next_two)) and not _is_active(next_two[0]):
            return _Reads.NEVER  # "PTPS dilecehkan ..."
        if before in _PLACE and before != "anggota":
            return _Reads.DID_IT if self._left_undone(office) else _Reads.ANOTHER
        return None

    def around(self, office: Found) -> tuple[str, ...]:
        """The words around an office, which itself is a mark: one office does what another does."""
        before = self.said[max(self.start, self._first_of_name(office) - _BEFORE) : self._first_of_name(office)]
        return (*before, f"xx{office.label}", *self.said[office.end : min(self.stop, office.end + _BEHIND)])

    def _first_of_name(self, office: Found) -> int:
        first = office.start
        while first > self.start and self.said[first - 1] in _PERSON:
            first -= 1
        return first

    def _at(self, index: int) -> str:
        return self.said[index] if self.start <= index < self.stop else ""

    def _is_the_writer(self, at: int) -> bool:
        """ "saya ketua KPPS", "saya adalah ...", but not "yang memukul adalah ..."."""
        if at in self.commas:
            return False  # "bantu saya, pak kades ..."
        if self._at(at) == "adalah" and self._at(at - 1) not in _SELF:
            return False
        if self._at(at - 1) in _KIN:
            return False  # "suami saya polisi"
        return self._at(at) in _SELF and not self._done_to_writer(at)

    def _done_to_writer(self, at: int) -> bool:
        """ "yang pegang saya PTPS", "diancam saya sama": the writer suffers it, and is not of that office."""
        return any(_is_deed(self._at(index)) for index in (at - 1, at - 2))

    def _is_pretended(self, first: int, office: Found) -> bool:
        """ "ngaku petugas KPPS", "polisi gadungan": somebody who only says that they are of that office."""
        near = self.said[max(self.start, first - _NEAR) : first]
        claims = [at for at, word in enumerate(near) if word in _CLAIMS]
        names = bool(claims) and all(word in _CLAIMS or word in _SELF or word in _BY for word in near[claims[0] :])
        return names or self._at(office.end) in _FALSE

    def _named_as_culprit(self, first: int) -> bool:
        window = self.said[max(self.start, first - _NEAR) : first]
        if any(word in _CULPRIT for word in window) or any(f"{a} {b}" in _CULPRIT for a, b in pairwise(window)):
            return True
        before = self._at(first - 1)
        if before in _REPORTED:
            return True
        reach = self.start if before in _NAMES else max(self.start, first - REACH - 1)
        earlier = list(self.said[reach:first])
        if "yang" not in earlier and "who" not in earlier:
            return False
        asked = earlier[max(_last(earlier, "yang"), _last(earlier, "who")) :]
        does_it = before.endswith("kan") and not before.startswith("di") and before not in _WATCHING_WORDS
        if does_it and self._at(first - 2) in ("yang", "who"):
            return True  # "yang matikan ketua KPPS"
        if not any(_is_active(word) or word in _ACCUSING_WORDS for word in asked):
            return False
        if before in _NAMES or before in _SELF:
            return True
        return not (_is_active(before) or before in _PERSON_OBJECTS or before in _NOT_THE_DOER)

    def _said_last(self, first: int, office: Found) -> bool:
        """ "... . babinsa dia tu", "..., aparat polsek pula tu": who it was comes at the end."""
        behind = self.said[office.end : self.stop]
        return 1 < len(behind) <= 3 and behind[0] in _SO_IT_WAS and behind[-1] in _NAMES

    def _suffered_from(self, first: int) -> bool:
        """ "dipukul PTPS", "diminta uang oleh pak RT", "kena tampar polisi"."""
        at, marked = first - 1, False
        if self._at(at) in _BY:
            at, marked = at - 1, True
        for back in range(5 if marked else 3):
            word = self._at(at - back)
            by_somebody = marked and self._at(first - 1) != "dari" and _is_any_passive(word)
            if _is_passive(word) or by_somebody or (word in ("kena", "was", "were") and marked):
                beyond = self.said[at - back + 1 : first]
                elsewhere = not marked and any(each in _PLACE or each == "ke" for each in beyond)
                return not elsewhere and not any(each in _HARMLESS for each in beyond)
        return marked and self._at(first - 1) == "dari" and self._at(at) in _MONEY

    def _suffered_next(self, first: int, office: Found) -> bool:
        """ "dipanggil pak lurah, diancam ...": whoever did the first thing to the writer did the next one too."""
        if not self._at(first - 1).startswith("di") or len(self._at(first - 1)) < 5:
            return False
        at = office.end + (self._at(office.end) in _THEN)
        joined = at > office.end or office.end - 1 in self.commas
        return joined and _is_passive(self._at(at)) and not {self._at(at + 1), self._at(at + 2)} & _OTHERS

    def _accused_by_noun(self, first: int) -> bool:
        marked = self._at(first - 1) in (*_BY, "oknum", "para")
        near = [self._at(first - 1), *([self._at(first - 2), self._at(first - 3)] if marked else [])]
        return any(word in _NOUNS or _bare(word) in _NOUNS for word in near)

    def _is_object(self, first: int) -> bool:
        """ "orang itu mukul PTPS": right behind an active deed it suffers it."""
        return _is_active(self._at(first - 1)) and self._at(first - 1) not in _ACCUSING_WORDS

    def _left_undone(self, office: Found) -> bool:
        """ "sudah lapor ke panwas tapi tidak ditanggapi"."""
        reach = self.said[office.end : min(self.stop, office.end + REACH + 2)]
        to_writer = {at + 1 for at, word in enumerate(reach) if word in ("malah", "saya", "kami", "yang", "katanya")}
        by_another = {at - 1 for at, word in enumerate(reach) if word in _OTHERS}
        treated = any(_is_passive(word) and at in to_writer - by_another for at, word in enumerate(reach))
        charged = any(
            one.startswith("diminta") and (next_one in _MONEY or one == "dimintai")
            for one, next_one in pairwise((*reach, ""))
        )
        return bool(_LEFT_UNDONE.find(reach)) or treated or charged

    def _does(self, office: Found, named: Collection[Found]) -> _Reads:
        others = {each.start for each in named if each.start >= office.end}
        denied = joined = False
        stop = min(self.stop, office.end + REACH)
        reach = self.said[office.end : stop]
        undone = {office.end + each.start for each in _LEFT_UNDONE.find(reach)}
        accusing = {office.end + each.start for each in _ACCUSING.find(reach)}
        watching = {office.end + each.start for each in _WATCHING.find(reach)}
        for index in range(office.end, stop):
            word = self.said[index]
            if index in undone:
                return _Reads.DID_IT
            if index in others and index == office.end:
                return _Reads.NEVER  # "komisioner Bawaslu": the same people are named again
            if index in others or (index in watching and index not in accusing):
                return _Reads.ANOTHER
            takes_up = word in _TAKES_UP and index - office.end < _TAKEN_UP_WITHIN
            if word in _OTHERS and not joined and not takes_up:
                return _Reads.ANOTHER
            if index in accusing:
                return _Reads.ANOTHER if denied and word != "netral" else _Reads.DID_IT
            if _is_passive(word):
                return _Reads.ANOTHER
            if _is_active(word) and not (word == "kasih" and self._at(index - 1) == "terima"):
                if word in _REFUSING and (_is_passive(self._at(index + 1)) or self._at(index + 1) in _MONEY):
                    return _Reads.UNKNOWN
                things = self.said[index + 1 : min(self.stop, index + 4)]
                harmless = word in _GIVING and any(each in _HARMLESS for each in things)
                if harmless:
                    return _Reads.UNKNOWN
                return _Reads.ANOTHER if denied else _Reads.DID_IT
            denied = word in ("tidak", "bukan", "belum", "jangan", "not")
            joined = word in ("dan", "bersama", "sama", "dengan", "and")
        return _Reads.UNKNOWN


@lru_cache(8_192)
def _corrected(word: str) -> str:
    """A long name of an office as it is meant where it was typed wrong: "panwascan", "bhabinkantibmas"."""
    for name, most in _TYPED_WRONG.items():
        if word != name and abs(len(word) - len(name)) <= most and word[:1] == name[:1] and _apart(word, name, most):
            return name
    return word


def _apart(one: str, other: str, most: int) -> bool:
    """Whether no more than so many letters have to be changed, put in or left out."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, wanted in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != wanted))
    return row[-1] <= most


def _last(words: Sequence[str], word: str) -> int:
    return len(words) - 1 - words[::-1].index(word) if word in words else 0


def _outermost(found: Iterable[Found]) -> list[Found]:
    """Of names that overlap the longest one: "ketua KPPS" is not also "ketua"."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.start)


def _bare(word: str) -> str:
    ending = next((each for each in CLITICS if word.endswith(each) and len(word) > len(each) + 3), "")
    return word.removesuffix(ending)


def _is_passive(word: str) -> bool:
    return word in _PASSIVE or _bare(word) in _PASSIVE


def _is_any_passive(word: str) -> bool:
    """Whether somebody suffers something, in whatever word: "disiuli", "dibawa"; not "dibantu", "dijaga"."""
    return len(word) > 5 and word.startswith("di") and word not in _HARMLESS and word not in _DONE_WELL


def _is_active(word: str) -> bool:
    return (word in _DEEDS or _bare(word) in _DEEDS) and not _is_passive(word)


def _is_deed(word: str) -> bool:
    return _is_active(word) or _is_passive(word)


def _words(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(squeeze(each) for each in lines)


@cache
def _learnt() -> Scale:
    """What was learnt of how people tell that an office did it."""
    talk = (*together(everyday()), *asking()["question"])
    return Scale(lambda: _around(doers()["accuses"]), lambda: _around((*doers()["accuses_nobody"], *talk)))


def _around(lines: Lines) -> Lines:
    """The words around the first office of each line that names one."""
    made = []
    for line in lines:
        said = [_corrected(word) for word in line]
        if found := _outermost(_OFFICES.find(said, _MOST)):
            made.append(_Sentence(said, 0, len(said)).around(found[0]))
    return tuple(made)


_BEFORE, _BEHIND = 7, 11  # words around an office that are weighed
# How much the words have to sound like an accusation, by what their roles say: that this is who did it, that the office
# did something, nothing that we know, that somebody else did it, that it is the writer's own or is only turned to.
_LEAST = {_Reads.SAYS_SO: -inf, _Reads.DID_IT: -3.0, _Reads.UNKNOWN: 0.6, _Reads.ANOTHER: 3.5, _Reads.NEVER: inf}
_TAKES_UP = frozenset({"dia", "ia", "beliau", "orangnya"})
_TAKEN_UP_WITHIN = 2  # words behind the office
_TYPED_WRONG = {squeeze(name): most for name, most in (("panwascam", 1), ("panwaslu", 1), ("bhabinkamtibmas", 3))}
_TABLE = tomllib.loads(files(__package__).joinpath("accused.toml").read_text(encoding="utf-8"))
_BY_CODE = {code: Office(code, Agency(row["agency"]), Level(row["level"])) for code, row in _TABLE["office"].items()}
_OFFICES = Phrases({code: row["words"] for code, row in _TABLE["office"].items()})
_ROLES = _TABLE["deeds"]
_DEEDS = frozenset(squeeze(form) for stem in _ROLES["stems"] for form in forms(stem)) - _words(_ROLES["no_deeds"])
_STEMS = _words(_ROLES["stems"])
_PASSIVE = frozenset(
    squeeze(form) for stem in _ROLES["stems"] for form in (*forms(stem, passive_only=True), f"ter{stem}")
)
_ACCUSING = Phrases({"accuses": _ROLES["words"]})
_ACCUSING_WORDS = _words(each for each in _ROLES["words"] if " " not in each)
_LEFT_UNDONE = Phrases({"undone": _ROLES["left_undone"]})
_WATCHING = Phrases({"watches": _ROLES["watches"]})
_HARMLESS, _OTHERS = _words(_ROLES["harmless"]), _words(_ROLES["others"])
_GIVING = frozenset(squeeze(form) for stem in _ROLES["giving"] for form in forms(stem))
_GREETS, _REFUSING = _words(_ROLES["greets"]), frozenset(squeeze(form) for form in forms("tolak"))
_REPORTS_TO, _ABOUT, _BEING = _words(_ROLES["reports_to"]), _words(_ROLES["about"]), _words(_ROLES["being"])
_TOLD, _PLACE, _SPEAKS = _words(_ROLES["told"]), _words(_ROLES["place"]), _words(_ROLES["speaks"])
_BY, _NAMES, _CULPRIT = _words(_ROLES["by"]), _words(_ROLES["names"]), _words(_ROLES["culprit"])
_REPORTED, _NOUNS, _SELF = _words(_ROLES["reported"]), _words(_ROLES["nouns"]), _words(_ROLES["self"])
_CLAIMS, _FALSE, _THEN = _words(_ROLES["claims"]), _words(_ROLES["false"]), _words(_ROLES["then"])
_NOT, _PERSON = _words(_ROLES["not"]), _words(_ROLES["person"])
_SO_IT_WAS, _KIN, _DONE_WELL = _words(_ROLES["so_it_was"]), _words(_ROLES["kin"]), _words(_ROLES["done_well"])
_WATCHING_WORDS = _words(each for each in _ROLES["watches"] if " " not in each)
_MONEY = _words(["uang", "duit", "amplop", "sembako", "sogokan", "uangnya", "duitnya", "amplopnya"])
_PERSON_OBJECTS = _words(["orang", "warga", "pemilih", "saksi", "anak", "perempuan", "ibu"])
_NOT_THE_DOER = _PLACE | _TOLD | _SPEAKS | _BY
