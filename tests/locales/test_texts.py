"""The texts: both languages hold the same, all of it is used, and Telegram takes every one."""

import ast
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts import state as broadcasts
from broadcasts.appeal import Kind as Recipients
from broadcasts.appeal import Topic
from broadcasts.lint import ConcernKind
from broadcasts.programme_file import available, load
from broadcasts.state import RunAct
from casework.activities import PERIODS
from casework.catching_up import TOLD
from casework.seat_codes import Purpose
from conversations.addition import Part
from conversations.personal import Personal
from conversations.report_advice import KINDS as ADVICE
from conversations.report_draft import NextStep
from db.seconds import SecondedAct
from db.subscribers import Ending
from db.tellings import What
from exports import own_data
from handlers.common import commands, typed
from handlers.desk import desk_report
from health.condition import News, Trouble
from locales import LANGUAGES, Html, shown, texts_for
from locales.texts import names_in
from publishing.genuineness import Genuine
from reports.asking_rules import Unfit
from reports.category import Category, Family, Kind
from reports.erasure import Withheld
from reports.escalation import EscalationLevel
from reports.estimate import CHOICES, STEPS
from reports.follow_up import FollowUp
from reports.likeness import Reason
from reports.matters import MOST as MOST_MATTERS
from reports.opening_kind import OpeningKind
from reports.recorded import Way, When
from reports.result import FORMAL, FOUND, TYPED, Result
from reports.state import Act, State, Veracity
from reports.threat import Known, Reach, WhyWithdrawn
from reports.triage import Sort
from reports.urgency import Urgency
from reports.usual_reason import UsualReason
from reports.wish import Wish
from resort.agency import Agency
from resort.resort_text import TextKind
from resort.rights import INVITED
from resort.roles import Role
from resort.work import Work
from sandbox.telegram.markup import parse

ROOT = Path(__file__).parents[2]
ROOMS = (
    "app",
    "broadcasts",
    "casework",
    "conversations",
    "copies",
    "exports",
    "gateway",
    "handlers",
    "health",
    "language",
    "locales",
    "publishing",
    "reports",
    "resort",
)
TEXTS = {language: texts_for(language) for language in LANGUAGES}
KEYS = sorted(TEXTS["id"].templates)
TABLES = {key.partition(".")[0] for key in KEYS}

TEMPLATES = {key.removeprefix("template_name.") for key in KEYS if key.startswith("template_name.")}
BY_THE_REPORTER = [
    "dibuat",
    "ditambah",
    "lokasi",
    "bukti",
    "dibatalkan",
    "dinyatakan_selesai",
    "jawab_terlapor",
    "dibuka_kembali",
    "sudah_lapor_resmi",
    "tidak_lapor_resmi",
    "lp_dibuat",
]
BY_ITSELF = ["terkirim_sendiri", "ikut_kejadian", "dipisahkan"]
NOT_SENT = [
    "pelapor_terancam",
    "ancaman_ditangani",
    "ancaman_selesai",
    "tidak_dikirim_ke",
    "tetap_tidak_dikirim",
    "tetap_dikirim",
]
ON_THE_DESK = [
    "catatan",
    "foto_petugas",
    "lihat_bukti",
    "minta_buka",
    "setujui_buka",
    "tolak_buka",
    "buka_identitas",
    "buka_tidak_diputuskan",
    "minta_asli",
    "setujui_asli",
    "tolak_asli",
    "kirim_asli",
    "asli_tidak_diputuskan",
    "terima_gabungan",
    "hapus_isi",
    "mitra_diam",
    "petugas_diam",
    "petugas_tidak_terjangkau",
    "tidak_diterima_mitra",
    "menyusul",
    "datang_membantu",
    "bantuan_selesai",
    "bantuan_dipanggil_lagi",
    "menelepon",
    "kejadian_dinamai",
    "kejadian_dipimpin",
    "kejadian_kabar",
    "kejadian_keadaan",
    "kejadian_pindah",
    "kejadian_berakhir",
    "saring",
    "minta_saring",
    "saring_diperiksa",
    "saring_dilepas",
    "setuju_polres_tetangga",
    "diterima_polres_tetangga",
    "dicatat_untuk",
    "waktu_dicatat",
    "sandi_cocok",
    "sandi_salah",
    "hapus_untuk_penelepon",
    "urungkan",
]
TOLD_OTHERWISE = {Act.ADD, Act.WITHDRAW}  # in the reporter's own words, above
KEPT_FROM_THE_REPORTER = {*TOLD_OTHERWISE, Act.CONFIRM, Act.REFUTE, Act.CALL_HELP, Act.DECLINE, Act.ESCALATE}

SINGLE_EVENTS = (Trouble.CLOCK, Trouble.CALLS, Trouble.UNREADABLE, Trouble.FORGED)  # these have no end to report
TOLD_OF_THE_BOT = {
    *(f"{trouble}_{News.BEGUN}" for trouble in Trouble),
    *(f"{trouble}_{News.OVER}" for trouble in set(Trouble) - {Trouble.DATABASE, *SINGLE_EVENTS}),
    *(f"{trouble}_{News.WAS}" for trouble in (Trouble.TELEGRAM, Trouble.DATABASE)),
}
AGES = ("seconds", "minutes", "hours", "days")

# Keys that are put together, by what they begin with: the closed set of words they can end in.
FAMILIES: dict[str, Iterable[str]] = {
    "activity.": Work,
    "activity.period_": [str(days) for days in PERIODS],
    "advice.": ADVICE,
    "agency.": set(Agency) - {Agency.POLRI},
    "alarm.": TOLD_OF_THE_BOT,
    "appeal_state.": broadcasts.State,
    "approval.": ("appeal", "order", "correction"),
    "seats.code_to_": [purpose for purpose in Purpose if purpose is not Purpose.RESTORED],
    "opening.kind_": OpeningKind,
    "original.trace_": ("gps", "owner", "device"),
    "second.ask_": SecondedAct,
    "second.declined_": SecondedAct,
    "second.done_": SecondedAct,
    "second.ended_": SecondedAct,
    "audience.": [f"{before}{kind}" for before in ("", "with_", "without_") for kind in Recipients],
    "blue.": [sort for sort in Sort if sort is not Sort.REPORT],
    "mine.change_": Part,
    "mine.right_": Part,
    "mine.follow_": FollowUp,
    "group.exposed_": ("public", "linked", "many"),
    "ask.unfit_": Unfit,
    "button.why_": WhyWithdrawn,
    "button.known_": Known,
    "button.reach_": Reach,
    "threat.known_": Known,
    "threat.reach_": (*Reach, "unsaid"),
    "threat.safe_": ("yes", "no", "unknown"),
    "threat.stays_": What,
    "button.theirs_": (*Wish, "ya_urgent"),
    "objection.decide_": (Wish.KEEP_AWAY, Wish.UNSURE, "silent", "recorded"),
    "button.split_": [str(count) for count in range(2, MOST_MATTERS + 1)],
    "button.field_": set(NextStep) - {NextStep.HELP},
    "button.act_": ("take", "no", "pass", "go", "there", "done", "help", "ask", "files", "lp"),
    "button.desk_": {label for label, _ in (*desk_report.FRONT.values(), *desk_report.MORE.values())}
    | {"truth", "more", "files"},
    "calendar.month_": [str(number) for number in range(1, 13)],
    "calendar.weekday_": [str(number) for number in range(1, 8)],
    "category.": Category,
    "check.": Genuine,
    "command.": {*commands.PRIVATE, *commands.GROUP, *commands.OFFICER},
    "concern.": ConcernKind,
    "coverage.": Ending,
    "day.": [f"{before}{number}" for before in ("with_", "without_") for number in range(1, 8)],
    "delivery.": broadcasts.Delivery,
    "fallback.": (*broadcasts.Fallback, "marked"),
    "desk.by_": (Role.REPORTER, Role.CLOCK),
    "desk.did_": {*BY_THE_REPORTER, *BY_ITSELF, *NOT_SENT, *ON_THE_DESK, *set(Act) - TOLD_OTHERWISE},
    "desk.reason_": Reason,
    "desk.level_": EscalationLevel,
    "desk.wish_": Wish,
    "desk.state_": State,
    "desk.veracity_": Veracity,
    "erase.kept_": (*Withheld, "more"),
    "prints.kind_": ("photo", "video", "video_note", "voice", "audio", "document"),
    "prints.this_": ("photo", "video", "video_note", "voice", "audio", "document"),
    "prints.trace_": ("owner", "device", "device_owner"),
    "recording.way_": (*Way, "unsaid"),
    "recording.when_": (*When, "unknown"),
    "own_data.": set(re.findall(r'"(\w+)":', Path(own_data.__file__).read_text(encoding="utf-8")))
    - {"report", "addition"},
    "event.": {*BY_THE_REPORTER, *BY_ITSELF, "buka_identitas", "kirim_asli", *set(Act) - KEPT_FROM_THE_REPORTER},
    "family.": Family,
    "home.help_": INVITED,
    "health.ago_": AGES,
    "health.for_": AGES,
    "kind.": Kind,
    "late.": (*TOLD, "list"),
    "language.": LANGUAGES,
    "incident.ask_": STEPS,
    "incident.unfit_": Unfit,
    "estimate.": [f"{step}_{choice}" for step in STEPS for choice in range(CHOICES)],
    "ask.": sorted(TYPED),
    "notice.answer_": FORMAL,
    "notice.ended_": FOUND,
    "notice.ended_unseen_": FOUND,
    "notice.ended_partner_": FOUND,
    "notice.": (
        *(
            "joined_there",
            "joined_officer",
            "verified",
            "taken",
            "going",
            "arrived",
            "handed",
            "referred",
            "rejected",
            "merged",
            "closed",
            "reopened",
        ),
        *("reopened_nobody", "given_up", "given_up_nobody"),
        *("closed_by_itself", "untaken", "untaken_urgent", "officer_silent", "goes_on"),
        *("untaken_nobody", "untaken_urgent_nobody"),
        *("call_reached", "nobody_reached", "nobody_reached_urgent"),
        *("closed_as_information", "taken_violation", "goes_on_taken", "separated", "separated_nobody"),
    ),
    "programme.": {slot.key for election in available() for slot in load(election).slots},
    "reminders.state_": broadcasts.State,
    "personal.": Personal,
    "reason.": UsualReason,
    "reminders.to_": ("warga", "petugas", "all"),
    "result.": Result,
    "role.": INVITED,
    **{f"run.{family}_": RunAct for family in ("going", "done", "stopped", "reached")},
    "run.column_": ("unit", "recipient", "state", "reason"),
    "seal.need_": ("weapon", "hurt", "fire"),
    "stage.": {stage.key for election in available() for stage in load(election).stages},
    "state.": [*State, "diambil"],
    "template.": TEMPLATES,
    "template_name.": TEMPLATES,
    "texts.kind_": TextKind,
    "office.": ("address", "phone", "hours"),
    "topics.": Topic,
    "topics.greeting_": ("group", "channel"),
    "urgency.": Urgency,
}


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    """Every file of the code, parsed."""
    files = (*(file for room in ROOMS for file in (ROOT / room).rglob("*.py")), ROOT / "bot.py")
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in files]


@cache
def strings() -> set[str]:
    return set(_strings())


def _strings() -> Iterator[str]:
    """Every string in the code that begins like a key; of one put together, what stands before the braces."""
    begins = re.compile(rf"({'|'.join(TABLES)})\.[a-z0-9_]*")
    for path, tree in trees():
        if path.name == "typed.py":
            continue  # its keys only say which words stand for a label
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and begins.fullmatch(node.value):
                yield node.value


def literals() -> set[str]:
    """The whole keys in the code."""
    return {text for text in strings() if not text.endswith((".", "_", ".toml"))}


def prefixes() -> tuple[str, ...]:
    """What keys that are put together begin with."""
    return tuple({text for text in strings() if text.endswith((".", "_"))})


def test_both_languages_hold_the_same_keys_with_the_same_placeholders() -> None:
    indonesian, english = TEXTS["id"].templates, TEXTS["en"].templates
    assert indonesian.keys() == english.keys()
    assert {key: names_in(indonesian[key]) for key in KEYS} == {key: names_in(english[key]) for key in KEYS}


def test_the_keys_stand_in_the_same_order() -> None:
    assert list(TEXTS["id"].templates) == list(TEXTS["en"].templates)


def test_every_key_the_code_uses_is_there() -> None:
    assert [text for text in sorted(literals()) if not any(key.startswith(text) for key in KEYS)] == []
    assert [prefix for prefix in prefixes() if not any(key.startswith(prefix) for key in KEYS)] == []


@pytest.mark.parametrize("prefix", FAMILIES)
def test_a_family_of_keys_is_whole(prefix: str) -> None:
    assert [f"{prefix}{member}" for member in FAMILIES[prefix] if f"{prefix}{member}" not in TEXTS["id"]] == []


def test_every_key_is_used() -> None:
    used = literals() | {f"{prefix}{member}" for prefix, members in FAMILIES.items() for member in members}
    assert [key for key in KEYS if key not in used] == []


def test_every_family_of_keys_is_known() -> None:
    assert set(prefixes()) - set(FAMILIES) == set()
    assert set(FAMILIES) - set(prefixes()) == {"stage."}  # an election's stages have names before they are shown


def test_words_that_stand_for_a_button_stand_for_one_there_is() -> None:
    assert sorted(set(typed._SAID) - set(KEYS)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_every_command_of_citizens(language: str) -> None:
    told = set(re.findall(r"(?<!<)/([a-z]+)", TEXTS[language]("menu.help", office="Polres")))
    assert told == {*commands.PRIVATE, "berhenti"} - {"bantuan"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_html_that_telegram_takes_and_shows_values_as_typed(language: str) -> None:
    texts, typed_value = TEXTS[language], "<b>Warga</b> & \"lain\" 'satu' {x}"
    for key in KEYS:
        names = names_in(texts.templates[key])
        plain, _ = parse(texts(key, **dict.fromkeys(names, typed_value)))
        assert plain.count(typed_value) >= len(names), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_left_untranslated_by_mistake(language: str) -> None:
    assert [key for key in KEYS if not TEXTS[language].templates[key].strip()] == []
    words = re.compile(r"\b(TODO|FIXME|XXX|lorem)\b")
    assert [key for key in KEYS if words.search(TEXTS[language].templates[key])] == []


def test_sentences_differ_between_the_languages() -> None:
    both = ["menu.language", "menu.now_english", "menu.offer_english"]  # each in both at once
    long = [key for key in KEYS if len(re.findall(r"[a-z]{3,}", TEXTS["id"].templates[key])) >= 5]
    assert [key for key in long if TEXTS["id"].templates[key] == TEXTS["en"].templates[key]] == both


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_descriptions_and_toasts_fit(language: str) -> None:
    texts = TEXTS[language]
    labels = [key for key in KEYS if key.startswith(("button.", "kind.", "family.", "category.", "language."))]
    assert [key for key in labels if len(texts.plain(key)) > 40] == []
    descriptions = [key for key in KEYS if key.startswith("command.")]
    assert [key for key in descriptions if not 3 <= len(texts.plain(key)) <= 256] == []
    for key in toasts():
        values = dict.fromkeys(names_in(texts.templates[key]), "x" * 20)
        assert len(texts.plain(key, **values)) <= 200, key


def toasts() -> set[str]:
    """Keys of texts shown above a button: what is given to `toast`, and what refuses a tap on an old button."""
    found = {"flow.old_button", "flow.not_optional", "flow.nothing_to_correct"}
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and "toast" in ast.unparse(node.targets[0]):
                named = {str(each.value) for each in ast.walk(node.value) if isinstance(each, ast.Constant)}
                found |= named & set(KEYS)
    return found


def test_no_sentence_stands_in_the_code_that_talks_to_people() -> None:
    """A string of several words in `handlers` or `conversations` is a docstring, or it should be a text."""
    sentence = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")
    found = []
    for path, tree in trees():
        if path.parent.name not in ("handlers", "conversations"):
            continue
        silent = {
            id(constant)
            for node in ast.walk(tree)
            if _is_silent(node)
            for constant in ast.walk(node)
            if isinstance(constant, ast.Constant)
        }
        found += [
            f"{path.name}:{node.lineno}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
            and sentence.search(node.value)
        ]
    assert found == []


def _is_silent(node: ast.AST) -> bool:
    """A docstring, a log line or an error nobody is shown."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        return called.startswith("log.") or called.endswith("Error")
    return False


def test_a_text_with_the_wrong_values_raises() -> None:
    texts = TEXTS["id"]
    with pytest.raises(KeyError, match="has no text"):
        texts("report.no_such_text")
    with pytest.raises(KeyError, match="takes"):
        texts("receipt.received", number="DMI-2411-0001-4")
    with pytest.raises(KeyError, match="takes"):
        texts("button.back", extra="x")


def test_a_language_we_do_not_have_is_answered_in_indonesian() -> None:
    assert texts_for("ms") is not None
    assert texts_for("ms")("button.back") == TEXTS["id"]("button.back")


@given(st.text(max_size=2_000), st.integers(10, 700))
def test_any_value_is_safe_to_show(value: str, limit: int) -> None:
    safe = shown(value, limit)
    plain, entities = parse(f"<b>{safe}</b>") if safe.strip() else ("-", [{}])
    assert len(entities) <= 1
    assert len(plain) <= limit
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]", safe)
    assert shown(safe) == safe


def test_what_is_safe_already_is_not_escaped_twice() -> None:
    assert shown(Html("<b>tebal</b>")) == "<b>tebal</b>"
    assert shown("<b>") == "&lt;b&gt;"


class Shade(StrEnum):
    """Values of the code's own kind."""

    DARK = "gelap"


def test_words_of_the_code_are_shown_as_their_values() -> None:
    assert shown(Shade.DARK) == "gelap"
    assert shown(12) == "12"
