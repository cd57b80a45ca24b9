"""The table of categories as `categories.toml` has it: one row a category, in the order that decides a tie."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """One category. `family` and the urgencies are the codes of their enums; the file's head says what each means."""

    family: str
    place: int
    urgency: str
    words: Sequence[str]
    ongoing: str | None = None
    raised: str | None = None
    raised_by: Sequence[str] = ()
    lowered: str | None = None
    lowered_by: Sequence[str] = ()
    crime: bool = False
    seal: str | None = None
    voice: str | None = None
    advice: str | None = None
    grave: bool = False
    of_one: bool = False
    means: bool = False


def _load() -> Mapping[str, CategoryRow]:
    table = tomllib.loads(files(__package__).joinpath("categories.toml").read_text(encoding="utf-8"))
    return {code: CategoryRow(**row) for code, row in table.items()}


ROWS = _load()
