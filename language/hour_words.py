"""Which hour somebody means: "jam 8 lewat", "setengah 9", "07.30", "jam 8 malam", "subuh"."""

import re
import tomllib
from dataclasses import dataclass
from datetime import time
from importlib.resources import files

from language.words import squeeze

_TABLE = tomllib.loads(files(__package__).joinpath("when.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: its word, when it begins, and the hour it stands for."""

    word: str
    begins: time
    usual: time


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour as it was said; `either` when it may be before or after noon ("jam 8")."""

    at: time
    either: bool
    exact: bool


_PARTS = {
    squeeze(word): Part(squeeze(word), *(time.fromisoformat(hour.replace(".", ":")) for hour in hours))
    for word, hours in _TABLE["parts"].items()
}
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_LEAD = r"\b(?:jam|pukul|pk)\s*\.?\s*"
_HALF = re.compile(r"\bsetengah (?P<hour>[0-9]{1,2})\b(?! ?(?:jam|menit|hari))")
_PAST = re.compile(rf"(?:{_LEAD}|^\s*)(?P<hour>[0-9]{{1,2}}) (?:lewat|lebih)(?: (?P<minute>[0-9]{{1,2}}|setengah)\b)?")
_TO = re.compile(rf"(?:{_LEAD}|^\s*)(?P<hour>[0-9]{{1,2}}) kurang (?P<minute>[0-9]{{1,2}})\b")
_FULL = re.compile(
    r"(?<![0-9.,:/-])(?P<hour>[0-9]{1,2})\s?[.:]\s?(?P<minute>[0-9]{2})(?![0-9]|[.,:][0-9]{3}|\.[0-9]{2}\.)"
)
_JOINED = re.compile(rf"{_LEAD}(?P<hour>[0-9]{{1,2}}) ?(?P<minute>[0-9]{{2}})\b")
_BARE = re.compile(
    rf"{_LEAD}(?P<hour>[0-9]{{1,2}})(?:an)?\b"
    rf"|(?<!tps )(?<!rt )(?<!rw )\b(?P<before>[0-9]{{1,2}}) ?(?:an )?(?=(?:{_PART}|wib|wita|wit|am|pm)\b)"
)
_ROUGH = re.compile(r"\b(?:sekitar|sekira|kira|kurang lebih|kisaran|antara|an|about|around)\b")


def find_part(said: str) -> Part | None:
    """The first part of the day that is named."""
    found = re.search(rf"\b(?:{_PART})\b", said)
    return _PARTS[found[0]] if found else None


def find_hour(said: str, part: Part | None) -> Hour | None:
    """The hour in words that `when.prepare` returned, on the 24-hour clock as far as the words tell."""
    hour = _said_hour(said)
    if not hour:
        return None
    if _ROUGH.search(said):
        hour = Hour(hour.at, hour.either, exact=False)
    if not hour.either:
        return hour
    if re.search(r"\bpm\b", said):
        return Hour(hour.at.replace(hour=hour.at.hour % 12 + 12), either=False, exact=hour.exact)
    if part or re.search(r"\bam\b", said):
        word = part.word if part else "pagi"
        return Hour(hour.at.replace(hour=_on_24(hour.at.hour, word)), either=False, exact=hour.exact)
    return hour


def _said_hour(said: str) -> Hour | None:
    if found := _HALF.search(said):
        return _hour(int(found["hour"]), -30)
    if found := _TO.search(said):
        return _hour(int(found["hour"]), -int(found["minute"]))
    if found := _PAST.search(said):
        minute = "30" if found["minute"] == "setengah" else found["minute"]
        return _hour(int(found["hour"]), int(minute or 0), exact=bool(minute))
    if found := _FULL.search(said) or _JOINED.search(said):
        return _hour(int(found["hour"]), int(found["minute"]), literal=len(found["hour"]) == 2)
    if found := _BARE.search(said):
        typed = found["hour"] or found["before"]
        return _hour(int(typed), 0, exact=False, literal=typed.startswith("0"))
    return None


def _hour(hour: int, minutes: int, *, exact: bool = True, literal: bool = False) -> Hour | None:
    """The time so many minutes after (or before) the full hour; None when no clock shows it."""
    if hour > 24 or not -60 < minutes < 60:
        return None
    shown = (hour * 60 + minutes) % (24 * 60)
    either = not literal and 1 <= hour <= 12
    return Hour(time(shown // 60, shown % 60), either, exact)


def _on_24(hour: int, part: str) -> int:
    """An hour of the 12-hour clock in a part of the day: "jam 8 malam" is 20, "jam 1 malam" is 1."""
    match part:
        case "siang" | "tengah hari" | "dzuhur" | "zuhur" | "dhuhur" | "lohor":
            return hour + 12 if hour <= 5 else hour
        case "sore" | "ashar" | "asar" | "maghrib" | "magrib" | "isya":
            return hour + 12 if hour < 12 else hour
        case "malam" | "tengah malam":
            return hour + 12 if 6 <= hour < 12 else hour % 12
        case _:
            return hour % 12
