"""Reads when an announcement is to go out: "besok 06.00", "27/11 05.30", "Jumat jam 8 malam", "H-3 08.00"."""

import re
from datetime import date, datetime, time, timedelta

from broadcasts.schedule import BeforeElection, Once
from language.day_words import find_day
from language.hour_words import find_hour, find_part
from language.when import prepare

_COUNTDOWN = re.compile(r"\bh\s*(?P<sign>[-+]|min|plus)\s*(?P<days>[0-9]{1,2})\b")
_AHEAD = {"hari ini": 0, "malam ini": 0, "sore ini": 0, "nanti": 0, "besok": 1, "esok": 1, "lusa": 2, "tomorrow": 1}
_NEAR = re.compile(rf"\b(?:{'|'.join(_AHEAD)})\b")
_MONTH_DAY = re.compile(r"\btangal (?P<day>[0-9]{1,2})\b(?![/.-])")
_PAST = re.compile(r"\b(?:kemarin|tadi|semalam|lalu)\b")
_WEEK, _HALF_YEAR, _YEAR = timedelta(days=6), timedelta(days=183), timedelta(days=364)
_WRITTEN_YEAR = re.compile(r"\b20[0-9]{2}\b")


def parse_ahead(words: str, now: datetime, election: date) -> Once | BeforeElection | None:
    """The coming moment that words mean, or None when they say none. `now` is aware and in the resort's zone.

    A day counted from the voting day stays bound to it. An hour that has passed today is tomorrow's.
    """
    said = prepare(words)
    if _PAST.search(said):
        return None
    counted = _COUNTDOWN.search(said)
    rest = f"{said[: counted.start()]} {said[counted.end() :]}" if counted else said
    day, rest = (None, rest) if counted else _find_day(rest, now.date(), election)
    hour = find_hour(rest, find_part(rest))
    if hour is None:
        return None
    if counted:
        days = int(counted["days"]) * (-1 if counted["sign"] in ("+", "plus") else 1)
        return BeforeElection(election, days, hour.at)
    at = datetime.combine(day or now.date(), hour.at, now.tzinfo)
    if day is None and at <= now:
        at += timedelta(days=1)
    return Once(at) if at > now else None


def parse_hour(words: str) -> time | None:
    """A time of day: "06.00", "jam 7 malam"."""
    said = prepare(words)
    hour = find_hour(said if re.search(r"[.:]|jam|pukul", said) else f"jam {said}", find_part(said))
    return hour.at if hour else None


def parse_day(words: str, now: datetime, election: date) -> date | None:
    """A day from today on: "27/11", "1 Desember", "Jumat"."""
    said = prepare(words)
    if _PAST.search(said):
        return None
    if counted := _COUNTDOWN.search(said):
        days = timedelta(days=int(counted["days"]))
        day: date | None = election + days if counted["sign"] in ("+", "plus") else election - days
    else:
        day, _ = _find_day(said, now.date(), election)
    return day if day and day >= now.date() else None


def _find_day(said: str, today: date, election: date) -> tuple[date | None, str]:
    """The day that is named, and the rest of the words.

    `find_day` looks back: seen from the end of the coming week, the last Friday is the next one; seen from the end of
    the coming year, so is a date without a year. One more than half a year ahead was meant of this year: it has passed.
    """
    if near := _NEAR.search(said):
        rest = said.replace("nanti", " ") if near[0] in ("malam ini", "sore ini") else said.replace(near[0], " ")
        return today + timedelta(days=_AHEAD[near[0]]), rest
    if found := _MONTH_DAY.search(said):
        days = (today + timedelta(days=ahead) for ahead in range(62))
        return next((day for day in days if day.day == int(found["day"])), None), said.replace(found[0], " ")
    day = find_day(said, today + _WEEK, election)
    if day is None or day.date < today:
        day = find_day(said, today + _YEAR, election)
        if day is not None and day.date > today + _HALF_YEAR and not _WRITTEN_YEAR.search(said):
            return day.date - timedelta(days=365), day.rest
    return (None, said) if day is None else (day.date, day.rest)
