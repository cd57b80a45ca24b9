"""Words at a question of the report that do not answer it: "ga tau", "di sini", thanks, a question, another story.

Citizen: (is asked where it happened) ga tau pak
Bot:     Tidak apa-apa. Pilih kecamatannya saja, …            (the question again, with its buttons)
Citizen: (is asked when) pelakunya pakai jaket merah
Bot:     Keterangan Anda sudah dicatat.                       (the question again)
"""

import re
from collections.abc import Mapping

from conversations.answer import Answer, Tap, Text
from conversations.flow import Moved
from conversations.free_words import asks_how_it_stands, may_be_danger
from conversations.report_draft import ReportDraft
from conversations.report_location import names_place
from conversations.report_told import told_again
from conversations.scene import Scene
from conversations.screen import Line
from language.when import says_when
from language.words import words
from reports.category import family_of
from reports.follow_up import speaks_of_a_place, tells_details
from reports.triage import Sort

PLACES = ("where", "point", "district", "village", "place")
_TIMES = ("when", "known")
_TOLD = ("kind", "family", "category", "what")  # at these, words are the story
_TALK = (Sort.GREETING, Sort.THANKS, Sort.TEST)
_STORY, _LONG_STORY, _LONGEST_TIME = 5, 8, 16  # words; of the fewer a place or a time may be all that is said
_SETTLED = frozenset(
    [
        "lupa", "terserah", "entah", "entahlah", "nanti", "nti", "ntar", "entar", "lewati", "lewatkan",
        "lewatin", "lewat", "bebas", "skip", "pass", "later", "whatever", "forgot", "dunno", "idk", "anything",
        "tauk", "bingung", "confused",
    ]
)  # fmt: skip
_FORGOT = frozenset(["lupa", "entah", "entahlah", "forgot", "dunno"])
_NOT = frozenset(["tidak", "belum", "kurang", "tak", "dont", "not", "no"])
_KNOW = frozenset(["tahu", "tau", "know", "ngerti", "mengerti", "paham", "ingat", "yakin", "hafal", "sure", "idea"])
_HAVE = frozenset(["ada", "punya", "mau", "jelas", "bisa", "perlu", "usah", "have", "want"])
_HERE = frozenset(["sini", "disini", "here"])
_SAME = frozenset(["sama", "same", "seperti", "kayak", "kaya", "kek", "macam"])
_SAME_AS = frozenset(
    ["yang", "tadi", "sebelumnya", "kemarin", "dengan", "as", "before", "like", "earlier", "the", "laporan", "pertama"]
)
_FILL = frozenset(
    [
        "pak", "bu", "bapak", "ibu", "bang", "kak", "min", "mas", "mbak", "saya", "aku", "sy", "kami", "aja",
        "saja", "dulu", "lah", "deh", "ya", "yah", "sih", "kok", "nih", "pokoknya", "pasti", "pastinya",
        "persis", "persisnya", "tepatnya", "tepat", "apa", "mana", "dimana", "kapan", "siapa", "itu", "ini",
        "lagi", "juga", "masih", "sekali", "tempatnya", "namanya", "nama", "tempat", "waktunya", "waktu", "jam",
        "jamnya", "kecamatan", "kecamatannya", "kelurahan", "kelurahannya", "nomor", "nomornya", "patokan",
        "patokannya", "jalan", "jalannya", "alamat", "alamatnya", "lokasi", "lokasinya", "bukti", "buktinya",
        "foto", "fotonya", "di", "dekat", "sekitar", "maaf", "i", "me", "it", "is", "do", "where", "when",
        "now", "hp", "up", "you", "photo", "photos", "picture", "evidence", "place", "time", "name",
    ]
)  # fmt: skip
_SEND = frozenset(["kirim", "kirimkan", "laporkan", "send"])
_YES = frozenset(["ya", "iya", "ok", "oke", "langsung", "sekarang", "laporan", "yes", "tolong"])
_PASSED_TO_SEND = ("district", "village", "evidence", "phone")
_WHY = frozenset(["kenapa", "mengapa", "knapa", "buat", "untuk", "harus", "wajib", "perlu", "why", "must", "need"])
_SECRET = frozenset(
    [
        "rahasia",
        "rahasiakan",
        "dirahasiakan",
        "kerahasiaan",
        "ketahuan",
        "ketauan",
        "diketahui",
        "identitas",
        "anonim",
        "secret",
    ]
)
_WHERE_TO = re.compile(r"\b(?:di|ke|dari)\s*mana\b")
_SHORT_WISH = 50  # letters
_FEW_WORDS = 5
_MANY_LETTERS = 200  # a longer message says more than that something is not known

# What is said to somebody who cannot or will not answer, where nothing else can be done with that.
_UNSAID: Mapping[str, str] = {
    "doubt": "report.tap_doubt",
    "offer": "report.tap_offer",
    "consent": "report.tap_consent",
    "kind": "report.unsaid_kind",
    "family": "report.unsaid_kind",
    "category": "report.unsaid_kind",
    "what": "report.write_it",
    "where": "report.unsaid_where",
    "point": "report.unsaid_where",
    "place": "report.unsaid_where",
    "district": "report.tap_area",
    "village": "report.tap_area",
    "identity": "report.tap_identity",
    "summary": "report.tap_send",
}


def beside(step: str, draft: ReportDraft, answer: Text, scene: Scene) -> Answer | Moved[ReportDraft]:
    """The answer that words mean at a step, or where the dialogue goes on when they answer nothing."""
    body = answer.body
    if step not in ("doubt", "offer") and asks_how_it_stands(scene.hear(body)):
        return Moved(draft, Line("report.not_sent_yet"))
    if may_be_danger(scene.hear(body)):
        return answer
    if _is_unsaid(body):
        return _unsaid(step, draft, body)
    if step in (*_PASSED_TO_SEND, "summary") and _only(body, _SEND, _SEND | _YES):
        return Tap("send" if step == "summary" else "skip")  # "ya kirim": the card comes next
    if (note := _note(step, draft, body, scene)) is not None:
        return Moved(draft, Line(note))
    if step in PLACES and _knows_no_place(body, scene):
        return Moved(told_again(draft, body, scene), Line("report.unsaid_where"))
    if step in PLACES and _describes(body, scene):
        return Moved(told_again(draft, body, scene), Line("report.words_kept"))
    if not draft.emergency and _is_story(step, draft, body, scene):
        another = draft.category is not None and step in PLACES
        return Moved(told_again(draft, body, scene, another=another), Line("report.words_kept"))
    return answer


def _note(step: str, draft: ReportDraft, body: str, scene: Scene) -> str | None:
    """What is said to words of which nothing goes into the draft; None where they say something."""
    if draft.confidential and step not in ("doubt", "offer", "identity") and _wants_secrecy(body, scene):
        return "report.secret"
    if step in PLACES and _fears_to_be_known(body):
        return "report.secret"
    if step in PLACES and _only(body, _HERE, _HERE):
        return "report.here_is_unknown"
    if step in (*PLACES, *_TIMES) and _only(body, _SAME, _SAME | _SAME_AS):
        return "report.say_again"
    if _is_no_answer(step, body, scene):
        return _UNSAID.get(step, "report.say_when")
    if asks(step, draft, body, scene) and (step not in _TOLD or asks_who_knows(body)):
        return _why(step, body)
    return None


def asks(step: str, draft: ReportDraft, body: str, scene: Scene) -> bool:
    """Whether words at a step are a question to us, and no part of the report. In danger nothing is taken for one."""
    said = scene.hear(body)
    if draft.emergency or step in ("doubt", "offer", "capacity", "there") or said.reading.sort is not Sort.QUESTION:
        return False
    if may_be_danger(said) or said.areas or said.reading.tps or said.position is not None:
        return False
    if step in _TIMES and (said.moment is not None or says_when(body)):
        return False
    return step not in PLACES or not names_place(_WHERE_TO.sub(" ", body.lower()), scene)


def asks_who_knows(body: str) -> bool:
    """Whether somebody asks who learns who they are: "ini dirahasiakan kan?", "nama saya ketahuan ga?"."""
    return not _SECRET.isdisjoint(words(body))


def _fears_to_be_known(body: str) -> bool:
    """Whether somebody asks in a few words, where a place was asked, if they will be known: "nanti ketauan ga"."""
    said = words(body)
    asks = "?" in body or said[-1:] in (("tidak",), ("kan",), ("ya",))
    return asks and len(said) <= _FEW_WORDS and asks_who_knows(body)


def _wants_secrecy(body: str, scene: Scene) -> bool:
    """Whether somebody only asks not to be named: "jangan sebut nama saya ya pak", "tolong rahasiakan"."""
    said = frozenset(words(body))
    unnamed = "jangan" in said and not said.isdisjoint(("nama", "identitas", "namaku"))
    short = len(body) <= _SHORT_WISH and scene.hear(body).reading.category is None
    return short and (unnamed or not said.isdisjoint(("rahasiakan", "dirahasiakan", "anonim")))


def tells_more(body: str, scene: Scene) -> bool:
    """Whether words that say when also say what happened; "tadi malam, kira-kira 3 menit setelah salat" does not."""
    many = len(words(body))
    return many >= _LONGEST_TIME or (many >= _LONG_STORY and scene.hear(body).reading.category is not None)


def _why(step: str, body: str) -> str:
    """What is said to a question that the resort states nothing on: what the step is for, if that is asked."""
    if asks_who_knows(body):
        return "report.secret"
    if step == "consent":
        return "report.tap_consent"  # above the text that says what is kept, and why
    if _WHY.isdisjoint(words(body)):
        return "report.cannot_answer"
    return "report.why_where" if step in PLACES else "report.why_when" if step in _TIMES else "report.cannot_answer"


def _unsaid(step: str, draft: ReportDraft, body: str) -> Answer | Moved[ReportDraft]:
    """What "ga tau", "nanti aja", "tidak ada" mean at a step."""
    said = frozenset(words(body))
    match step:
        case "point" if draft.emergency:
            return Tap("skip")
        case "place" if draft.has_place or draft.district is not None:
            return Tap("skip")
        case "district" | "village" | "evidence" | "phone":
            return Tap("next") if step == "evidence" and draft.evidence else Tap("skip")
        case "when":
            return Tap("back")
        case "identity" if not said.isdisjoint(_SETTLED | _KNOW):  # it stays as it is: secret, unless that was changed
            return Tap("back")
        case "known":
            return Tap("unsaid")
        case "capacity" | "there":
            return Text(body)
        case _:
            return Moved(draft, Line(_UNSAID[step]))


def _is_unsaid(body: str) -> bool:
    """Whether nothing is said but that something is not known, or not said now."""
    said = frozenset(words(body)) if len(body) <= _MANY_LETTERS else frozenset()
    if not said or not said <= _SETTLED | _NOT | _KNOW | _HAVE | _HERE | _FILL:
        return False
    return not said.isdisjoint(_SETTLED) or (not said.isdisjoint(_NOT) and not said.isdisjoint(_KNOW | _HAVE))


def _knows_no_place(body: str, scene: Scene) -> bool:
    """Whether words begin by saying that they do not know, and name no place after that."""
    said = words(body)
    unknown = said[:1] and (said[0] in _FORGOT or (said[0] in _NOT and said[1:2] and said[1] in _KNOW))
    return bool(unknown) and not names_place(body, scene) and not speaks_of_a_place(said)


def _only(body: str, key: frozenset[str], beside: frozenset[str]) -> bool:
    said = frozenset(words(body)) if len(body) <= _MANY_LETTERS else frozenset()
    return not said.isdisjoint(key) and said <= beside | _FILL


def _is_no_answer(step: str, body: str, scene: Scene) -> bool:
    """Whether words are thanks, a greeting or a bare sign, where a place is not asked for."""
    if step not in (*_TOLD, "summary", "district", "village", *_TIMES):
        return False
    sign = step not in _TOLD and (not any(letter.isalnum() for letter in body) or _NOT.issuperset(words(body)))
    return sign or scene.hear(body).reading.sort in _TALK


def _describes(body: str, scene: Scene) -> bool:
    """Whether words say what somebody or something is like, and not where it is: "umurnya 14, baju biru"."""
    return tells_details(words(body)) and scene.hear(body).position is None and not names_place(body, scene)


def _is_story(step: str, draft: ReportDraft, body: str, scene: Scene) -> bool:
    """Whether words tell what happened, where something else was asked."""
    said, many = scene.hear(body), len(words(body))
    if step in ("district", "village"):  # a list of names is shown
        return said.reading.category is not None and not said.areas
    if many < _STORY or step not in (*PLACES, *_TIMES):
        return False
    if step in _TIMES:
        return said.moment is None and not says_when(body)
    told = said.reading.category
    known = draft.category
    return told is not None and (known is None or family_of(told) is not family_of(known))
