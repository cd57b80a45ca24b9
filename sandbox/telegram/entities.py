"""The entities Telegram finds by itself in a plain text: commands, links, mentions, hashtags, phone numbers."""

import re

from sandbox.telegram import utf16
from sandbox.telegram.shapes import Raw

_FOUND = re.compile(
    r"(?P<url>(?:https?://|www\.|t\.me/)[^\s<>\"]*[^\s<>\"'.,;:!?)\]])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?)(?![\w/])"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w+])(?P<phone_number>\+\d[\d\s-]{6,16}\d)(?!\w)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[/@#+]|www\.", re.IGNORECASE)


def found_in(text: str) -> list[Raw]:
    """Entities in order, with UTF-16 offsets."""
    if not _SIGNS.search(text):
        return []
    entities: list[Raw] = []
    for match in _FOUND.finditer(text):
        start = utf16.length(text[: match.start()])
        entities.append({"type": match.lastgroup, "offset": start, "length": utf16.length(match[0])})
    return entities
