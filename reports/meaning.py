"""Everything that one message says, read once: before the transaction in which it is handled, where it costs nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from language.english import seems_english
from language.when import Moment, parse_when
from reports import triage
from reports.triage import Reading
from resort.area import Area, Areas


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a message says, as far as we understand it; suggestions, never decisions."""

    text: str
    reading: Reading
    areas: tuple[Area, ...]  # that it names, in its order
    moment: Moment | None  # when it happened, seen from the moment it was read
    english: bool


def understand(text: str, areas: Areas, now: datetime, election_day: date | None = None) -> Meaning:
    """Read a message. `now` is aware and in the resort's zone."""
    return Meaning(
        text=text,
        reading=triage.read(text, areas),
        areas=tuple(areas.find(text)),
        moment=parse_when(text, now, election_day),
        english=seems_english(text),
    )
