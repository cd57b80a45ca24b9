"""What of a message leads people somewhere, or shows them something, that does not stand in its words."""

from collections.abc import Iterator
from typing import Any

_LEADS = frozenset({"url", "login_url", "web_app", "switch_inline_query", "copy_text", "pay"})
_BESIDE = ("description", "media", "explanation")  # of a poll


def leads_beside_its_words(raw: dict[str, Any]) -> bool:
    """Whether it has what no message of ours has: a button or a preview that leads elsewhere, a person's name, a quiz.

    `raw` is the message as Telegram writes it, or as anybody does.
    """
    return any((_has_links(raw), _has_preview(raw), _names_somebody(raw), _shows_beside(raw.get("poll"))))


def _has_links(raw: dict[str, Any]) -> bool:
    markup = raw.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    buttons = [button for row in _list(rows) for button in _list(row)]
    return any(isinstance(button, dict) and _LEADS & button.keys() for button in buttons)


def _has_preview(raw: dict[str, Any]) -> bool:
    """Whether a page is shown below the words to which nothing in them leads."""
    preview = raw.get("link_preview_options")
    shown = preview.get("url") if isinstance(preview, dict) and not preview.get("is_disabled") else None
    if not isinstance(shown, str):
        return False
    led = [raw.get("text"), *(each.get("url") for each in _entities(raw))]
    return not any(isinstance(each, str) and _bare(shown) in each.lower() for each in led)


def _bare(address: str) -> str:
    return address.lower().partition("//")[2].rstrip("/") or address.lower()


def _names_somebody(raw: dict[str, Any]) -> bool:
    return any(each.get("type") == "text_mention" for each in _entities(raw))


def _shows_beside(poll: object) -> bool:
    """Whether a poll says which answer is right, or shows more than its question and its answers."""
    if not isinstance(poll, dict):
        return False
    options = [each for each in _list(poll.get("options")) if isinstance(each, dict)]
    return poll.get("type") == "quiz" or any(poll.get(name) for name in _BESIDE) or any(map(_has_media, options))


def _has_media(option: dict[str, Any]) -> bool:
    return bool(option.get("media"))


def _entities(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("entities", "caption_entities"):
        yield from (each for each in _list(raw.get(name)) if isinstance(each, dict))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
