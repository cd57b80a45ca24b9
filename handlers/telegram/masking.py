"""Covers identity numbers in what people write in private, before anything reads or keeps it."""

from typing import Any

from gateway.inbox import Update as RawUpdate
from language.identity_number import cover


def without_identity_numbers(raw: RawUpdate) -> tuple[RawUpdate, bool]:
    """The update with every NIK covered, and whether there was one. A cover is as long: entities still fit."""
    for kind in ("message", "edited_message"):
        message = raw.get(kind)
        if isinstance(message, dict) and (covered := _covered(message)) != message:
            return {**raw, kind: covered}, True
    return raw, False


def _covered(message: dict[str, Any]) -> dict[str, Any]:
    chat = message.get("chat")
    number = chat.get("id") if isinstance(chat, dict) else None
    if not isinstance(number, int) or number <= 0:  # only chats with a person have a number above 0
        return message
    return {
        name: cover(value) if name in ("text", "caption") and isinstance(value, str) else value
        for name, value in message.items()
    }
