"""Latitude and longitude in what people write: typed, in words, or in a link to a map.

`1.6667, 101.45` · `1,6667 101,45` · `1.6667 LU 101.45 BT` · `1°40'00"N 101°27'00"E` · `geo:1.6667,101.45` ·
`https://www.google.com/maps/@1.6667,101.45,15z` · `https://maps.google.com/?q=1.6667%2C101.45`
"""

import re

_LONGEST = 4096  # characters that are searched: no message has more

_FIRST = r"[+-]?\d{1,2}[.,]\d{3,15}"
_SECOND = r"\d{2,3}[.,]\d{2,15}"
_PAIR = re.compile(
    rf"(?<![\d.,])(?P<first>{_FIRST})(?:\s?°)?\s?(?:(?P<side>ls|lu|[nsu])\b)?(?:\s{{0,3}}[,;/]\s{{0,3}}|\s{{1,3}})"
    rf"(?:long(?:itude)?|lng|lon|bujur)?[\s:=]{{0,3}}(?P<second>{_SECOND})(?!\d)",
    re.IGNORECASE,
)
_ANGLE = r"(\d{1,3})\s?°\s?(\d{1,2})\s?['\u2032’]\s?(\d{1,2}(?:[.,]\d{1,6})?)?\s?(?:[\"\u2033”]|'')?\s?"
_ANGLES = re.compile(rf"{_ANGLE}(LU|LS|[NSU])[\s,;]{{0,3}}{_ANGLE}(?:BT|[ET])", re.IGNORECASE)
_IN_LINK = re.compile(r"!3d(-?\d{1,2}\.\d{2,15})!4d(-?\d{1,3}\.\d{2,15})")
_MAP_LINK = re.compile(
    r"https?://(?:www\.|m\.)?(?:maps\.|google\.[a-z.]{2,6}/maps|goo\.gl/maps|waze\.|ul\.waze\.|openstreetmap\.)\S*"
)
_SOUTH = frozenset({"s", "ls"})
_LATITUDES, _LONGITUDES = (-11.5, 6.5), (94.0, 142.0)  # of Indonesia: so prices and account numbers are none


def find_coordinates(text: str) -> tuple[float, float] | None:
    """The first latitude and longitude of Indonesia, in degrees, that a text holds; None where it holds none."""
    text = text[:_LONGEST]
    if not any(character.isdecimal() for character in text):
        return None
    said = text.replace("%2C", ",").replace("%2c", ",").replace("%20", " ")
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
    found += [
        (_signed(_degrees(each["first"]), each["side"]), _degrees(each["second"])) for each in _PAIR.finditer(said)
    ]
    return found


def _degrees(number: str) -> float:
    return float(number.replace(",", "."))


def _angle(degrees: str, minutes: str, seconds: str | None) -> float:
    return int(degrees) + int(minutes) / 60 + _degrees(seconds or "0") / 3600


def _signed(latitude: float, side: str | None) -> float:
    return -abs(latitude) if side is not None and side.lower() in _SOUTH else latitude
