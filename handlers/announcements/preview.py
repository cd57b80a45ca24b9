"""An announcement on a button of a list."""

from conversations.appeal_signs import SIGNS
from db.appeals import StoredAnnouncement

_LABEL = 30  # characters of an announcement on its button


def label(stored: StoredAnnouncement) -> str:
    """How it stands, and its first words."""
    words = " ".join(stored.appeal.words.split())
    cut = f"{words[: _LABEL - 1].rstrip()}…" if len(words) > _LABEL else words or "…"
    return f"{SIGNS[stored.state]} {cut}"
