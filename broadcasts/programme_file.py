"""Reads a programme from its file: TOML, checked key by key, so that another election is one more file."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from importlib.resources import files
from typing import TypeVar

from broadcasts.appeal import Kind
from broadcasts.programme import Programme, Slot, Stage
from resort.quiet_hours import BEGINS, ENDS

T = TypeVar("T")

FARTHEST = 60  # days a reminder may lie from the voting day

_TO = {
    "citizens": frozenset({Kind.CITIZENS, Kind.GROUPS}),
    "officers": frozenset({Kind.OFFICERS}),
    "all": frozenset(Kind),
}


class WrongProgramme(Exception):
    """A programme that cannot be taken; each problem opens with the key it is about."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def available() -> tuple[str, ...]:
    """The keys of the programmes that come with the bot."""
    names = (file.name for file in files(__package__).joinpath("programmes").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load(key: str) -> Programme:
    """A programme that comes with the bot."""
    if key not in available():
        raise WrongProgramme([f"{key}: there is no such programme; there are {', '.join(available())}"])
    return parse(key, files(__package__).joinpath("programmes", f"{key}.toml").read_text(encoding="utf-8"))


def parse(key: str, text: str) -> Programme:
    """A programme from the TOML of its file. Raises `WrongProgramme` with every problem; then nothing of it counts."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise WrongProgramme([f"{key}: not TOML: {wrong}"]) from wrong
    problems: list[str] = []
    whole = _Table(content, "", problems)
    voting = whole.take("voting", _date, date.min)
    opens = whole.take("opens", _hour, time.min)
    closes = whole.take("closes", _hour, time.max)
    stages = tuple(_stage(*entry) for entry in whole.tables("stage"))
    slots = tuple(_slot(*entry) for entry in whole.tables("slot"))
    whole.nothing_else()
    if opens >= closes:
        problems.append("closes: expected an hour after `opens`")
    if problems:
        raise WrongProgramme(problems)
    return Programme(key, voting, opens, closes, stages, slots)


class _Table:
    """A table of the file: its values are taken one by one, and what is wrong with them is noted."""

    def __init__(self, values: Mapping[str, object], path: str, problems: list[str]) -> None:
        self._left = dict(values)
        self._path = path
        self._problems = problems

    def take(self, key: str, read: Callable[[object], T], otherwise: T) -> T:
        """A value; `otherwise` stands in for a wrong one, so that the reading can go on."""
        try:
            return read(self._left.pop(key, None))
        except ValueError as wrong:
            self.note(key, str(wrong))
            return otherwise

    def tables(self, key: str) -> list[tuple[str, "_Table"]]:
        """The named tables under a key."""
        under = self._left.pop(key, None)
        if not isinstance(under, dict) or not under:
            self.note(key, f"expected at least one [{key}] entry")
            return []
        wrong = [name for name, values in under.items() if not isinstance(values, dict)]
        for name in wrong:
            self.note(f"{key}.{name}", "expected a table { ... }")
        return [
            (name, _Table(values, f"{key}.{name}.", self._problems))
            for name, values in under.items()
            if name not in wrong
        ]

    def nothing_else(self) -> None:
        """Note every key that nobody has taken: most often a slip of the finger."""
        for key in self._left:
            self.note(key, "is not known here")

    def note(self, key: str, problem: str) -> None:
        self._problems.append(f"{self._path}{key}: {problem}")


def _stage(key: str, table: _Table) -> Stage:
    stage = Stage(key, table.take("first", _date, date.min), table.take("last", _date, date.max))
    table.nothing_else()
    if stage.first > stage.last:
        table.note("last", "expected a day not before `first`")
    return stage


def _slot(key: str, table: _Table) -> Slot:
    slot = Slot(
        key,
        table.take("day", _offset, 0),
        table.take("hour", _hour, ENDS),
        table.take("to", _to, frozenset(Kind)),
        table.take("until", _hour_or_none, None),
    )
    table.nothing_else()
    if slot.until is not None and slot.until <= slot.hour:
        table.note("until", "expected an hour after `hour`")
    if slot.to != {Kind.OFFICERS} and not ENDS <= slot.hour < BEGINS:
        table.note("hour", f"expected an hour from {ENDS:%H:%M} to before {BEGINS:%H:%M} for citizens")
    return slot


def _date(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("expected a day such as 2024-11-27")
    return value


def _hour(value: object) -> time:
    if not isinstance(value, time):
        raise ValueError("expected an hour such as 07:00:00")
    return value


def _hour_or_none(value: object) -> time | None:
    return None if value is None else _hour(value)


def _offset(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > FARTHEST:
        raise ValueError(f"expected a whole number from {-FARTHEST} to {FARTHEST}")
    return value


def _to(value: object) -> frozenset[Kind]:
    if not isinstance(value, str) or value not in _TO:
        raise ValueError(f"expected one of {', '.join(_TO)}")
    return _TO[value]
