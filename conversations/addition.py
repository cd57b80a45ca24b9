"""Adding to a report that was sent: what is remembered between two messages."""

from dataclasses import dataclass

from conversations.stored import StoredShape, unchanged


@dataclass(frozen=True, slots=True)
class Addition:
    """What comes next belongs to the report with this number; with `keyboard`, one stands below the chat."""

    number: str
    keyboard: bool = False
    album: str | None = None  # the album last answered, so that its other photos are taken in silence
    surplus: bool = False  # that album did not fit, which was said
    recent: bool = False  # nobody asked for it: the report was sent, or its reporter asked something, minutes ago


SHAPE = StoredShape("addition", 2, Addition, {1: unchanged})
