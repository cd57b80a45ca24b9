"""The examples from which categories, danger and questions are learnt, read once: their files say what each holds."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from language.words import words

Lines = tuple[tuple[str, ...], ...]  # the words of each example


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _read(table: Mapping[str, Iterable[str]]) -> dict[str, Lines]:
    return {code: tuple(words(line) for line in lines) for code, lines in table.items()}


def together(table: Mapping[str, Lines]) -> Lines:
    """All lines of a table."""
    return tuple(line for lines in table.values() for line in lines)


_SOUNDING, _EVERYDAY = _table("doubt"), _table("everyday")
REPORTED = _read(_table("examples"))  # by category, without danger to life while it is written
DANGER = _read(_SOUNDING["danger"])  # by category
CALM = _read(_SOUNDING["calm"])  # by what takes the danger away
ASKING = _read(_table("asking"))  # true questions, and reports shaped as one
TOLD = _read(_EVERYDAY["told"])  # reports in everyday words
EVERYDAY = _read(_EVERYDAY["everyday"])  # what people write to each other every day
