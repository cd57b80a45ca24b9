"""Whether an announcement is ours: the check code under it, and comparing what somebody passes on with the original."""

import hashlib
import hmac
import re
from html import unescape

from rapidfuzz.fuzz import ratio

LENGTH = 8  # characters of 5 bits

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_CONFUSED = str.maketrans("OIL", "011")
FRAGMENT = 16  # letters that two texts hardly share by chance
_PLAIN = re.compile(r"[A-Za-z0-9 .,:()-]{16,}")
_TOKEN = re.compile(r"<(/?)([\w-]+)([^<>]*)>|([^<]+)")
_LINK = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*[\"']?([^\"'>]*)", re.IGNORECASE)


def code(secret: bytes, id: int, fingerprint: str) -> str:
    """The check code of one announcement with one content: 8 characters that nobody without the secret can make up."""
    keyed = hmac.new(secret, f"announcement:{id}:{fingerprint}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(keyed[:5], "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def normal(typed: str) -> str | None:
    """The code somebody typed in its one spelling, or None when it cannot be one.

    Case, spaces, dashes, and O, I, L for 0 and 1 are forgiven.
    """
    read = re.sub(r"[\s\-–.#]", "", typed).upper().translate(_CONFUSED)
    return read if len(read) == LENGTH and all(character in _ALPHABET for character in read) else None


def fragments(text: str) -> list[str]:
    """At most four short stretches of plain letters of a text, far apart: an altered copy still shares some of them."""
    plain = sorted((each[0].strip() for each in _PLAIN.finditer(text)), key=len, reverse=True)[:2]
    ends = [end for each in plain if len(each) >= FRAGMENT for end in (each[:FRAGMENT], each[-FRAGMENT:])]
    return list(dict.fromkeys(ends))


def same_words(original: str, pasted: str, footer: str = "") -> float:
    """How far a plain text says what an original in Telegram HTML says, from 0 to 1: links are lost by pasting."""
    seen = " ".join(pasted.split())
    written = (_content(original)[0], _content(f"{original}\n{footer}")[0])
    return max(ratio(seen, each) for each in written) / 100


def same_content(original: str, passed_on: str, footer: str = "") -> bool:
    """Whether two texts in Telegram HTML say the same and link to the same, however they are spaced.

    `footer` is the line with the check code exactly as it was sent below the original; it may be missing from what
    is passed on, but nothing else may stand in its place.
    """
    seen = _content(passed_on)
    return seen in (_content(original), _content(f"{original}\n{footer}"))


def same_look(original: str, passed_on: str) -> bool:
    """Whether two texts that say the same also hide, strike, fold, label and picture the same of it."""
    return _covered(original) == _covered(passed_on)


def _covered(html: str) -> list[tuple[str, str]]:
    """What of a text is struck through, covered, folded away, labelled or shown as another picture, in order."""
    found: list[tuple[str, str]] = []
    opened: list[tuple[str, str, int]] = []
    text = ""
    for closing, name, rest, words in _TOKEN.findall(html):
        if words:
            text += unescape(words)
        elif not closing:
            opened.append((name.lower(), _hides(name.lower(), rest), len(text)))
        elif opened:
            _, hides, start = opened.pop()
            if hides:
                found.append((hides, " ".join(text[start:].split())))
    return sorted(found)


def _hides(name: str, rest: str) -> str:
    if name in ("s", "strike", "del"):
        return "struck"
    if name == "tg-spoiler" or (name == "span" and "tg-spoiler" in rest):
        return "covered"
    if name in ("tg-emoji", "code", "pre") and rest.strip():  # another picture; the name of a language above it
        return f"{name} {rest.strip()}"
    return "folded" if name == "blockquote" and "expandable" in rest else ""


def _content(html: str) -> tuple[str, tuple[str, ...]]:
    words = " ".join(unescape(re.sub(r"<[^<>]*>", "", html)).split())
    return words, tuple(unescape(link) for link in _LINK.findall(html))
