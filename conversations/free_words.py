"""What words mean that no question asked for: one table, the first line that fits decides.

Danger to life in them is heard before this, wherever they are typed, and a reply to one of our messages belongs to that
message's report. Here is decided whether words belong to the report that was sent or asked about minutes ago.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from broadcasts.genuine import normal
from language.words import plain, squeeze, words
from reports import number as numbers
from reports.category import Category, kind_of
from reports.danger import Alarm
from reports.follow_up import FollowUp, asks_after
from reports.joining import says_another
from reports.meaning import Meaning
from reports.tally import is_tally, is_turnout
from reports.triage import Sort

RECENT = timedelta(minutes=10)  # since the report was sent, a question was asked, or something was added
SHORTEST_REPORT = 25  # letters of a message that is offered as a report though nothing in it says what it is
ASIDE = (Sort.QUESTION, Sort.STATUS, Sort.CANCEL, Sort.POLICE_CONDUCT)  # no part of what happened
_TALK = (Sort.GREETING, Sort.THANKS, Sort.TEST, Sort.ABUSE)


class Sense(StrEnum):
    """What is done with words."""

    NUMBER = "number"  # a report's number: show how it stands
    STATUS = "status"  # how the open report stands
    WITHDRAW = "withdraw"  # let go of what is offered; of an open report: ask whether to take it back
    FOLLOW_UP = "follow_up"  # to the open report: it is over, it grows, nobody came, it was a mistake
    FIGURES = "figures"  # of votes: kept nowhere
    HUMAN = "human"  # a message to the people at the desk
    ADDITION = "addition"  # to the report of minutes ago
    STEP = "step"  # of the open dialogue
    DOUBT = "doubt"  # it sounds like danger: ask whether it happens now
    REPORT = "report"  # offered as one
    TALK = "talk"  # answered as what it is: a greeting, a question, thanks


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a report that words may belong to."""

    category: Category | None
    district: str | None
    village: str | None
    tps: str | None


@dataclass(frozen=True, slots=True)
class Around:
    """What is open when the words come."""

    recent: Known | None = None  # the report that was sent or asked about minutes ago
    standing: bool = False  # a report that was sent earlier is still open
    offered: bool = False  # a report is offered, and not accepted yet


_CODE = re.compile(r"(?<!\S)/cek(?:@\w+)?\s+(?P<code>[0-9A-Za-z-]{8,12})(?!\S)")
_LONGEST_WISH, _PLAINLY = 90, 40  # letters; in the fewer nothing else is said
_HUMAN = re.compile(
    r"\b(?:bicara|berbicara|ngomong|ngobrol|chat(?:ting)?|curhat|konsultasi|hubungkan|sambungkan|hubungi|talk|speak)\b"
    r"[^.!?]{0,12}\b(?:dengan|dgn|dg|sama|ama|ke|kepada|to|with|langsung)\b[^.!?]{0,12}"
    r"\b(?:manusia|orang|petugas|polisi|admin|operator|piket|human|person|officer|police)\b"
)
_REPORTING = frozenset(["lapor", "melapor", "melaporkan", "laporan", "report"])
_ONLY_REPORTING = frozenset(["lapor", "melapor"])  # enough without a wish
_WISHING = frozenset(["mau", "ingin", "izin", "hendak", "pengen", "buat", "bikin", "want", "need"])
_BESIDE_A_WISH = frozenset(
    [
        "saya", "pak", "bu", "bapak", "ibu", "min", "admin", "kak", "bang", "komandan", "polisi", "dong", "ya", "nih",
        "jadi", "eh", "deh", "aja", "tetap",
        "halo", "permisi", "selamat", "pagi", "siang", "sore", "malam", "sesuatu", "i", "to", "a", "something",
    ]
)  # fmt: skip
_TRUE = re.compile(
    r"\b(?:benarkah|betulkah|hoax|hoaks|hoak)\b|\b(?:apa|apakah|emang|memang)\s+(?:iya\s+)?(?:benar|betul|bener)\b"
    r"|\b(?:benar|betul|bener)\s+(?:tidak|atau|ga|gak|nggak)\b|\bis (?:it|this) true\b"
)
_FEWEST_ANNOUNCED, _LONGEST_HEAD = 6, 9  # words
_OPENING = 160  # letters in which an announcement says what it is
_HEAD_ENDS = re.compile(r"[:\n!]|\s[-–—]\s")
_FORMAL = re.compile(
    r"\b(?:diberitahukan|diumumkan|diinformasikan|disampaikan|dihimbau|diimbau|dimohon)\b[^.\n]{0,30}\b"
    r"(?:kepada|bagi)\b"
    r"[^.\n]{0,30}\b(?:warga|masyarakat|pemilih|seluruh|segenap)\b"
)
_HEADS = frozenset(
    map(
        squeeze,
        [
            "pengumuman", "info", "informasi", "himbauan", "imbauan", "edaran", "surat", "pemberitahuan", "maklumat",
            "siaran", "breaking", "peringatan", "berita", "kabar", "press", "announcement", "official", "resmi",
        ],
    )
)  # fmt: skip
_AUTHORITIES = frozenset(
    map(
        squeeze,
        [
            "polres", "polresta", "polda", "polri", "polsek", "mabes", "kapolres", "kapolda", "kapolri", "kpu", "kpud",
            "bawaslu", "panwaslu", "panwascam", "kpps", "pps", "ppk", "pemko", "pemkot", "pemkab", "pemda", "pemprov",
            "walikota", "bupati", "gubernur", "kominfo", "kemendagri", "dukcapil", "disdukcapil", "tni", "kodim",
            "bmkg",
        ],
    )
)  # fmt: skip
_TOLD_BY = frozenset(  # words of somebody who tells of an announcement, or writes to an office
    [
        "saya", "aku", "kami", "kita", "pak", "bu", "bapak", "ibu", "min", "admin", "lapor", "untuk", "buat", "kepada",
        "ada", "katanya", "tadi", "kemarin", "dapat", "beredar", "ini", "rt", "rw", "lurah", "kades", "orang", "palsu",
        "hoaks", "hoax", "benar", "apakah", "tolong", "mohon",
    ]
)  # fmt: skip
_ASKED = frozenset(map(squeeze, ["berapa", "kapan", "apa", "bagaimana", "dimana", "mana", "siapa", "bolehkah"]))
_BARE = re.compile(r"[0-9A-Z]{4}[ -]?[0-9A-Z]{4}")


def check_code(text: str) -> str | None:
    """The check code of an announcement that was pasted, or that was typed alone; None when there is none.

    Alone it has a digit and a capital letter in it: a word of eight letters is no code.
    """
    bare = text.strip()
    mixed = any(letter.isdigit() for letter in bare) and any(letter.isalpha() for letter in bare)
    if _BARE.fullmatch(bare) and mixed:
        return bare if normal(bare) else None
    found = _CODE.search(text)
    return found["code"] if found is not None and normal(found["code"]) else None


def asks_whether_true(text: str) -> bool:
    """Whether somebody only asks whether what they heard is true: "benarkah besok diundur?", "hoax ga ini?"."""
    return _TRUE.search(plain(text)) is not None


def is_announcement(text: str) -> bool:
    """Whether words are put as an announcement of an authority: "PENGUMUMAN POLRES …: …", "INFO RESMI KPU …: …".

    What somebody tells of one ("pengumuman KPU di TPS 5 dirobek"), or writes to an office, is none.
    """
    if len(words(text)) < _FEWEST_ANNOUNCED:
        return False
    formal = _FORMAL.search(text[:_OPENING].lower())
    if formal is not None and _TOLD_BY.isdisjoint(words(text[: formal.start()])):
        return True
    cut = _HEAD_ENDS.search(text[:_OPENING])
    head = text[: cut.start()] if cut is not None else _named_head(text)
    said = words(head)
    if not said or said[0] not in _HEADS or len(said) > _LONGEST_HEAD or not _TOLD_BY.isdisjoint(said):
        return False
    return "resmi" in said or not _AUTHORITIES.isdisjoint(words(text[:_OPENING]))


def _named_head(text: str) -> str:
    """What stands before the first comma, if it names an authority and nothing in the text asks, or tells of it."""
    head, _, rest = text.partition(",")
    said = frozenset(words(rest))
    told = "?" in rest or not said.isdisjoint(_TOLD_BY | _ASKED)
    return head if rest and not told and not _AUTHORITIES.isdisjoint(words(head)) else ""


Line = tuple[Sense, Callable[[Meaning, Around], bool]]


def sense(said: Meaning, around: Around) -> Sense:
    """What is done with these words."""
    return next(meant for meant, fits in TABLE if fits(said, around))


def is_another(said: Meaning, known: Known) -> bool:
    """Whether words tell of another event than a report: of another kind, or at another place that is no correction."""
    reading = said.reading
    if reading.sort is not Sort.REPORT or reading.everyday:
        return False
    told, was = reading.category, known.category
    if told is not None and was is not None and kind_of(told) is not kind_of(was):
        return True
    if reading.danger and says_another(said.text):
        return True  # "ada lagi satu yang pingsan, beda orang"
    if said.moves:
        return False  # "bukan di TPS 5, tapi TPS 7", "mereka pindah ke TPS 8"
    villages = {area.code for area in said.areas if area.is_village}
    districts = {area.code for area in said.areas if not area.is_village}
    elsewhere = (
        (known.village is not None and villages and known.village not in villages)
        or (known.district is not None and districts and known.district not in districts)
        or (known.tps is not None and reading.tps is not None and reading.tps != known.tps)
    )
    return bool(elsewhere)


def tells_of_something(said: Meaning) -> bool:
    """Whether words are offered as a report when nothing else claims them, and nothing in them sounds like danger."""
    sort = said.reading.sort
    if said.reading.everyday:
        return False
    return sort is Sort.REPORT or (sort is Sort.UNCLEAR and len(said.text.strip()) >= SHORTEST_REPORT)


def may_be_danger(said: Meaning) -> bool:
    """Whether words mean danger, or sound like it: then it is asked whether it happens now, and never passed over."""
    return said.reading.alarm is not Alarm.NONE


def may_tell(said: Meaning) -> bool:
    """Whether words that were answered as talk may tell what happened after all, once their author needs help."""
    return len(said.text.strip()) >= SHORTEST_REPORT and said.reading.sort is not Sort.QUESTION


def looks_like_a_report(said: Meaning) -> bool:
    """Whether a draft is begun with words that nothing else claims."""
    return may_be_danger(said) or tells_of_something(said)


def is_talk(said: Meaning) -> bool:
    """Whether words are a greeting, thanks, a test or an insult, or nothing but a sign such as a thumb up."""
    return said.reading.sort in _TALK or not any(letter.isalnum() for letter in said.text)


def wants_to_report(said: Meaning) -> bool:
    """Whether words only say that somebody wants to report, and nothing of what: "pak saya mau lapor"."""
    spoken = frozenset(words(said.text))
    wish = not spoken.isdisjoint(_ONLY_REPORTING) or (
        not spoken.isdisjoint(_REPORTING) and not spoken.isdisjoint(_WISHING)
    )
    return wish and spoken <= _REPORTING | _WISHING | _BESIDE_A_WISH


def are_figures(said: Meaning) -> bool:
    """Whether words are vote figures and nothing else: no danger, and no wrong that somebody reports."""
    if may_be_danger(said):
        return False
    return is_turnout(said.text) or (said.reading.category is None and is_tally(said.text))


def asks_how_it_stands(said: Meaning) -> bool:
    """Whether somebody asks after their report: "sudah sampai mana laporan saya", "apakah sudah dibaca pak?"."""
    return said.reading.sort is Sort.STATUS or (not said.reading.danger and asks_after(said.text))


def wants_a_human(said: Meaning) -> bool:
    """Whether somebody wants to talk to a person: "saya mau bicara dengan petugas"."""
    danger = said.reading.danger or (may_be_danger(said) and len(said.text) > _PLAINLY)
    short = len(said.text) <= _LONGEST_WISH and said.reading.category is None and not danger
    return short and _HUMAN.search(said.text.lower()) is not None


def _recent(around: Around) -> bool:
    return around.recent is not None


def _follows_up(said: Meaning, around: Around) -> bool:
    about = around.standing or (around.recent is not None and not is_another(said, around.recent))
    return about and said.reading.follow_up is not None


def _open(around: Around) -> bool:
    return around.standing or _recent(around)


def _continues(said: Meaning, around: Around) -> bool:
    return (
        around.recent is not None and (may_be_danger(said) or not is_talk(said)) and not is_another(said, around.recent)
    )


def _lets_go(said: Meaning) -> bool:
    return said.reading.sort is Sort.CANCEL


def _lets_go_in_fear(said: Meaning, around: Around) -> bool:
    return _lets_go(said) and said.reading.follow_up is FollowUp.AFRAID and _open(around)


def _joins_offer(said: Meaning, around: Around) -> bool:
    return around.offered and (may_be_danger(said) or not (is_talk(said) or said.reading.sort in ASIDE))


TABLE: tuple[Line, ...] = (
    (Sense.NUMBER, lambda said, around: numbers.parse(said.text) is not None),
    (Sense.STATUS, lambda said, around: _open(around) and asks_how_it_stands(said)),
    (Sense.WITHDRAW, _lets_go_in_fear),
    (Sense.FOLLOW_UP, _follows_up),
    (Sense.WITHDRAW, lambda said, around: _lets_go(said) and (around.offered or _open(around))),
    (Sense.HUMAN, lambda said, around: wants_a_human(said)),
    (Sense.FIGURES, lambda said, around: are_figures(said)),
    (Sense.ADDITION, _continues),
    (Sense.STEP, _joins_offer),
    (Sense.DOUBT, lambda said, around: said.reading.alarm is Alarm.DOUBTFUL),
    (Sense.REPORT, lambda said, around: looks_like_a_report(said)),
    (Sense.TALK, lambda said, around: True),
)
