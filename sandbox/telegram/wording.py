"""A text or caption as Telegram takes it: parsed, trimmed, its entities found, its length held to the limit."""

from typing import cast

from sandbox.telegram import entities, markup, utf16
from sandbox.telegram.refusals import bad, not_played
from sandbox.telegram.shapes import Params, Raw

TEXT_LIMIT = 4096  # UTF-16 units after parsing; Bot API, sendMessage
CAPTION_LIMIT = 1024
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # a text of these alone counts as empty


def text_of(params: Params) -> Raw:
    """`text` and `entities` of a message from a call's `text`, `parse_mode` and `entities`."""
    if not params.text("text"):
        raise bad("message text is empty")
    text, found = formatted(params, "text", "parse_mode", "entities")
    if not text.strip(_UNSEEN + " \n\t\r"):
        raise bad("text must be non-empty")
    if utf16.length(text) > TEXT_LIMIT:
        raise bad("message is too long")
    return {"text": text, "entities": found} if found else {"text": text}


def caption_of(params: Params) -> Raw:
    """`caption` and `caption_entities`; empty where there is no caption."""
    if not params.text("caption"):
        return {}
    text, found = formatted(params, "caption", "parse_mode", "caption_entities")
    if utf16.length(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": found} if found else {"caption": text}


def formatted(params: Params, text_key: str, mode_key: str, entities_key: str) -> tuple[str, list[Raw]]:
    """The plain text of a parameter and its entities, its outer white space gone."""
    text = params.text(text_key)
    given: list[Raw] = cast(list[Raw], params.get(entities_key) or [])
    mode = params.text(mode_key).lower()
    if mode == "html":
        text, given = markup.parse(text)
    elif mode in ("markdown", "markdownv2"):
        raise not_played(f"parse_mode {params.text(mode_key)}")
    elif mode:
        raise bad("unsupported parse_mode")
    text, given = _trimmed(text, given)
    return text, _merged(given, entities.found_in(text))


def _trimmed(text: str, given: list[Raw]) -> tuple[str, list[Raw]]:
    trimmed = text.strip(" \n\t\r")
    if trimmed == text or not given:
        return trimmed, given
    before = utf16.length(text[: len(text) - len(text.lstrip(" \n\t\r"))])
    end = utf16.length(trimmed)
    kept: list[Raw] = []
    for entity in given:
        start, stop = _span(entity)
        start, stop = max(start - before, 0), min(stop - before, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return trimmed, kept


def _merged(given: list[Raw], found: list[Raw]) -> list[Raw]:
    """What was marked up, and what Telegram finds itself outside code and links."""
    if not found or not given:
        return given or found
    closed = [_span(each) for each in given if each["type"] in ("code", "pre", "text_link")]
    for entity in found:
        start, stop = _span(entity)
        if not any(start < end and begin < stop for begin, end in closed):
            given.append(entity)
    given.sort(key=lambda each: (_span(each)[0], -_span(each)[1]))
    return given


def _span(entity: Raw) -> tuple[int, int]:
    offset = cast(int, entity["offset"])
    return offset, offset + cast(int, entity["length"])
