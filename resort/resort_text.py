"""What the resort itself states: topics that answer questions, advice while one waits, numbers to telephone.

Each is a file of its own, `NAME.md`, that the resort edits:

    ---
    judul: Kehilangan barang atau surat
    kata: surat kehilangan, dompet hilang
    berlaku: 2024-09-01
    diperiksa: 2024-11-20
    sumber: SPKT Polres
    penanggung_jawab: Kasi Humas
    ---
    Datang ke SPKT …
    --- en ---
    Come to the SPKT …
"""

import hashlib
import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from locales import Html
from resort.wrong_file import WrongFile, shown

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
FRESH = timedelta(days=180)  # since it was checked; after that an answer says so
ENGLISH = "--- en ---"  # the line before the English version
VALUES = frozenset({"resort", "telepon", "alamat"})  # in braces; a line whose value the settings leave out is left out
_HEAD = re.compile(r"---\n(.*?)\n---(?:\n|$)(.*)", re.DOTALL)
_LONGEST_LINE = 600  # characters of a line of the head
_LONGEST_TITLE = 40  # it stands on a button


class TextKind(StrEnum):
    """Where a text is shown."""

    TOPIC = "topik"  # the answer to a question
    ADVICE = "saran"  # on the receipt of a report: what helps while one waits
    NUMBER = "nomor"  # there too, and in /darurat: whom else to telephone


LONGEST = {TextKind.TOPIC: 2400, TextKind.ADVICE: 300, TextKind.NUMBER: 100}  # characters of a body
MOST_LINES = {TextKind.TOPIC: 60, TextKind.ADVICE: 2, TextKind.NUMBER: 1}


@dataclass(frozen=True, slots=True)
class ResortText:
    """One text. Everything in it is covered by `hash`, which two people of the command approve."""

    name: str
    hash: str
    kind: TextKind
    title: str
    body: str
    title_english: str
    body_english: str  # empty: people whose language is English get the Indonesian one
    words: tuple[str, ...]  # phrases by which a topic is found
    subjects: tuple[str, ...]  # the kinds of reports that advice and numbers are for
    valid_from: date
    checked_on: date
    source: str
    responsible: str
    offices: bool  # whether the offices that units.csv knows are shown below it
    shown: bool  # a resort hides a text that comes with the release by `tampil: tidak`

    @property
    def pages(self) -> int:
        """How many messages it takes to read all of it."""
        return 2 if self.body_english else 1

    def title_in(self, language: str) -> str:
        """The title for people of a language."""
        return self.title_english if language == "en" and self.body_english else self.title

    def body_in(self, language: str, values: Mapping[str, str]) -> Html:
        """The body for people of a language, as Telegram's HTML; `values` are those of `VALUES`."""
        return rendered(self.body_english if language == "en" and self.body_english else self.body, values)

    def is_old(self, today: date) -> bool:
        """Whether nobody has checked it for so long that an answer says so."""
        return today - self.checked_on > FRESH


def fingerprint(name: str, content: str) -> str:
    """SHA-256 of a text under its name: what an approval is for."""
    return hashlib.sha256(f"{name}\n{content}".encode()).hexdigest()


def canonical(text: str) -> str:
    """The content of a file without what an editor may add unseen."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


@lru_cache(1_024)
def parse(name: str, content: str, subjects: frozenset[str] | None) -> ResortText:
    """The text of a file. `subjects` are the kinds of reports there are; None takes any. Raises `WrongFile`."""
    content = canonical(content)
    found = _HEAD.fullmatch(content)
    if found is None:
        raise WrongFile(["line 1: expected --- , then lines such as `judul: …`, then --- and the text"])
    head, problems = _head(found[1])
    body, _, english = found[2].partition(f"\n{ENGLISH}\n")
    kind = _one_of(head, "jenis", list(TextKind), TextKind.TOPIC, problems)
    topic = kind is TextKind.TOPIC
    for key in ("judul", "berlaku", "diperiksa", "sumber", "penanggung_jawab", "kata" if topic else "untuk"):
        if not head.get(key) and key not in problems:
            problems[key] = "is missing"
    words = _listed(head.get("kata", ""))
    named = _listed(head.get("untuk", ""))
    if subjects is not None and (unknown := [each for each in named if each not in subjects]):
        problems["untuk"] = f"expected kinds of reports such as {', '.join(sorted(subjects)[:5])}, not {unknown[0]}"
    for key in ("judul", "title"):
        if len(head.get(key, "")) > _LONGEST_TITLE:
            problems[key] = f"expected at most {_LONGEST_TITLE} characters, it stands on a button"
    if english.strip() and not head.get("title"):
        problems["title"] = "is missing beside an English text"
    valid_from, checked_on = (_day(head, key, problems) for key in ("berlaku", "diperiksa"))
    offices, is_shown = (_yes(head, key, default, problems) for key, default in (("kantor", False), ("tampil", True)))
    for written, place in ((body, "text"), (english, "English text")):
        if problem := _body_problem(written.strip(), kind, needed=place == "text"):
            problems[place] = problem
    if problems:
        raise WrongFile(f"{key}: {problem}" for key, problem in problems.items())
    return ResortText(
        name=name,
        hash=fingerprint(name, content),
        kind=kind,
        title=head["judul"],
        body=body.strip(),
        title_english=head.get("title", ""),
        body_english=english.strip(),
        words=words,
        subjects=named,
        valid_from=valid_from,
        checked_on=checked_on,
        source=head["sumber"],
        responsible=head["penanggung_jawab"],
        offices=offices,
        shown=is_shown,
    )


KEYS = (
    "judul", "title", "jenis", "kata", "untuk", "berlaku", "diperiksa", "sumber", "penanggung_jawab", "kantor",
    "tampil",
)  # fmt: skip


def rendered(body: str, values: Mapping[str, str]) -> Html:
    """A body as Telegram's HTML: `**bold**`, a point for a line that begins with `- `, the values put in."""
    lines = [_filled(line, values) for line in body.split("\n")]
    text = html.escape("\n".join(line for line in lines if line is not None), quote=False)
    text = re.sub(r"(?m)^- ", "• ", text)
    return Html(re.sub(r"\*\*([^*\n]+)\*\*", r"<b>\1</b>", re.sub(r"\n{3,}", "\n\n", text)).strip())


def _filled(line: str, values: Mapping[str, str]) -> str | None:
    named = re.findall(r"\{(\w+)\}", line)
    if any(not values.get(name) for name in named):
        return None
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], line)


def _head(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """The lines of the head by their keys, and what is wrong with them by key or line."""
    head: dict[str, str] = {}
    problems: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 2):
        if not line.strip():
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon:
            problems[f"line {number}"] = "expected a key, a colon and a value, such as `judul: …`"
        elif key not in KEYS:
            problems[f"line {number}"] = f"expected one of {', '.join(KEYS)}, not {shown(key)}"
        elif key in head:
            problems[f"line {number}"] = f"{key} stands here twice"
        elif len(value) > _LONGEST_LINE:
            problems[key] = f"expected at most {_LONGEST_LINE} characters"
        else:
            head[key] = value
    return head, problems


def _one_of(
    head: Mapping[str, str], key: str, known: Collection[TextKind], default: TextKind, problems: dict[str, str]
) -> TextKind:
    written = head.get(key) or default
    if written not in known:
        problems[key] = f"expected one of {', '.join(known)}, not {shown(written)}"
        return default
    return TextKind(written)


def _day(head: Mapping[str, str], key: str, problems: dict[str, str]) -> date:
    try:
        return date.fromisoformat(head[key]) if head.get(key) else date.min
    except ValueError:
        problems[key] = f"expected a day such as 2024-11-27, not {shown(head[key])}"
        return date.min


def _yes(head: Mapping[str, str], key: str, default: bool, problems: dict[str, str]) -> bool:
    written = head.get(key, "ya" if default else "tidak")
    if written not in ("ya", "tidak"):
        problems[key] = f"expected ya or tidak, not {shown(written)}"
    return written == "ya"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for each in text.split(",") if (part := each.strip()))


def _body_problem(body: str, kind: TextKind, *, needed: bool) -> str:
    if not body:
        return "expected a text below the second ---" if needed else ""
    if len(body) > LONGEST[kind]:
        return f"expected at most {LONGEST[kind]} characters, not {len(body)}"
    if body.count("\n") >= MOST_LINES[kind]:
        return f"expected at most {MOST_LINES[kind]} lines"
    if unknown := [name for name in re.findall(r"\{(\w*)\}", body) if name not in VALUES]:
        return f"expected {', '.join(sorted(VALUES))} in braces, not {shown(unknown[0])}"
    return ""
