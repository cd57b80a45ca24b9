"""Which day somebody means: "kemarin", "27/11", "rabu lalu", "H-1", "3 hari lalu"."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from language.words import squeeze

_TABLE = tomllib.loads(files(__package__).joinpath("when.toml").read_text(encoding="utf-8"))
_MONTHS: dict[str, int] = {squeeze(word): month for word, month in _TABLE["months"].items()}
_WEEKDAYS: dict[str, int] = {squeeze(word): day for word, day in _TABLE["weekdays"].items()}
_WEEKDAY = "|".join(_WEEKDAYS)
_DAYS = {"hari": 1, "mingu": 7, "bulan": 30, "tahun": 365}

_COUNTDOWN = re.compile(r"\b(?:h\s*(?P<sign>[-+]|min|plus)\s*(?P<days>[0-9]{1,2})|hari[\s-]h)\b")
_ISO = re.compile(r"\b(?P<year>20[0-9]{2})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})\b")
_NUMERIC = re.compile(
    r"(?<![0-9./:-])(?<!\b(?:rt|rw|no) )(?<!\b(?:jam|tps) )(?<!pukul )(?P<day>[0-9]{1,2})"
    r"(?:\s?(?P<mark>[/-])\s?(?P<month>[0-9]{1,2})(?:\s?(?P=mark)\s?(?P<year>[0-9]{4}|[0-9]{2}))?"
    r"|\.(?P<dotted>[0-9]{1,2})\.(?P<dotted_year>[0-9]{4}))(?![0-9/])"
)
_NAMED = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}})[\s-]*(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
    r"(?:[\s,-]*(?P<year>[0-9]{4}|[0-9]{2})(?![0-9.:]))?"
)
_MONTH_DAY = re.compile(r"\btangal (?P<day>[0-9]{1,2})\b")
_AGO = re.compile(r"(?<!malam )\b(?:(?P<count>[0-9]{1,3}) )?(?P<unit>hari|mingu|bulan|tahun) (?:lalu|kemarin)\b")
_BEFORE_YESTERDAY = re.compile(r"\bkemarin (?:lusa|dulu|dulunya)\b")
_EVE = re.compile(rf"\bmalam (?P<weekday>{_WEEKDAY})\b")
_ON_WEEKDAY = re.compile(rf"\b(?P<weekday>{_WEEKDAY})\b(?P<last> (?:lalu|kemarin))?")
_YESTERDAY = re.compile(r"\bkemarin\b|\bsemalam (?=pagi|siang|sore)")
_TODAY = re.compile(r"\b(?:hari|pagi|siang|sore) ini\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named, the rest of the words, and whether its night runs on after midnight ("kemarin malam")."""

    date: date
    rest: str
    night: bool = False


def find_day(said: str, today: date, election_day: date | None) -> Day | None:
    """The day in words that `when.prepare` returned; a date without a year is the last one that has been."""
    for pattern, read in _READERS:
        found = pattern.search(said)
        if found and (day := read(found, today, election_day)):
            rest = f"{said[: found.start()]} {said[found.end() :]}"
            night = bool(re.search(rf"\bmalam {re.escape(found[0])}|{re.escape(found[0])} malam\b", said))
            if pattern is _EVE:
                return Day(day, f"malam {rest}", night=True)
            return Day(day, rest, night and pattern in (_YESTERDAY, _ON_WEEKDAY))
    return None


_Reader = Callable[[re.Match[str], date, date | None], date | None]


def _countdown(found: re.Match[str], _today: date, election_day: date | None) -> date | None:
    if not election_day:
        return None
    days = timedelta(int(found["days"] or 0))
    return election_day + days if found["sign"] in ("+", "plus") else election_day - days


def _iso(found: re.Match[str], _today: date, _election_day: date | None) -> date | None:
    return _date(int(found["year"]), int(found["month"]), int(found["day"]))


def _numeric(found: re.Match[str], today: date, _election_day: date | None) -> date | None:
    month, year = found["month"] or found["dotted"], found["year"] or found["dotted_year"]
    return _dated(int(found["day"]), int(month), year, today)


def _named(found: re.Match[str], today: date, _election_day: date | None) -> date | None:
    return _dated(int(found["day"]), _MONTHS[found["month"]], found["year"], today)


def _month_day(found: re.Match[str], today: date, _election_day: date | None) -> date | None:
    months = ((today.year * 12 + today.month - 1 - back) for back in range(3))
    days = (_date(month // 12, month % 12 + 1, int(found["day"])) for month in months)
    return next((day for day in days if day and day <= today), None)


def _ago(found: re.Match[str], today: date, _election_day: date | None) -> date | None:
    return today - timedelta(int(found["count"] or 1) * _DAYS[found["unit"]])


def _before_yesterday(_found: re.Match[str], today: date, _election_day: date | None) -> date:
    return today - timedelta(2)


def _yesterday(_found: re.Match[str], today: date, _election_day: date | None) -> date:
    return today - timedelta(1)


def _today(_found: re.Match[str], today: date, _election_day: date | None) -> date:
    return today


def _eve(found: re.Match[str], today: date, _election_day: date | None) -> date:
    """ "Malam Minggu" is the evening before Sunday."""
    return today - timedelta((today.weekday() - (_WEEKDAYS[found["weekday"]] - 1)) % 7)


def _on_weekday(found: re.Match[str], today: date, _election_day: date | None) -> date:
    back = (today.weekday() - _WEEKDAYS[found["weekday"]]) % 7
    return today - timedelta(back or (7 if found["last"] else 0))


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) % 100 + 2000, month, day)
    years = range(today.year, today.year - 9, -1)  # nine years hold a 29 February, also around 2100
    return next((past for past in (_date(year, month, day) for year in years) if past and past <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_COUNTDOWN, _countdown),
    (_ISO, _iso),
    (_NAMED, _named),
    (_NUMERIC, _numeric),
    (_MONTH_DAY, _month_day),
    (_BEFORE_YESTERDAY, _before_yesterday),
    (_AGO, _ago),
    (_EVE, _eve),
    (_ON_WEEKDAY, _on_weekday),
    (_YESTERDAY, _yesterday),
    (_TODAY, _today),
)
