"""No danger is heard in the name of a place, and none is missed beside one."""

from functools import cache

import pytest
from lokal import wilayah

from reports.danger import Alarm, listen
from reports.triage import read
from resort.area import Areas
from tests.stage.scale import THOROUGH

DANGER, NONE = Alarm.DANGER, Alarm.NONE
EVERY = 1 if THOROUGH else 400  # of the 91,599, beside the loud
VERBS = ("pukul", "culik", "bacok", "tusuk", "keroyok", "tembak", "bunuh", "bakar", "sandera", "begal", "parang")


def below(code: str | None = None) -> list[wilayah.Wilayah]:
    found = list(wilayah.list_wilayah(code) if code else wilayah.list_wilayah())
    return [each for region in found for each in (region, *(below(region.code) if region.level < 4 else ()))]


@cache
def resort(code: str) -> Areas:
    return Areas.load(code)


@cache
def is_loud(name: str) -> bool:
    return listen(f"itu {name} pak") is not NONE


@cache
def places() -> list[wilayah.Wilayah]:
    return below()


@cache
def loud() -> list[wilayah.Wilayah]:
    """Those whose names alone sound dangerous."""
    return [place for place in places() if is_loud(place.name)]


@cache
def some() -> list[wilayah.Wilayah]:
    return list({place.code: place for place in (*loud(), *places()[::EVERY])}.values())


def test_the_official_names_are_all_there() -> None:
    assert len(places()) > 90_000
    assert {"Kuala Patah Parang", "Mandau", "Culik", "Begal"} <= {place.name for place in loud()}


def test_no_place_is_a_weapon_in_its_own_resort() -> None:
    false = [
        place
        for place in some()
        if place.level > 1
        and listen(f"di {place.name} ada yang bagi sembako", resort(place.code[:5]).names) is not NONE
    ]
    assert false == []


def test_no_place_elsewhere_is_a_weapon() -> None:
    names = resort("14.72").names
    assert [place for place in some() if listen(f"di {place.name} ada yang bagi sembako", names) is not NONE] == []


def test_no_place_that_is_announced_as_one_is_a_weapon() -> None:
    assert [place for place in some() if listen(f"kec {place.name} ada yang bagi sembako") is not NONE] == []


def test_a_weapon_is_heard_or_asked_about_in_every_place() -> None:
    lost = [
        place
        for place in some()
        for names in (resort(place.code[:5]).names if place.level > 1 else resort("14.72").names,)
        if listen(f"ada yang bawa parang di {place.name}", names) is NONE
    ]
    assert lost == []


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("said", ["saya di {}", "anak saya di {} orang", "ada orang di {} massa di depan rumah"])
def test_a_split_verb_is_danger_also_where_a_village_bears_its_name(verb: str, said: str) -> None:
    namesakes = {place.code[:5] for place in loud() if verb in place.name.lower().split()}
    for names in (resort(code).names for code in ("14.72", *namesakes)):
        assert listen(said.format(verb), names) is DANGER


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("14.04", "tps 2 kuala patah parang kpps nya telat buka"),
        ("14.03", "politik uang di kecamatan mandau pak, amplop 100rb"),
        ("14.03", "Kec. Mandau antrian panjang"),
        ("51.07", "di culik ada yang bagi sembako"),
        ("62.11", "warga pulang pisau belum dapat undangan"),
    ],
)
def test_names_are_quiet(code: str, text: str) -> None:
    assert read(text, resort(code)).danger is False


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("51.07", "anak saya di culik"),
        ("51.07", "ada begal"),
        ("62.11", "dia bawa pulang pisau"),
        ("14.03", "ada orang bawa mandau di depan kantor camat mandau"),
        ("14.04", "ada yang bawa parang di kuala patah parang"),
        ("14.72", "warga desa di pukul orang"),
    ],
)
def test_danger_beside_a_name_is_heard(code: str, text: str) -> None:
    assert read(text, resort(code)).danger is True
