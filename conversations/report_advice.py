"""What somebody in danger should do first: one sentence that fits what happens."""

from conversations.report_draft import ReportDraft
from conversations.screen import Key
from language.words import words
from reports.category import Category
from reports.category_table import ROWS

KINDS = (*filter(None, (row.advice for row in ROWS.values())), "any", "own_despair", "abducted", "hiding")
_FIRST_PERSON = frozenset(["saya", "aku", "ku", "gue", "gua", "gw", "awak", "ambo", "i", "me"])
_THIRD_PERSON = frozenset(
    ["ada", "orang", "dia", "teman", "temanku", "adik", "kakak", "anak", "suami", "istri", "ibu", "bapak", "tetangga"]
)
_LEAVE = ("fire", "water")  # where staying hidden kills
_ABDUCTED = ("culik", "sekap", "sandera", "kidnap", "hostage")


def advice(draft: ReportDraft) -> Key:
    """The first sentence of advice for what a draft tells."""
    return _told(draft.category, draft.what or "", hides=draft.silent)


def advice_for(category: Category | None, story: str) -> Key:
    """The same for a report that was sent."""
    return _told(category, story, hides=False)


def _told(category: Category | None, story: str, *, hides: bool) -> Key:
    said = words(story)
    kind = (category and ROWS[category].advice) or "any"
    if kind == "despair" and _FIRST_PERSON.intersection(said) and not _THIRD_PERSON.intersection(said):
        kind = "own_despair"
    elif hides and "despair" not in kind and kind not in _LEAVE:
        kind = "hiding"
    elif any(stem in word for word in said for stem in _ABDUCTED):
        kind = "abducted"
    return Key(f"advice.{kind}")
