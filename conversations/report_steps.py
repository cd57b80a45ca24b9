"""Steps of a report that are answered without being asked."""

from dataclasses import replace

from conversations.report_draft import ReportDraft
from reports.category import Category, family_of, kind_of


def categorised(draft: ReportDraft, category: Category) -> ReportDraft:
    """The draft with its category, and what follows from it."""
    kind = kind_of(category)
    return also(replace(draft, kind=kind, family=family_of(category), category=category), "kind", "family", "category")


def also(draft: ReportDraft, *names: str) -> ReportDraft:
    """The draft with more steps answered than the one in hand."""
    return replace(draft, answered=(*draft.answered, *(name for name in names if name not in draft.answered)))
