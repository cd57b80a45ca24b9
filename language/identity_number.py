"""Finds a NIK, the identity number of a person, in words, and covers its digits.

Its 16 digits are an area (province, kabupaten, kecamatan), a birthday (a woman's day is 40 more) and a number. Account,
card and IMEI numbers of 16 digits seldom read so; where the words beside one say what it is, they decide.
"""

import re
import unicodedata
from datetime import date

COVER = "•"
_PROVINCES = frozenset(
    map(
        str,
        (*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)),
    )
)
_APART = "[ .\u00a0\u2010-\u2015/-]"
_SIXTEEN = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:"
    r"[0-9]{16}"
    rf"|[0-9]{{4}}({_APART})[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}"
    rf"|[0-9]{{6}}({_APART})[0-9]{{6}}\2[0-9]{{4}}"
    rf"|[0-9]{{2}}({_APART})[0-9]{{2}}\3[0-9]{{2}}\3[0-9]{{6}}\3[0-9]{{4}}"
    r")(?![0-9])"
)
_NAMED = re.compile(
    r"\b(?P<person>nik|no ?ktp|ktp|identitas|penduduk)\b"
    r"|\b(?P<other>rek|norek|rekening|bca|bri|bni|mandiri|va|virtual|akun|account|imei[0-9]?|kartu|card|atm|resi|invoice|token)\b",
    re.IGNORECASE,
)
_REACH = 30  # characters before a number in which words say what it is


def cover(text: str) -> str:
    """The text with the digits of every NIK covered, in the same length."""
    plain = text if text.isascii() else "".join(map(_plain_digit, text))
    covered = _SIXTEEN.sub(lambda found: _covered(found, plain), plain)
    return "".join(new if new == COVER else old for old, new in zip(text, covered, strict=True))


def _plain_digit(character: str) -> str:
    """A digit of another script, or a wide one, as 0 to 9: one character for one."""
    return str(unicodedata.decimal(character, character))


def is_nik(digits: str) -> bool:
    """Whether 16 digits are a NIK by area and birthday."""
    area, day, month, year = digits[:2], int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if area not in _PROVINCES or "00" in (digits[2:4], digits[4:6]) or digits[12:] == "0000":
        return False
    try:
        date(2000 + year, month, day - 40 if day > 40 else day)
    except ValueError:  # 29 February of 1900 is the only day that the other century lacks
        return False
    return True


def _covered(found: re.Match[str], text: str) -> str:
    digits = "".join(each for each in found[0] if each.isdigit())
    before = text[max(0, found.start() - _REACH) : found.start()]
    named = list(_NAMED.finditer(before))
    named_otherwise = bool(named) and named[-1]["person"] is None
    return found[0] if named_otherwise or not is_nik(digits) else re.sub("[0-9]", COVER, found[0])
