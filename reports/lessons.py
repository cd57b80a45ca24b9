"""The examples from which categories, danger and questions are learnt: their files say what each holds.

Each is read once, when it is first wanted: what only wants a word from the command line learns nothing.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from language.words import words

Lines = tuple[tuple[str, ...], ...]  # the words of each example


@cache
def reported() -> dict[str, Lines]:
    """By category, without danger to life while it is written."""
    return _read(_table("examples"))


@cache
def vocabulary() -> dict[str, Lines]:
    """By category, words alone."""
    return _read(_table("vocabulary"))


@cache
def danger() -> dict[str, Lines]:
    """By category."""
    return _read(_table("doubt")["danger"])


@cache
def calm() -> dict[str, Lines]:
    """By what takes the danger away."""
    return _read(_table("doubt")["calm"])


@cache
def asking() -> dict[str, Lines]:
    """True questions, and reports shaped as one."""
    return _read(_table("asking"))


@cache
def asked() -> dict[str, Lines]:
    """Questions of officers: who a reporter is, and what happened."""
    return _read(_table("asked"))


@cache
def doers() -> dict[str, Lines]:
    """Messages that name an office: as the one that did it, and as anybody else."""
    return _read(_table("doers"))


@cache
def told() -> dict[str, Lines]:
    """Reports in everyday words."""
    return _read(_table("everyday")["told"])


@cache
def everyday() -> dict[str, Lines]:
    """What people write to each other every day."""
    return _read(_table("everyday")["everyday"])


def together(table: Mapping[str, Lines]) -> Lines:
    """All lines of a table."""
    return tuple(line for lines in table.values() for line in lines)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _read(table: Mapping[str, Iterable[str]]) -> dict[str, Lines]:
    return {code: tuple(words(line) for line in lines) for code, lines in table.items()}
