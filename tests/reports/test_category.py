"""Categories: every row of the table is whole, and reachable through two screens of buttons."""

from itertools import pairwise

import pytest

from language.words import words
from locales import texts_for
from reports.category import Category, Family, Kind, categories, families, family_of, kind_of
from reports.category_table import ROWS, CategoryRow
from reports.routing import default_rules, route
from reports.triage import _scores, read
from reports.urgency import Urgency, assess
from resort.agency import Agency, Function, Level, Target


def test_every_row_is_a_category() -> None:
    assert set(ROWS) == set(Category)


@pytest.mark.parametrize(("code", "row"), ROWS.items())
def test_a_row_says_something_in_each_field(code: str, row: CategoryRow) -> None:
    urgencies = [Urgency(level).rank for level in (row.raised, row.urgency) if level]
    assert all(higher < lower for higher, lower in pairwise(urgencies))
    assert row.ongoing is None or Urgency(row.ongoing).rank < Urgency(row.urgency).rank
    assert bool(row.raised) is bool(row.raised_by)
    assert row.place not in [other.place for name, other in ROWS.items() if other.family == row.family and name != code]


@pytest.mark.parametrize("category", Category)
def test_the_words_of_a_row_are_read_as_its_category(category: Category) -> None:
    """Some of its patterns, said alone, speak for no other category."""
    said = [" ".join(part.split("|")[0] for part in line.split() if part != "...") for line in ROWS[category].words]
    assert category in {read(f"ada laporan {text} di sini").category for text in said}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("category", Category)
def test_a_category_has_a_name(category: Category, language: str) -> None:
    assert texts_for(language).plain(f"category.{category}")


@pytest.mark.parametrize("category", Category)
def test_a_category_is_routed_without_a_rule_of_its_own(category: Category) -> None:
    """Desk and Polsek always, Bawaslu for a violation; the patrol and the command once it is an emergency."""
    told = route(default_rules(), category, assess(category, "", ongoing=False))
    assert {Target(Agency.POLRI, Level.POLRES, Function.SPKT), Target(Agency.POLRI, Level.POLSEK, Function.WHOLE)} <= {
        *told
    }
    assert (Agency.BAWASLU in {target.agency for target in told}) is (kind_of(category) is Kind.VIOLATION)
    followed = [rule for rule in default_rules() if category in rule.categories and rule.categories != {category}]
    emergency = {target.function for target in route(followed, category, Urgency.DARURAT)}
    assert {Function.SPKT, Function.SAMAPTA, Function.KOMANDO} <= emergency


def test_every_category_is_in_exactly_one_family() -> None:
    shown = [category for kind in Kind for family in families(kind) for category in categories(family)]
    assert sorted(shown) == sorted(Category)


def test_every_family_belongs_to_exactly_one_kind() -> None:
    assert sorted(family for kind in Kind for family in families(kind)) == sorted(Family)


@pytest.mark.parametrize("kind", Kind)
def test_a_screen_shows_few_enough_buttons(kind: Kind) -> None:
    assert 3 <= len(families(kind)) <= 4
    assert all(1 < len(categories(family)) <= 6 for family in families(kind))


@pytest.mark.parametrize("category", Category)
def test_a_category_finds_its_way_back(category: Category) -> None:
    family = family_of(category)
    assert category in categories(family)
    assert family in families(kind_of(category))


def test_vote_buying_is_a_violation_and_fire_a_disturbance() -> None:
    assert kind_of(Category.POLITIK_UANG) is Kind.VIOLATION
    assert kind_of(Category.KEBAKARAN) is Kind.DISTURBANCE


@pytest.mark.parametrize("category", Category)
def test_each_line_of_words_finds_its_category(category: Category) -> None:
    """Said alone, the first words of every line are enough for the category to be suggested or to count by rule."""
    said = [" ".join(part.split("|")[0] for part in line.split() if part != "...") for line in ROWS[category].words]
    assert [text for text in said if not _scores(words(text))[category]] == []


@pytest.mark.parametrize(
    ("word", "category"),
    [("longsor", "bencana"), ("mabuk", "miras"), ("balapan", "lalu_lintas"), ("kdrt", "kekerasan_dalam_rumah_tangga")],
)
def test_a_single_word_is_enough(word: str, category: str) -> None:
    assert read(word).category == category
