"""Reads a programme from its file: TOML, checked key by key, so that another election is one more file."""

import tomllib
from datetime import date, datetime, time
from importlib.resources import files
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from broadcasts.appeal import Kind
from broadcasts.programme import Programme, Slot, Stage
from resort.quiet_hours import BEGINS, ENDS
from resort.wrong_file import WrongFile, problems_of

T = TypeVar("T")

FARTHEST = 60  # days a reminder may lie from the voting day

_TO = {
    "citizens": frozenset({Kind.CITIZENS, Kind.GROUPS}),
    "officers": frozenset({Kind.OFFICERS}),
    "all": frozenset(Kind),
}


def available() -> tuple[str, ...]:
    """The keys of the programmes that come with the bot."""
    names = (file.name for file in files(__package__).joinpath("programmes").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load(key: str) -> Programme:
    """A programme that comes with the bot."""
    if key not in available():
        raise WrongFile([f"{key}: there is no such programme; there are {', '.join(available())}"])
    return parse(key, files(__package__).joinpath("programmes", f"{key}.toml").read_text(encoding="utf-8"))


def parse(key: str, text: str) -> Programme:
    """A programme from the TOML of its file. Raises `WrongFile`; each problem opens with the key it is about."""
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongFile([f"{key}: not TOML: {error}"]) from None
    try:
        return _File.model_validate(content).programme(key)
    except ValidationError as error:
        raise WrongFile(problems_of(error)) from None


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("expected a day such as 2024-11-27")
    return value


def _hour(value: object) -> time:
    if not isinstance(value, time):
        raise ValueError("expected an hour such as 07:00:00")
    return value


def _offset(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > FARTHEST:
        raise ValueError(f"expected a whole number from {-FARTHEST} to {FARTHEST}")
    return value


def _some(tables: dict[str, T], info: ValidationInfo) -> dict[str, T]:
    if not tables:
        raise ValueError(f"expected at least one [{info.field_name}] entry")
    return tables


_Day = Annotated[date, BeforeValidator(_day)]
_Hour = Annotated[time, BeforeValidator(_hour)]
_Offset = Annotated[int, BeforeValidator(_offset)]


class _Table(BaseModel):
    """A table of the file. A key that it does not know is most often a slip of the finger."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Stage(_Table):
    first: _Day
    last: _Day

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: date, info: ValidationInfo) -> date:
        if "first" in info.data and last < info.data["first"]:
            raise ValueError("expected a day not before `first`")
        return last


class _Slot(_Table):
    day: _Offset
    to: Literal["citizens", "officers", "all"]
    hour: _Hour
    until: _Hour | None = None

    @field_validator("hour")
    @classmethod
    def _awake(cls, hour: time, info: ValidationInfo) -> time:
        if info.data.get("to", "officers") != "officers" and not ENDS <= hour < BEGINS:
            raise ValueError(f"expected an hour from {ENDS:%H:%M} to before {BEGINS:%H:%M} for citizens")
        return hour

    @field_validator("until")
    @classmethod
    def _in_order(cls, until: time | None, info: ValidationInfo) -> time | None:
        if until is not None and "hour" in info.data and until <= info.data["hour"]:
            raise ValueError("expected an hour after `hour`")
        return until


class _File(_Table):
    voting: _Day
    opens: _Hour
    closes: _Hour
    stage: Annotated[dict[str, _Stage], AfterValidator(_some)] = Field(default_factory=dict, validate_default=True)
    slot: Annotated[dict[str, _Slot], AfterValidator(_some)] = Field(default_factory=dict, validate_default=True)

    @field_validator("closes")
    @classmethod
    def _in_order(cls, closes: time, info: ValidationInfo) -> time:
        if "opens" in info.data and closes <= info.data["opens"]:
            raise ValueError("expected an hour after `opens`")
        return closes

    def programme(self, key: str) -> Programme:
        stages = tuple(Stage(name, stage.first, stage.last) for name, stage in self.stage.items())
        slots = tuple(Slot(name, slot.day, slot.hour, _TO[slot.to], slot.until) for name, slot in self.slot.items())
        return Programme(key, self.voting, self.opens, self.closes, stages, slots)
