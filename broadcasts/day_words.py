"""The day words of an announcement against the days it goes out: "besok" on the voting day sends people a day late."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_AFTER = {  # by how many days what the word means lies after the day it is read
    "kemarin lusa": -2, "kemarin": -1, "yesterday": -1,
    "hari ini": 0, "pagi ini": 0, "siang ini": 0, "sore ini": 0, "malam ini": 0, "nanti malam": 0,
    "today": 0, "tonight": 0,
    "besok lusa": 2, "besok": 1, "besuk": 1, "esok": 1, "tomorrow": 1,
    "lusa": 2,
}  # fmt: skip
_DAY_WORD = re.compile(rf"\b(?:{'|'.join(_AFTER)})(?:nya|lah)?\b".replace(" ", r"\s+"), re.IGNORECASE)
_VOTING = re.compile(
    r"\b(?:memilih|milih|mencoblos|coblos|nyoblos|pemungutan suara|hari pemilihan|pilkada|pemilu|vote|voting|tps)\b",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "maret march mar", "april apr", "mei may", "juni june jun",
            "juli july jul", "agustus august agu aug", "september sep", "oktober october okt oct", "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAMED = re.compile(rf"\b(\d{{1,2}})[\s-]+({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[/-](\d{1,2})(?![\d])")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin monday", "selasa tuesday", "rabu wednesday", "kamis thursday", "jumat jum'at friday",
         "sabtu saturday", "minggu ahad sunday"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)})\b(?!\s+(?:lalu|depan|tenang|pertama|kedua))|\b(?<=hari )minggu\b", re.IGNORECASE
)

_NEAR = 3  # days before and after the voting day on which such words are taken for it


@dataclass(frozen=True, slots=True)
class Misleading:
    """A day word as it stands there, the day it will be read on, and the day it then means."""

    word: str
    read: date
    means: date


def misleading(said: str, days: Iterable[date], voting: date | None = None) -> Iterable[Misleading]:
    """The day words that do not suit one of the days an announcement goes out, each once.

    A word suits when it means a day that the text names itself; else, near the voting day, when it means that day.
    "Hari ini" and the like are looked at only in a text about voting.
    """
    words: dict[str, str] = {}
    for found in _DAY_WORD.finditer(said):
        words.setdefault(found[0].lower(), found[0])
    if not words:
        return
    sent = tuple(days)
    named, weekdays = _dates(said), _weekdays(said)
    about_voting = _VOTING.search(said) is not None
    for low, word in words.items():
        after = _AFTER[" ".join(re.sub(r"(?:nya|lah)$", "", low).split())]
        for read in sent:
            means = read + timedelta(days=after)
            if not _suits(means, read, named, weekdays, voting if about_voting or after else None):
                yield Misleading(word, read, means)
                break


def _suits(
    means: date, read: date, named: Collection[tuple[int, int]], weekdays: Sequence[int], voting: date | None
) -> bool:
    if named:
        return (means.day, means.month) in named
    if weekdays:
        return means.isoweekday() in weekdays
    return voting is None or means == voting or not _near(read, voting)


def _near(read: date, voting: date) -> bool:
    """Whether people take any such word for the voting day."""
    return abs((read - voting).days) <= _NEAR


def _dates(said: str) -> frozenset[tuple[int, int]]:
    named = {(int(day), _MONTHS[month.lower()]) for day, month in _NAMED.findall(said)}
    return frozenset(named | {(int(day), int(month)) for day, month in _NUMERIC.findall(said)})


def _weekdays(said: str) -> tuple[int, ...]:
    return tuple(_WEEKDAYS[found.lower()] for found in _WEEKDAY.findall(said) if found)
