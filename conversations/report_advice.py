"""What somebody in danger should do first: one sentence that fits what happens."""

from collections.abc import Sequence
from itertools import pairwise

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
_FEW = 6  # words in which nobody else is named
_LEAVE = ("fire", "water")  # where staying hidden kills
_ABDUCTED = ("culik", "sekap", "sandera", "kidnap", "hostage")


def advice(draft: ReportDraft) -> Key:
    """The first sentence of advice for what a draft tells."""
    return _told(draft.category, draft.what or "", hides=draft.silent)


def advice_for(category: Category | None, story: str) -> Key:
    """The same for a report that was sent."""
    return _told(category, story, hides=False)


def despairs(category: Category | None, story: str) -> bool:
    """Whether somebody writes that they may harm themselves."""
    return tells_of_despair(category) and _is_own(words(story))


def _is_own(said: Sequence[str]) -> bool:
    """Whether somebody writes of themselves: "saya …", and also "pamit semuanya", "tidak ada yang peduli"."""
    others = {word for before, word in pairwise(("", *said)) if word in _THIRD_PERSON and before != "tidak"}
    return not others and (not _FIRST_PERSON.isdisjoint(said) or len(said) <= _FEW)


def tells_of_despair(category: Category | None) -> bool:
    """Whether somebody may be about to harm themselves."""
    return category is not None and ROWS[category].advice == "despair"


def _told(category: Category | None, story: str, *, hides: bool) -> Key:
    said = words(story)
    kind = (category and ROWS[category].advice) or "any"
    if kind == "despair" and _is_own(said):
        kind = "own_despair"
    elif hides and "despair" not in kind and kind not in _LEAVE:
        kind = "hiding"
    elif any(stem in word for word in said for stem in _ABDUCTED):
        kind = "abducted"
    return Key(f"advice.{kind}")
