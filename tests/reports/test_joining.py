"""Which alarms are one incident, as tables: surely the same for others, not surely different for one's own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reports.category import Category
from reports.joining import (
    OWN_WITHIN,
    WITHIN,
    Alarm,
    Place,
    harm_in,
    joins,
    joins_named,
    joins_own,
    says_another,
    who_in,
)
from resort.position import Position

NOW = datetime(2024, 11, 27, 7, 0, tzinfo=UTC)
POINT = Position(1.67, 101.44)
TPS = Place("14.72.02", "14.72.02.1004", "012")
CALL = Alarm(NOW, Category.TAWURAN, frozenset({"tawuran"}), replace(TPS, point=POINT))
NORTH = 1 / 111_195  # degrees a metre


def at(metres: float) -> Place:
    return Place(point=Position(POINT.latitude + metres * NORTH, POINT.longitude))


@pytest.mark.parametrize(
    ("changes", "others", "own"),
    [
        ({}, True, True),
        ({"place": TPS}, True, True),
        ({"place": at(299)}, True, True),
        ({"place": at(301)}, False, False),
        ({"place": replace(TPS, tps="013")}, False, False),
        ({"place": replace(TPS, tps="013", point=POINT)}, False, False),  # two TPS may stand side by side
        ({"place": replace(TPS, village="14.72.02.1005")}, False, False),
        ({"place": replace(TPS, tps=None)}, False, True),  # a whole kelurahan is no place
        ({"place": Place("14.72.02")}, False, True),
        ({"place": Place("14.72.01")}, False, False),
        ({"place": Place()}, False, True),
        ({"place": Place(tps="012")}, False, True),  # of which kelurahan?
        ({"category": Category.KEBAKARAN, "dangers": frozenset({"kebakaran"})}, False, False),
        ({"category": Category.SENJATA_TAJAM, "dangers": frozenset({"senjata_tajam", "tawuran"})}, True, True),
        ({"category": None, "dangers": frozenset()}, False, True),
        ({"category": None}, True, True),
        ({"category": Category.PENCURIAN, "dangers": frozenset({"senjata_tajam"})}, False, False),  # both have a blade
        ({"hurt": frozenset({"killed"})}, False, True),  # harm that is not known there
        ({"hurt": frozenset({"blade"})}, True, True),
        ({"another": True}, False, False),
        ({"at": NOW + WITHIN}, True, True),
        ({"at": NOW + WITHIN + timedelta(seconds=1)}, False, True),
        ({"at": NOW + OWN_WITHIN + timedelta(seconds=1)}, False, True),
        ({"at": NOW + OWN_WITHIN + timedelta(seconds=1), "place": Place()}, False, False),
    ],
)
def test_what_joins_what(changes: dict[str, object], others: bool, own: bool) -> None:
    alarm = replace(CALL, **changes)  # type: ignore[arg-type]
    assert joins(alarm, CALL) is others
    assert joins_own(alarm, CALL) is own
    back = replace(CALL, at=NOW - (alarm.at - NOW))  # the clock was set back between the two
    assert joins(replace(alarm, at=NOW), back) is others


def test_an_unknown_place_joins_nothing_not_even_another_unknown_one() -> None:
    nowhere = replace(CALL, place=Place())
    assert not joins(nowhere, nowhere)
    assert joins_own(nowhere, nowhere)


@pytest.mark.parametrize(
    ("words", "harm"),
    [
        ("tawuran di sini ada yang kena bacok", {"hurt"}),
        ("ada korban jiwa pak", {"killed"}),
        ("satu orang meninggal", {"killed"}),
        ("ada yang luka-luka", {"hurt"}),
        ("mereka bakar ban dan motor", {"fire"}),
        ("ada yang bawa pisau dapur", {"blade"}),
        ("orangnya kritis", {"hurt"}),
        ("ada yang terkapar tidak bergerak", {"hurt"}),
        ("masih ribut, orang makin banyak", set()),
        ("massa lari ke arah pasar", set()),
    ],
)
def test_words_of_harm_set_an_alarm_apart_from_a_named_incident(words: str, harm: set[str]) -> None:
    assert harm_in(words) == harm
    later = replace(CALL, hurt=harm_in(words))
    assert joins_named(later, CALL, arrived=False) is not bool(harm)
    assert joins_named(later, later, arrived=False)


@pytest.mark.parametrize(
    "words",
    [
        "beda orang pak",
        "ini orang lain, bukan yang tadi",
        "ini kejadian kedua",
        "kebakaran yang lain lagi",
        "ada lagi satu",
        "satu lagi pingsan",
        "ada satu korban lagi",
        "kejadian ke-2",
        "lain orang, bukan ibu itu",
        "this is another fire",
        "not the same one",
    ],
)
def test_words_that_say_it_is_another_one(words: str) -> None:
    assert says_another(words)


@pytest.mark.parametrize(
    "words", ["anak anak tawuran lagi", "tawuran makin besar", "masih ribut lagi pak", "bukan main"]
)
def test_words_that_do_not(words: str) -> None:
    assert not says_another(words)


def test_who_falls_ill_is_one_with_the_other_only_where_both_say_who() -> None:
    ill = Alarm(NOW, Category.MEDIS, frozenset({"medis"}), TPS, frozenset({"hurt"}))
    assert not joins(ill, ill)
    mother = replace(ill, who=who_in("ibu hamil pingsan"))
    assert joins(mother, mother)
    assert not joins(replace(ill, who=who_in("ketua kpps pingsan")), mother)
    assert joins_own(ill, mother)
