"""Adding to a report that was sent: what is remembered between two messages."""

from dataclasses import dataclass
from enum import StrEnum

from conversations.stored import StoredShape, unchanged


class Part(StrEnum):
    """What of a sent report is put right by an addition."""

    PLACE = "place"
    WHEN = "when"
    KIND = "kind"
    KNOWN = "known"  # since when its reporter knows of a violation


@dataclass(frozen=True, slots=True)
class Addition:
    """What comes next belongs to the report with this number; with `keyboard`, one stands below the chat."""

    number: str
    keyboard: bool = False
    album: str | None = None  # the album last answered, so that its other photos are taken in silence
    surplus: bool = False  # that album did not fit, which was said
    recent: bool = False  # nobody asked for it: the report was sent, or its reporter asked something, minutes ago
    part: Part | None = None  # the next words put this right


SHAPE = StoredShape("addition", 3, Addition, {1: unchanged, 2: unchanged})
