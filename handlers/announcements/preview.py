"""An announcement on a button of a list."""

from conversations.appeal_signs import SIGNS
from db.appeals import StoredAnnouncement
from locales import Texts

_LABEL = 30  # characters of an announcement on its button


def label(stored: StoredAnnouncement, texts: Texts) -> str:
    """How it stands, whether it corrects another, and its first words."""
    words = " ".join(stored.appeal.words.split())
    if stored.corrects is not None:
        words = f"{texts.plain('appeal.is_correction')} {words}"
    cut = f"{words[: _LABEL - 1].rstrip()}…" if len(words) > _LABEL else words or "…"
    return f"{SIGNS[stored.state]} {cut}"
