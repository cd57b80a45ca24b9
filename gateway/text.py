"""Reads JSON from outside, also with a broken character in it: one such update must not block the others."""

import re
from typing import Any

import orjson

_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPED = re.compile(rf"\\(?:{_PAIR}|(u[dD][89a-fA-F][0-9a-fA-F]{{2}}|u0000)|.)")


def loads(content: bytes) -> Any:
    """The value that JSON says; what is no JSON raises.

    Half a character, which no text can hold, and the one that ends a text in many programs are read as \ufffd.
    """
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        return orjson.loads(_ESCAPED.sub(_whole, content.decode(errors="replace")))
    return value if b"\\u0000" not in content else orjson.loads(_ESCAPED.sub(_whole, content.decode()))


def _whole(escape: re.Match[str]) -> str:
    return "\\ufffd" if escape[1] else escape[0]
