"""Words that were typed where something else was asked, kept until their person says what they are."""

from dataclasses import dataclass

from conversations.answer import Composed, Media, Text
from conversations.stored import StoredShape, unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Words that were asked for: what for, about which report, and whatever else their purpose needs."""

    purpose: str
    report: int | None = None
    extra: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Words and the question they were typed at: a prompt, or the dialogue of that flow."""

    words: Text | Media
    composed: Composed | None = None  # the same with its formatting, where it is to be sent on
    prompt: Prompt | None = None
    flow: str | None = None
    reason: bool = False  # a reason was asked for
    answered: bool = False  # they were taken as the answer
    held: bool = False  # the officer had the report until then


PROMPT = StoredShape("prompt", 2, Prompt, {1: unchanged})
HEARD = StoredShape("heard", 3, Heard, {1: unchanged, 2: unchanged})
