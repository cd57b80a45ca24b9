"""What a citizen may do at any moment, for property tests: sensible, useless and forged answers."""

import contextlib
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from conversations import report, report_told
from conversations.answer import Answer, Attachment, Media, Other, Phone, Point, Tap, Text
from conversations.flow import current
from conversations.report_draft import ReportDraft
from conversations.report_messages import advance
from conversations.scene import Scene
from locales import Refused
from reports.category import Category
from resort.area import Areas

ZONE = ZoneInfo("Asia/Jakarta")
SCENE = Scene(datetime(2024, 11, 27, 7, 14, tzinfo=ZONE), Areas.load("14.72"))
DANGER = "TOLONG ada tawuran bawa parang"
STORIES = (
    "Amplop dibagikan ke warga supaya memilih",
    "Warga <b>berkumpul</b> & jalan tertutup sejak pagi",
    "ada uang dibagikan di TPS 12 Jaya Mukti tadi malam",
    "Baliho dirobek orang di Dumai Timur",
    "x" * 4096,
    "🙏" * 1500,
    "\u202eterbalik\u200b tersembunyi dan cukup panjang",
)
WORDS = (
    *STORIES,
    DANGER,
    "kebakaran besar di pasar, api menjalar",
    "tidak ada ricuh, semua aman",
    "ya",
    "TPS 7",
    "Jaya Mukti",
    "Dumai Barat",
    "dekat masjid, gang melati",
    "tadi malam",
    "27/11 07.30",
    "jam 8 lewat",
    "0812 3456 7890",
    "   ",
)
CHOICES = (
    "back", "skip", "next", "drop", "send", "yes", "agree", "cancel", "point", "ongoing", "just", "night", "yesterday",
    "then", "today", "here", "elsewhere",
    "confidential", "contact", "page=1", "page=99", "page=-1", "page=x", "kind=gangguan", "kind=pelanggaran",
    "kind=lain", "family=tps", "family=lain", "category=tawuran", "category=lain", "district=14.72.02",
    "district=99.99.99", "village=14.72.02.1004", "village=14.72.02", "edit=kind", "edit=what", "edit=where",
    "edit=when", "edit=evidence", "edit=identity", "edit=point", "edit=summary", "edit=", "=", "",
)  # fmt: skip

TEXTS = st.builds(Text, st.sampled_from(WORDS) | st.text(max_size=60))
TAPS = st.builds(Tap, st.sampled_from(CHOICES) | st.text(max_size=40))
POINTS = st.builds(Point, st.floats(-90, 90).filter(bool), st.floats(-180, 180))  # never the (0, 0) of a lost phone
ATTACHMENTS = st.builds(
    Attachment,
    st.sampled_from(["photo", "video", "voice", "document", "audio", "video_note"]),
    st.just("AgACAgUAAxkBAAI"),
    st.integers(0, 15).map(lambda number: f"AQAD{number}"),
    st.none() | st.integers(0, 30_000_000),
    st.none() | st.just("image/jpeg"),
    st.none() | st.sampled_from(WORDS),
)
MEDIA = st.builds(Media, ATTACHMENTS, st.none() | st.just("album"))
PHONES = st.builds(Phone, st.just("+6281234567890"), st.booleans())
ANSWERS: st.SearchStrategy[Answer] = TEXTS | TAPS | POINTS | MEDIA | PHONES | st.just(Other())

Move = Answer | int  # a number taps that button of whatever screen is shown
MOVES: st.SearchStrategy[list[Move]] = st.lists(st.integers(0, 11) | ANSWERS, max_size=12)
# What somebody who reads the question answers, one of several.
SENSIBLE: dict[str, tuple[Answer, ...]] = {
    "doubt": (Tap("not_now"), Tap("now")),
    "offer": (Tap("yes"), Text("lagi satu hal, mereka belum pergi")),
    "consent": (Tap("agree"),),
    "kind": (Tap("kind=pelanggaran"), Tap("kind=gangguan"), Text(STORIES[0])),
    "family": (Tap("family=tps"), Tap("family=ketertiban"), Tap("family=tekanan"), Tap("family=bahaya")),
    "category": (Tap("category=hak_pilih"), Tap("category=miras"), Tap("category=intimidasi"), Tap("category=medis")),
    "what": (Text("Sesuatu terjadi di depan rumah"), Media(Attachment("voice", "AwAC", "AgAD", 9_000))),
    "where": (
        Tap("district=14.72.02"),
        Tap("point"),
        Text("dekat pasar lama"),
        Text("di Jaya Mukti"),
        Point(1.6, 101.4),
    ),
    "point": (Point(1.6, 101.4), Text("dekat pasar lama"), Tap("skip")),
    "there": (Tap("here"), Tap("elsewhere"), Text("dekat pasar lama"), Text("sudah pulang"), Text("jam 8 lewat")),
    "district": (Tap("district=14.72.02"), Tap("skip")),
    "village": (Tap("village=14.72.02.1004"), Tap("skip"), Text("Jaya Mukti")),
    "place": (Text("gang melati, TPS 12"), Tap("skip")),
    "when": (Tap("just"), Tap("night"), Tap("ongoing"), Text("tadi malam"), Text("entah kapan")),
    "known": (Tap("today"), Tap("then"), Text("kemarin")),
    "evidence": (Tap("skip"), Media(Attachment("photo", "AgAC", "AQAD77", 10)), Tap("next")),
    "identity": (Tap("confidential"), Tap("contact")),
    "phone": (Phone("+6281234567890", own=True), Text("0812 3456 7890"), Tap("skip")),
    "summary": (Tap("edit=what"), Tap("edit=where"), Tap("edit=kind"), Tap("edit=identity"), Tap("edit=point")),
}


def sensibly(draft: ReportDraft, picks: list[int]) -> ReportDraft:
    """The draft after so many sensible answers."""
    for pick in picks:
        answers = SENSIBLE[current(report.REPORT, draft).name]
        with contextlib.suppress(Refused):
            draft = advance(draft, answers[pick % len(answers)], SCENE).draft
    return draft


_FIRST = st.one_of(
    st.booleans().map(lambda consented: report_told.begin(consented=consented)),
    st.sampled_from([None, "012"]).map(lambda tps: report_told.begin_at("14.72.02.1004", tps, consented=False)),
    (TEXTS | MEDIA | POINTS).map(lambda answer: report_told.begin_with(answer, SCENE, consented=False)),
)
_PICKS = st.integers(0, 30).flatmap(lambda count: st.lists(st.integers(0, 4), min_size=count, max_size=count))
BEGINNINGS: st.SearchStrategy[ReportDraft] = st.builds(sensibly, _FIRST, _PICKS)


def answer_of(move: Move, draft: ReportDraft) -> Answer:
    """The answer a move is at this draft's screen."""
    if not isinstance(move, int):
        return move
    buttons = report.screen(draft, SCENE).buttons
    return Tap(str(buttons[move % len(buttons)].choice))


def at_summary(*, violation: bool = True, confidential: bool = True) -> ReportDraft:
    """A draft that was answered from the first question to the summary."""
    draft = report_told.begin(consented=False)
    category = Category.POLITIK_UANG if violation else Category.PENCURIAN
    family = "tekanan" if violation else "ketertiban"
    taps = [
        Tap("agree"),
        Tap("kind=pelanggaran" if violation else "kind=gangguan"),
        Tap(f"family={family}"),
        Tap(f"category={category}"),
        Text("Sesuatu terjadi di depan rumah"),
        Tap("district=14.72.02"),
        Tap("village=14.72.02.1004"),
        Text("dekat masjid, TPS 12"),
        Tap("edit=when"),
        Text("tadi malam"),
        *([Tap("today")] if violation else []),
        Media(Attachment("photo", "AgACAgUAAxkBAAI", "AQAD0", 10)),
        Tap("edit=identity"),
        *([Tap("confidential")] if confidential else [Tap("contact"), Phone("+6281234567890", own=True)]),
    ]
    for answer in taps:
        outcome = advance(draft, answer, SCENE)
        draft = outcome.draft
    assert current(report.REPORT, draft).name == "summary"
    return draft
