"""Latitude and longitude in what people write: typed, in words, or in a link to a map.

`1.6667, 101.45` · `1,6667 101,45` · `1.6667 LU 101.45 BT` · `1°40'00"N 101°27'00"E` · `geo:1.6667,101.45` ·
`https://www.google.com/maps/@1.6667,101.45,15z` · `https://maps.google.com/?q=1.6667%2C101.45`
`1.67, 101.4` where nothing else is said · `satu koma enam lintang utara, seratus satu koma empat bujur timur`
"""

import re

_LONGEST = 4096  # characters that are searched: no message has more

_FIRST = r"[+-]?\d{1,2}[.,]\d{3,15}"
_SECOND = r"\d{2,3}[.,]\d{2,15}"
_PAIR = re.compile(
    rf"(?<![\d.,])(?P<first>{_FIRST})(?:\s?°)?\s?(?:(?P<side>lintang\s(?:utara|selatan)|ls|lu|[nsu])\b)?(?:\s{{0,3}}[,;/]\s{{0,3}}|\s{{1,3}})"
    rf"(?:long(?:itude)?|lng|lon|bujur)?[\s:=]{{0,3}}(?P<second>{_SECOND})(?!\d)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\s*(?:(?:titik|lokasi|koordinat|posisi|kordinat|di|gps|lat(?:itude)?)\w{0,3}[\s:=]{1,3}){0,3}"
    r"(?P<first>[+-]?\d{1,2}[.,]\d{1,15})(?:\s?°)?\s?(?P<side>lintang\s(?:utara|selatan)|ls|lu|[nsu])?\s?[,;/]?\s{0,3}"
    r"(?:long(?:itude)?|lng|lon|bujur)?[\s:=]{0,3}(?P<second>\d{2,3}[.,]\d{1,15})(?:\s?°)?\s?(?:bujur(?:\stimur)?|bt|e)?"
    r"(?:\s(?:pak|bu|bang|ya|min|ini|sini|situ))?[\s.!]*",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_NUMERALS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_DIGITS = {"kosong": 0, **{word: value for value, word in enumerate(_NUMERALS)}}
_DIGIT = "|".join(_DIGITS)
_SPOKEN = re.compile(
    rf"\b(?P<whole>(?:(?:seratus|sepuluh|sebelas|puluh|belas|{_DIGIT})\s+){{1,4}})koma\s+(?P<part>(?:(?:{_DIGIT})\b\s*){{1,8}})"
    r"(?:derajat\s*)?"
)
_ANGLE = r"(\d{1,3})\s?°\s?(\d{1,2})\s?['\u2032’]\s?(\d{1,2}(?:[.,]\d{1,6})?)?\s?(?:[\"\u2033”]|'')?\s?"
_ANGLES = re.compile(rf"{_ANGLE}(LU|LS|[NSU])[\s,;]{{0,3}}{_ANGLE}(?:BT|[ET])", re.IGNORECASE)
_IN_LINK = re.compile(r"!3d(-?\d{1,2}\.\d{2,15})!4d(-?\d{1,3}\.\d{2,15})")
_MAP_LINK = re.compile(
    r"https?://(?:www\.|m\.)?(?:maps\.|google\.[a-z.]{2,6}/maps|goo\.gl/maps|waze\.|ul\.waze\.|openstreetmap\.)\S*"
)
_SOUTH = frozenset({"s", "ls", "lintang selatan"})
_LATITUDES, _LONGITUDES = (-11.5, 6.5), (94.0, 142.0)  # of Indonesia: so prices and account numbers are none


def find_coordinates(text: str) -> tuple[float, float] | None:
    """The first latitude and longitude of Indonesia, in degrees, that a text holds; None where it holds none."""
    text = text[:_LONGEST]
    if " koma " in text.lower():
        text = _SPOKEN.sub(_in_digits, text.lower())
    if not any(character.isdecimal() for character in text):
        return None
    said = _ESCAPED.sub(_unescaped, text).replace("+", " ") if "%" in text else text
    for latitude, longitude in _candidates(said):
        if _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]:
            return latitude, longitude
    return None


def without_map_links(text: str) -> str:
    """The text without links to a map: they say where, while a link to news says that somebody else tells it."""
    if "://" not in text:
        return text
    return _MAP_LINK.sub(" ", text)


def _candidates(said: str) -> list[tuple[float, float]]:
    found = [(float(each[1]), float(each[2])) for each in _IN_LINK.finditer(said)]
    for each in _ANGLES.finditer(said):
        degrees, minutes, seconds, side, *east = each.groups()
        found.append((_signed(_angle(degrees, minutes, seconds), side), _angle(*east[:3])))
    alone = _ALONE.fullmatch(said)
    found += [
        (_signed(_degrees(each["first"]), each["side"]), _degrees(each["second"]))
        for each in (*_PAIR.finditer(said), *((alone,) if alone else ()))
    ]
    return found


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "ignore")


def _in_digits(spoken: re.Match[str]) -> str:
    """ "seratus satu koma empat empat" as "101.44"."""
    whole, part = 0, spoken["part"].split()
    for word in spoken["whole"].split():
        if word == "puluh":
            whole = (whole or 1) * 10
        elif word == "belas":
            whole += 10
        else:
            whole += _DIGITS.get(word, {"seratus": 100, "sepuluh": 10, "sebelas": 11}.get(word, 0))
    return f"{whole}.{''.join(str(_DIGITS[word]) for word in part)} "


def _degrees(number: str) -> float:
    return float(number.replace(",", "."))


def _angle(degrees: str, minutes: str, seconds: str | None) -> float:
    return int(degrees) + int(minutes) / 60 + _degrees(seconds or "0") / 3600


def _signed(latitude: float, side: str | None) -> float:
    return -abs(latitude) if side is not None and side.lower() in _SOUTH else latitude
