"""Reads a telephone number that somebody typed, of this country or of another."""

import re
import unicodedata

from lokal import normalize_phone

_BETWEEN = re.compile(r"[\s().\-/\u2010-\u2015\u00a0]+")
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")  # E.164: at most fifteen digits
_HOME = "62"
# What people write around their own number; any other word makes it a sentence, and the number perhaps another's.
_AROUND = re.compile(
    r"^(?:(?:nomor|nomer|no|hp|wa|whatsapp|telp|tlp|telepon|telpon|tel|phone|saya|aku|my|number|ini|ya|ok|oke|baik)\b[\s.:,]*)+"
    r"|(?:[\s.,!]*\b(?:ya|pak|bu|kak|min|ini|itu|terima kasih|makasih))+[\s.!]*$",
    re.IGNORECASE,
)


def number_of(typed: str) -> str | None:
    """The number in its international form, `+…`; None when it is none."""
    if len(typed) > 60:
        return None
    said = _AROUND.sub("", unicodedata.normalize("NFKC", typed).strip())
    bare = _BETWEEN.sub("", "".join(_digit(each) for each in said))
    abroad = _ABROAD.fullmatch(bare)
    if abroad is not None and not abroad[1].startswith(_HOME):
        return f"+{abroad[1]}"
    return normalize_phone(bare)


def _digit(character: str) -> str:
    """A digit of any script as ours."""
    return str(unicodedata.digit(character)) if character.isdecimal() else character
