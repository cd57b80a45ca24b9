"""Reads when something happened, as people type it: "tadi malam", "jam 8 lewat", "27/11 07.30", "rabu sore"."""

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files

from language.day_words import Day, find_day
from language.hour_words import Hour, Part, find_hour, find_part
from language.words import digits, plain, squeeze

SLACK = timedelta(minutes=5)  # clocks and memories differ: so much later than now still counts as now

_TABLE = tomllib.loads(files(__package__).joinpath("when.toml").read_text(encoding="utf-8"))
_MEANS = tuple((re.compile(rf"\b{squeeze(said)}\b"), squeeze(meant)) for said, meant in _TABLE["means"].items())
_SINCE = re.compile(
    r"\b(?:(?P<half>setengah)|(?P<count>[0-9]{1,3})(?:[.,](?P<tenth>[0-9]))?(?P<and_half> setengah)?) ?"
    r"(?P<unit>jam|menit|detik) (?:lalu|tadi)\b|\bbaru(?:san)? (?P<fresh>[0-9]{1,3}) ?(?P<fresh_unit>jam|menit|detik)\b"
)
_BESIDE = frozenset(
    ["tadi", "kemarin", "jam", "pukul", "lalu", "hari", "pagi", "siang", "sore", "malam", "subuh", "ini"]
)
_MOST_TYPED, _MOST_READ = 1_000, 400  # characters, before and after hidden ones and spaces are gone
_SECONDS = {"jam": 3600, "menit": 60, "detik": 1}
_SHORT = 60  # characters of an answer that only says when
_WHEN_WORDS = frozenset(
    map(squeeze, (*_TABLE["only"]["words"], *_TABLE["months"], *_TABLE["weekdays"], *_TABLE["parts"]))
)
_TIME_WORDS = frozenset(
    map(squeeze, (*_TABLE["only"]["times"], *_TABLE["months"], *_TABLE["weekdays"], *_TABLE["parts"]))
)
_DAWN = 6  # an hour before it belongs to the night of the evening before
_DUSK = 18


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment somebody meant, in the zone of the `now` it was read with."""

    at: datetime
    exact: bool  # to the minute; otherwise about


def parse_when(words: str, now: datetime, election_day: date | None = None) -> Moment | None:
    """The past moment that words mean, or None when they say none. `now` is aware and in the resort's zone.

    An hour that has not come today was yesterday's, a date that has not come this year last year's. `election_day`
    gives "H-1" its meaning.
    """
    said = prepare(words)
    moment = _since(said, now) or _placed(said, now, election_day) or _recent(said, now)
    return moment if moment and moment.at <= now + SLACK else None


def only_when(words: str) -> bool:
    """Whether words say when and nothing else: "kemarin sore", "jam 8 lewat tadi malam"."""
    said = prepare(words[:_SHORT]).split() if len(words) <= _SHORT else []
    return bool(said) and all(word in _WHEN_WORDS or word[0].isdecimal() for word in said) and not words.isdecimal()


def says_when(words: str) -> bool:
    """Whether a word of a message is one that says when, be the moment known or not; a number alone is none."""
    return any(word in _TIME_WORDS for word in prepare(words[:_MOST_READ]).split())


def phrase_of(words: str, now: datetime, election_day: date | None = None) -> str | None:
    """The words of a story that say when it happened, as they were typed; None when they cannot be told apart.

    Words are taken away from the end and from the beginning as long as the rest means the same moment.
    """
    said = words[:_MOST_READ].split()
    meant = parse_when(" ".join(said), now, election_day)
    if meant is None:
        return None

    def means_it(start: int, end: int) -> bool:
        return parse_when(" ".join(said[start:end]), now, election_day) == meant

    end = bisect_left(range(len(said)), True, key=lambda last: means_it(0, last + 1)) + 1
    size = bisect_left(range(end), True, key=lambda more: means_it(end - 1 - more, end)) + 1
    start = end - size
    while start and said[start - 1].lower() in _BESIDE:
        start -= 1
    while end < len(said) and said[end].lower() in _BESIDE:
        end += 1
    return " ".join(said[start:end]).strip(" ,.;:!?") if means_it(start, end) else None


def prepare(words: str) -> str:
    """The words in standard Indonesian, numbers as digits, ways of saying one thing made one.

    Of a long story the beginning is read: people say when before they say how.
    """
    said = " ".join(digits(plain(words[:_MOST_TYPED])).split())[:_MOST_READ]
    for pattern, meant in _MEANS:
        said = pattern.sub(meant, said)
    return " ".join(said.split())


def _since(said: str, now: datetime) -> Moment | None:
    """ "2 jam lalu", "setengah jam lalu", "baru 5 menit"."""
    found = _SINCE.search(said)
    if not found:
        return None
    count = 0.5 if found["half"] else float(f"{found['count'] or found['fresh']}.{found['tenth'] or 0}")
    if found["and_half"]:
        count += 0.5
    return Moment(now - timedelta(seconds=count * _SECONDS[found["unit"] or found["fresh_unit"]]), exact=False)


def _placed(said: str, now: datetime, election_day: date | None) -> Moment | None:
    """A day, a part of the day, an hour, or any of them together."""
    day = find_day(said, now.date(), election_day)
    rest = day.rest if day else said
    part = find_part(rest)
    hour = find_hour(rest, part)
    night = bool(part and part.word in ("malam", "tengah malam")) or (not part and "semalam" in rest)
    if not day and re.search(_any("future"), said) and not re.search(r"\b(?:tadi|semalam)\b", said):
        return None
    if night and (not day or day.night):
        return _in_the_night(rest, day, hour, now, midnight=bool(part and part.word == "tengah malam"))
    if day:
        return _on_day(day.date, part, hour, now)
    if hour:
        return _last_time(hour, now)
    return _last_part(part, now) if part else None


def _in_the_night(said: str, day: Day | None, hour: Hour | None, now: datetime, *, midnight: bool) -> Moment | None:
    """A night belongs to its evening: "tadi malam jam 1" is after midnight, and at 01.00 the night is still on."""
    if day:
        evening = day.date
    else:
        evening = now.date() if now.hour >= _DUSK and "semalam" not in said else now.date() - timedelta(1)
    at = hour.at if hour else time(0) if midnight else time(20)
    if hour and hour.either:
        at = at.replace(hour=at.hour + 12 if _DAWN <= at.hour < 12 else at.hour % 12)
    moment = _at(evening + timedelta(at.hour < _DAWN), at, now)
    if moment > now + SLACK and not hour and evening == now.date():
        return Moment(now, exact=False)
    if moment > now + SLACK:
        moment -= timedelta(1)
    return Moment(moment, exact=bool(hour and hour.exact))


def _on_day(day: date, part: Part | None, hour: Hour | None, now: datetime) -> Moment:
    if hour and hour.either:
        # People are awake: without a part of the day, 1 to 5 is the afternoon.
        at = hour.at.replace(hour=hour.at.hour + 12) if hour.at.hour <= 5 else hour.at
        earlier, later = _at(day, hour.at, now), _at(day, _after_noon(hour.at), now)
        if day == now.date():
            return Moment(later if later <= now + SLACK else earlier, hour.exact)
        return Moment(_at(day, at, now), hour.exact)
    if hour:
        return Moment(_at(day, hour.at, now), hour.exact)
    about = _at(day, part.usual if part else time(12), now)
    begun = not part or _at(day, part.begins, now) <= now
    return Moment(min(about, now) if day == now.date() and begun else about, exact=False)


def _last_time(hour: Hour, now: datetime) -> Moment:
    """The last time a clock showed this hour."""
    times = (hour.at, _after_noon(hour.at)) if hour.either else (hour.at,)
    days = (now.date(), now.date() - timedelta(1))
    moments = (_at(day, at, now) for day in days for at in times)
    return Moment(max(moment for moment in moments if moment <= now + SLACK), hour.exact)


def _last_part(part: Part, now: datetime) -> Moment:
    """This part of today, if it has begun, or else yesterday's."""
    if _at(now.date(), part.begins, now) <= now:
        return Moment(min(_at(now.date(), part.usual, now), now), exact=False)
    return Moment(_at(now.date() - timedelta(1), part.usual, now), exact=False)


def _recent(said: str, now: datetime) -> Moment | None:
    if re.search(_any("just"), said):
        return Moment(now, exact=False)
    if re.search(_any("earlier"), said):
        return Moment(now - timedelta(hours=1), exact=False)
    return Moment(now, exact=True) if re.search(_any("now"), said) else None


def _any(key: str) -> str:
    return rf"\b(?:{'|'.join(map(squeeze, _TABLE['recent'][key]))})\b"


def _after_noon(at: time) -> time:
    return at.replace(hour=(at.hour + 12) % 24)


def _at(day: date, at: time, now: datetime) -> datetime:
    return datetime.combine(day, at, now.tzinfo)
