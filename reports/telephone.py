"""Reads a telephone number that somebody typed, of this country or of another."""

import re

from lokal import normalize_phone

_BETWEEN = re.compile(r"[\s().\-/\u2010-\u2015\u00a0]+")
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")  # E.164: at most fifteen digits
_HOME = "62"


def number_of(typed: str) -> str | None:
    """The number in its international form, `+…`; None when it is none."""
    if len(typed) > 40:
        return None
    abroad = _ABROAD.fullmatch(_BETWEEN.sub("", typed.strip()))
    if abroad is not None and not abroad[1].startswith(_HOME):
        return f"+{abroad[1]}"
    return normalize_phone(typed)
