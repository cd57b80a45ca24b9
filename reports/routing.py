"""Who is told of a report: rules read from a CSV, so that a resort can change them without touching code."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, BeforeValidator

from reports.category import Category, Family, Kind, family_of, kind_of
from reports.urgency import Urgency
from resort.agency import Agency, Function, Level, Target
from resort.wrong_file import WrongFile, read_rows, shown


def _categories(word: object) -> frozenset[Category | None]:
    """The categories that a word stands for."""
    if word == "*":
        return frozenset((None, *Category))
    meant = frozenset(one for one in Category if word in (one.value, family_of(one).value, kind_of(one).value))
    if not meant:
        raise ValueError(f"expected *, {', '.join((*Kind, *Family, *Category))}, not {shown(word)}")
    return meant


@dataclass(frozen=True, slots=True)
class Rule:
    """Reports of these categories (None: also when it is not known) from this urgency up go to the target."""

    categories: frozenset[Category | None]
    urgency: Urgency
    target: Target


class _Row(BaseModel):
    """One line of the CSV."""

    category: Annotated[frozenset[Category | None], BeforeValidator(_categories)]
    urgency: Urgency
    agency: Agency
    level: Level
    function: Function

    @property
    def rule(self) -> Rule:
        return Rule(self.category, self.urgency, Target(self.agency, self.level, self.function))


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
    """The rules in a CSV as routing.csv describes it. Raises `WrongFile`."""
    rows, problems = read_rows(text, _Row)
    rules = tuple(row.rule for _, row in rows)
    if not problems and not any(None in rule.categories and rule.urgency is Urgency.RENDAH for rule in rules):
        problems.append("line 1: expected a rule for * from rendah: without it some reports reach nobody")
    if problems:
        raise WrongFile(problems)
    return rules
