"""Reads a message out of the blue: is it a report, of what, is life in danger, at which TPS."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise

import language.words
from language.phrases import Found, Phrases
from language.words import plain, squeeze
from reports import everyday, number
from reports.accused import Office, accused_in
from reports.asking import ASKS, SURELY_ASKS, SURELY_TELLS, TELLS, tells
from reports.category import Category, Family, Kind, family_of
from reports.category_table import ROWS
from reports.danger import ANYWHERE, Alarm, hear, is_headline
from reports.follow_up import FollowUp, follow_up_of
from reports.matters import Telling, matters, told_apart
from reports.suggestions import suggest
from reports.tps import tps_in
from reports.voices import Voice, voices_of
from resort.area import Areas


class Sort(StrEnum):
    """What a message wants from us."""

    REPORT = "laporan"
    GREETING = "sapaan"
    QUESTION = "pertanyaan"
    STATUS = "tanya_status"  # asks after a report already sent
    CANCEL = "pembatalan"
    THANKS = "terima_kasih"
    TEST = "uji_coba"
    ABUSE = "kata_kasar"
    POLICE_CONDUCT = "perilaku_polisi"  # a complaint about the police: Propam's channel, not this queue
    UNCLEAR = "belum_jelas"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says; a suggestion to be confirmed by its author, never a decision."""

    sort: Sort
    category: Category | None  # if a rule speaks for it
    suggestions: tuple[Category, ...]  # at most three, the likeliest first
    alarm: Alarm  # whether life is in danger now: surely, perhaps (one question tells), or not
    tps: str | None  # three digits, "012"; the one that is meant
    matters: tuple[str, ...] = ()  # the parts of a message that tells of several things; empty for one
    voices: frozenset[Voice] = frozenset()  # whose words they are, where that matters
    follow_up: FollowUp | None = None  # what it says of an open report of its author, if there is one
    everyday: bool = False  # it tells of nothing to act on: talk of the day, a joke, good news
    accused: tuple[Office, ...] = ()  # the offices that it says did something wrong
    names_tps: bool = False  # it names a TPS; of several, or of one that is denied, `tps` is none
    moves_tps: bool = False  # it puts a TPS right that was told before

    @property
    def danger(self) -> bool:
        """Whether life is surely in danger now. A doubt neither raises the alarm nor takes anything away."""
        return self.alarm is Alarm.DANGER


def read(text: str, areas: Areas | None = None, *, placed: bool = False) -> Reading:
    """What a message is, whatever its spelling; any string gives an answer.

    `areas` are the resort's: no danger is heard in the name of a place. Without them only a name that is announced as
    one ("kec …") is known for a place. `placed` says that the message names one of them.
    """
    words = language.words.read(text)
    said = tuple(word.plain for word in words)
    danger = hear(words, areas.names if areas else ANYWHERE)
    alarm = danger.alarm
    if alarm is Alarm.DANGER and is_headline(text):
        alarm = Alarm.DOUBTFUL
    parts = matters(text) or told_apart(text, lambda part: _tells(part, areas))
    if alarm is Alarm.DOUBTFUL and any(
        hear(language.words.read(part), areas.names if areas else ANYWHERE).alarm is Alarm.DANGER for part in parts
    ):
        alarm = Alarm.DANGER  # what is told beside it takes nothing away
    wanted = frozenset(found.label for found in _SORTS.find(said, 1))
    if alarm is Alarm.DANGER and "cancel" in wanted and not danger.kinds:
        alarm = Alarm.DOUBTFUL  # "tolong hapus laporan saya, saya takut" cries for nothing but that
    voices = voices_of(said)
    if alarm is Alarm.DOUBTFUL and Voice.CHILD in voices and not _PLEAS.isdisjoint(said) and ":tawa" not in said:
        alarm = Alarm.DANGER  # a child who asks for help is asked nothing first
    scores = _scores(said)
    scores.update({code: _SIGN * count for code, count in danger.kinds.items()})
    scores.update({code: _ABOVE_ALL for code, row in ROWS.items() if row.voice in voices})
    told, accused = tps_in(text, words), accused_in(words)
    tps, named, moves = told.tps, told.named, told.corrects
    follow_up = follow_up_of(said) if alarm is not Alarm.DANGER else None
    sort = _sort(text, said, wanted, alarm, bool(scores), named=named)
    if sort not in (Sort.REPORT, Sort.UNCLEAR) and alarm is not Alarm.DOUBTFUL:
        return Reading(
            sort,
            None,
            (),
            alarm,
            tps,
            voices=voices,
            follow_up=follow_up,
            accused=accused,
            names_tps=named,
            moves_tps=moves,
        )
    suggestions = suggest(said, scores, only=Kind.DISTURBANCE if alarm is Alarm.DANGER else None)
    category = next((each for each in suggestions if each in scores), None)
    meant = placed or named or bool(accused or voices) or not wanted.isdisjoint(_TELLING)
    return Reading(
        sort=sort,
        category=category,
        suggestions=suggestions,
        alarm=alarm,
        tps=tps,
        matters=parts,
        voices=voices,
        follow_up=follow_up,
        everyday=alarm is Alarm.NONE
        and voices <= _NAMED_ONLY
        and everyday.is_everyday(said, known=category is not None or meant, unreal=danger.unreal and not named),
        accused=accused,
        names_tps=named,
        moves_tps=moves,
    )


def _tells(part: str, areas: Areas | None) -> Telling:
    """What one part of a message tells by rule, heard alone."""
    words = language.words.read(part)
    said = tuple(word.plain for word in words)
    scores = _scores(said)
    scores.update(
        {code: _SIGN * count for code, count in hear(words, areas.names if areas else ANYWHERE).kinds.items()}
    )
    category = max(scores, key=lambda code: scores[code], default=None)
    named = frozenset(area.code for area in areas.find(part)) if areas else frozenset[str]()
    return Telling(category, category and str(family_of(Category(category))), tps_in(part, words).tps, named)


_MOST_FOUND = 40  # phrases of one category that are counted
_SIGN = 2  # what a sign of danger is worth in words that speak for a category
_ABOVE_ALL = 1_000
_PLEAS = frozenset({"tolong", "tolongin", "tolongi", "help"})
_NAMED_ONLY = frozenset({Voice.LEADERSHIP})  # whoever leads the police may be greeted, too
_TELLING = frozenset({"report", "complaint"})  # who says so, or asks why it is allowed, tells of something
_SHORT_CONTACT = 5  # words in which somebody asks whether we are there
_FEWEST_TOLD = 3  # words whose sound tells of something
_STORY = 6  # from so many words on, a message that is nothing else may be a report
_NUMBER = re.compile(r"\b[a-z]{2,5}[\s-]?[0-9]{4}[\s-]?[0-9]{4,6}[\s-]?[0-9]\b")


def _scores(said: tuple[str, ...]) -> Counter[str]:
    """How many words speak for each category by rule. What is denied speaks for none: "tidak ada yang luka"."""
    covered: dict[str, set[int]] = {}
    scores: Counter[str] = Counter()
    for found in sorted(_CATEGORIES.find(said, _MOST_FOUND), key=lambda one: -one.weight):
        taken = covered.setdefault(found.label, set())
        span = range(found.start, found.end)
        if not taken.issuperset(span) and not _denied(found, said):
            scores[found.label] += found.weight
            taken.update(span)
    return scores


def _denied(found: Found, said: tuple[str, ...]) -> bool:
    if family_of(Category(found.label)) not in _DENIABLE:
        return False
    before = next((word for word in said[found.start - 1 :: -1] if word not in _CARRY), "") if found.start else ""
    return before in _DENY


def _sort(
    text: str, said: tuple[str, ...], wanted: frozenset[str], alarm: Alarm, by_rule: bool, *, named: bool
) -> Sort:
    if "police_conduct" in wanted and _POSES.isdisjoint(said) and not _ELECTION & set(said):
        return Sort.POLICE_CONDUCT
    if alarm is Alarm.DANGER:
        return Sort.REPORT
    if (alone := _alone(said)) is not None:
        return alone
    complaint = "complaint" in wanted and (by_rule or named or len(said) >= _STORY)
    happening = complaint or (by_rule and (named or "happening" in wanted))
    if "status" in wanted or (len(said) < 12 and _names_a_report(plain(text, 12))):
        return Sort.REPORT if by_rule and "happening" in wanted and len(said) > _STORY else Sort.STATUS
    told = tells(said)
    if "cancel" in wanted:
        tale = (by_rule or (len(said) > _STORY and told > TELLS)) and not _ABOUT_REPORTS.intersection(said)
        return Sort.REPORT if tale else Sort.CANCEL
    if not said and len(text) <= _FEW_SIGNS and _THANKS_SIGNS.intersection(text):
        return Sort.THANKS
    if not by_rule and ("?" in text if not said else "contact" in wanted and len(said) <= _SHORT_CONTACT):
        return Sort.GREETING  # only whether anybody is there
    if "question" in wanted or (not by_rule and "?" in text):
        return Sort.REPORT if (happening and told > ASKS) or told > TELLS else Sort.QUESTION
    if not by_rule and len(_ALONE[Sort.ABUSE].intersection(said)) * 3 >= len(said) > 0:
        return Sort.ABUSE
    if (
        len(said) > 1
        and told < ASKS
        and not (complaint or happening or named)
        and (told < SURELY_ASKS or _asks(text, said))
    ):
        return Sort.QUESTION
    story = by_rule or named or len(said) >= _STORY or (len(said) >= _FEWEST_TOLD and told > SURELY_TELLS)
    return Sort.REPORT if story or "report" in wanted else Sort.UNCLEAR


def _names_a_report(text: str) -> bool:
    """Whether a report's number stands in a text; one of an account or a telephone is none: its digits do not check."""
    return any("-" in found[0] or number.parse(found[0]) is not None for found in _NUMBER.finditer(text))


def _asks(text: str, said: tuple[str, ...]) -> bool:
    """Whether it is shaped as a question: "boleh …" and "… boleh tidak" ask, "tidak boleh" tells."""
    rest = [word for word in said if word not in _FILLER or word == "tidak"]
    return (
        "?" in text
        or rest[-1:] in (["tidak"], ["belum"])
        or any(word in _INTERROGATIVE and before != "tidak" for before, word in pairwise(("", *said)))
    )


def _alone(said: tuple[str, ...]) -> Sort | None:
    """The sort of a message that has nothing but greetings, thanks, tests or insults in it."""
    rest = [word for word in said if word not in _FILLER]
    if rest and _NO_THANKS.issuperset(rest):
        return None  # "cepat pak", "bantuan"
    for sort, vocabulary in _ALONE.items():
        if rest and all(word in vocabulary for word in rest):
            return sort
    without = [word for word in rest if word not in _ALONE[Sort.GREETING]]
    if without != rest:
        return next((sort for sort, known in _ALONE.items() if all(word in known for word in without)), None)
    return None


_TABLE = tomllib.loads(files(__package__).joinpath("triage.toml").read_text(encoding="utf-8"))
_CATEGORIES = Phrases({code: row.words for code, row in ROWS.items()})
_SORTS = Phrases(_TABLE["sort"])
_INTERROGATIVE = frozenset(map(squeeze, _TABLE["asks"]["words"]))
_FILLER = frozenset(map(squeeze, _TABLE["alone"]["filler"]))
_ALONE: dict[Sort, frozenset[str]] = {
    Sort.GREETING: frozenset(map(squeeze, _TABLE["alone"]["greeting"])),
    Sort.THANKS: frozenset(map(squeeze, _TABLE["alone"]["thanks"])),
    Sort.TEST: frozenset(map(squeeze, _TABLE["alone"]["test"])),
    Sort.ABUSE: frozenset(map(squeeze, _TABLE["alone"]["abuse"])),
    Sort.CANCEL: frozenset(map(squeeze, _TABLE["alone"]["cancel"])),
}
_FEW_SIGNS = 8  # characters
_THANKS_SIGNS = frozenset(_TABLE["alone"]["thanks_signs"])
_NO_THANKS = frozenset(map(squeeze, _TABLE["alone"]["no_thanks"]))
_DENIABLE = frozenset({Family.VIOLENCE, Family.DANGER})  # elsewhere what is missing is the matter: "belum ada undangan"
_DENY = frozenset({"tidak", "bukan", "tanpa", "belum", "nihil", "no", "not"})
_CARRY = frozenset(map(squeeze, ("ada", "yang", "orang", "sampai", "korban", "pun", "satu", "terjadi", "any", "one")))
_ABOUT_REPORTS = frozenset(
    map(squeeze, ("laporan", "laporanku", "lapor", "aduan", "batalkan", "batal", "report", "cancel"))
)
_POSES = frozenset(map(squeeze, ("mengaku", "gadungan", "palsu", "berpura", "pura", "menyamar", "mengatasnamakan")))
# Police officers who take sides are an election violation, which has its own category.
_ELECTION = frozenset(
    map(squeeze, ("kampanye", "paslon", "netral", "netralitas", "coblos", "dukung", "mendukung", "calon"))
)
