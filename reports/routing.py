"""Who is told of a report: rules read from a CSV, so that a resort can change them without touching code."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TypeVar

from reports.category import Category, Family, Kind, family_of, kind_of
from reports.urgency import Urgency
from resort.agency import Agency, Function, Level, Target


@dataclass(frozen=True, slots=True)
class Rule:
    """Reports of these categories (None: also when it is not known) from this urgency up go to the target."""

    categories: frozenset[Category | None]
    urgency: Urgency
    target: Target


class RulesError(ValueError):
    """What is wrong with a file of rules, all of it at once: (line, problem)."""

    def __init__(self, problems: Iterable[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"line {line}: {problem}" for line, problem in self.problems))


T = TypeVar("T", bound=StrEnum)

COLUMNS = ("category", "urgency", "agency", "level", "function")


def route(rules: Iterable[Rule], category: Category | None, urgency: Urgency) -> tuple[Target, ...]:
    """Who is told, in the order of the rules and each once."""
    return tuple(
        dict.fromkeys(
            rule.target for rule in rules if category in rule.categories and urgency.rank <= rule.urgency.rank
        )
    )


def default_rules() -> tuple[Rule, ...]:
    """The rules that come with the project, from routing.csv."""
    return parse_rules(files(__package__).joinpath("routing.csv").read_text(encoding="utf-8"))


def parse_rules(text: str) -> tuple[Rule, ...]:
    """The rules in a CSV as routing.csv describes it, or `RulesError` with every fault by its line; all or nothing."""
    lines = [
        (number, [cell.strip() for cell in next(csv.reader([line]), [])])
        for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines or tuple(lines[0][1]) != COLUMNS:
        raise RulesError([(lines[0][0] if lines else 1, f"the first line names the columns: {','.join(COLUMNS)}")])
    rules: list[Rule] = []
    problems: list[tuple[int, str]] = []
    for number, cells in lines[1:]:
        try:
            rules.append(_rule(cells))
        except ValueError as error:
            problems.append((number, str(error)))
    if not any(None in rule.categories and rule.urgency is Urgency.RENDAH for rule in rules):
        problems.append((lines[0][0], "a rule for * from rendah is missing: some reports would reach nobody"))
    if problems:
        raise RulesError(problems)
    return tuple(rules)


def _rule(cells: list[str]) -> Rule:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(COLUMNS)} columns are expected, not {len(cells)}")
    category, urgency, agency, level, function = cells
    target = Target(_one(Agency, agency, "agency"), _one(Level, level, "level"), _one(Function, function, "function"))
    return Rule(_categories(category), _one(Urgency, urgency, "urgency"), target)


def _categories(word: str) -> frozenset[Category | None]:
    if word == "*":
        return frozenset((None, *Category))
    if word in list(Kind):
        return frozenset(category for category in Category if kind_of(category) == word)
    if word in list(Family):
        return frozenset(category for category in Category if family_of(category) == word)
    return frozenset({_one(Category, word, "category")})


def _one(words: type[T], word: str, column: str) -> T:
    try:
        return words(word)
    except ValueError:
        raise ValueError(f"{word!r} is no {column}; known are {', '.join(words)}") from None
