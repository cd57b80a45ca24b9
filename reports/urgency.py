"""How fast a report must be taken: from its category, the words used, and whether it is still going on."""

from collections.abc import Sequence
from enum import StrEnum

from language.phrases import Phrases
from language.words import read
from reports.category import Category
from reports.category_table import ROWS
from reports.danger import ANYWHERE, Alarm, judge
from resort.area import Areas


class Urgency(StrEnum):
    """Four steps, most urgent first; a citizen never sees them."""

    DARURAT = "darurat"  # life is in danger: at once, command informed
    TINGGI = "tinggi"  # evidence or peace is lost if it waits
    SEDANG = "sedang"  # within the hour
    RENDAH = "rendah"  # within the shift

    @property
    def rank(self) -> int:
        """0 for the most urgent, to sort by."""
        return _ORDER.index(self)


_ORDER = (Urgency.DARURAT, Urgency.TINGGI, Urgency.SEDANG, Urgency.RENDAH)

_DEFAULT = {Category(code): Urgency(row.urgency) for code, row in ROWS.items()}
# What can still be stopped is worth more speed than what is over.
_ONGOING = {Category(code): Urgency(row.ongoing) for code, row in ROWS.items() if row.ongoing}
_RAISED = {
    Category(code): (Urgency(row.raised), Phrases({code: row.raised_by})) for code, row in ROWS.items() if row.raised
}


_LOWERED = {
    Category(code): (Urgency(row.lowered), Phrases({code: row.lowered_by})) for code, row in ROWS.items() if row.lowered
}


def assess(category: Category | None, text: str, ongoing: bool, areas: Areas | None = None) -> Urgency:
    """The urgency of a report: that of its category, raised by words and time; a quarrel is less than a riot.

    `category` is None while it is not known; `ongoing` says that the reporter sees it happening now.
    """
    words = read(text)
    said = [word.plain for word in words]
    found = [_usual(category, said) if category else Urgency.SEDANG]
    if judge(words, areas.names if areas else ANYWHERE) is Alarm.DANGER:
        found.append(Urgency.DARURAT)
    if category and ongoing:
        found.append(_ONGOING.get(category, Urgency.RENDAH))
    if category in _RAISED:
        level, phrases = _RAISED[category]
        if phrases.find(said):
            found.append(level)
    return min(found, key=lambda urgency: urgency.rank)


def _usual(category: Category, said: Sequence[str]) -> Urgency:
    """The urgency of a category, less when the words name something lesser under its name."""
    level, phrases = _LOWERED.get(category, (None, None))
    return level if level and phrases and phrases.find(said) else _DEFAULT[category]
