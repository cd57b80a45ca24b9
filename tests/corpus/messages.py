"""The labelled messages of the corpus: what people write, and what a careful reader makes of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2024, 11, 27, 10, tzinfo=WIB)  # a Wednesday, the day of the vote
FILES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `danger` is "sure", "maybe" or "none", and an empty field says that nothing is expected."""

    danger: str
    doubt: str
    categories: tuple[str, ...]
    wants: str
    place: str
    tps: str
    at: datetime | None
    text: str


@cache
def messages(name: str) -> tuple[Message, ...]:
    """The messages of one file."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_message(line) for line in lines if line.strip() and not line.startswith("#"))


def _message(line: str) -> Message:
    fields = ("" if field.strip() == "-" else field.strip() for field in line.split(" | ", 7))
    danger, doubt, categories, wants, place, tps, at, text = fields
    when = datetime.fromisoformat(at).replace(tzinfo=WIB) if at else None
    return Message(danger, doubt, tuple(filter(None, categories.split("/"))), wants, place, tps, when, text)
