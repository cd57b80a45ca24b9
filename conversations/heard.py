"""Words that were typed where something else was asked, kept until their person says what they are."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from conversations.answer import Composed, Media, Text


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


_HEARD = TypeAdapter(Heard)
_PROMPT = TypeAdapter(Prompt)


def dump_heard(heard: Heard) -> bytes:
    """As JSON; defaults are left out."""
    return _HEARD.dump_json(heard, exclude_defaults=True)


def dump_prompt(prompt: Prompt) -> bytes:
    """As JSON."""
    return _PROMPT.dump_json(prompt)


def load_heard(content: bytes) -> Heard | None:
    """What `dump_heard` wrote; None for what cannot be read."""
    try:
        return _HEARD.validate_json(content)
    except ValidationError:
        return None


def load_prompt(content: bytes) -> Prompt | None:
    """What `dump_prompt` wrote, also by the first release; None for what cannot be read."""
    try:
        return _PROMPT.validate_json(content)
    except ValidationError:
        return None
