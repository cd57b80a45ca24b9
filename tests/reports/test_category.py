"""Categories: every one is reachable through two screens of buttons."""

import pytest

from reports.category import Category, Family, Kind, categories, families, family_of, kind_of


def test_every_category_is_in_exactly_one_family() -> None:
    shown = [category for kind in Kind for family in families(kind) for category in categories(family)]
    assert sorted(shown) == sorted(Category)


def test_every_family_belongs_to_exactly_one_kind() -> None:
    assert sorted(family for kind in Kind for family in families(kind)) == sorted(Family)


@pytest.mark.parametrize("kind", Kind)
def test_a_screen_shows_few_enough_buttons(kind: Kind) -> None:
    assert len(families(kind)) == 3
    assert all(1 < len(categories(family)) <= 5 for family in families(kind))


@pytest.mark.parametrize("category", Category)
def test_a_category_finds_its_way_back(category: Category) -> None:
    family = family_of(category)
    assert category in categories(family)
    assert family in families(kind_of(category))


def test_vote_buying_is_a_violation_and_fire_a_disturbance() -> None:
    assert kind_of(Category.POLITIK_UANG) is Kind.VIOLATION
    assert kind_of(Category.KEBAKARAN) is Kind.DISTURBANCE
