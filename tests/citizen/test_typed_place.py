"""A typed place is followed by the question whose area it is, so that the report reaches its Polsek."""

from sandbox import Person
from tests.stage.officers import is_called, joins
from tests.stage.town import Town
from tests.stage.walks import finishes, goes_to


async def test_a_place_without_an_area_is_asked_for_its_kecamatan(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    await goes_to(resident, "where")
    await resident.sends("dekat pasar lama, depan gapura")
    question = await resident.hears("Di kecamatan mana")
    assert "Lewati jika tidak tahu" in question.text
    await resident.taps("Dumai Timur")
    await resident.hears("di kelurahan atau desa mana")
    await resident.taps("Lewati")
    number = await finishes(resident, "when")
    assert "dekat pasar lama" in (await is_called(officer, number)).text
    assert await town.rows("SELECT district, village, place FROM reports") == [
        ("14.72.02", None, "dekat pasar lama, depan gapura")
    ]


async def test_who_does_not_know_passes_it(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.sends("dekat pasar lama")
    await resident.hears("Di kecamatan mana")
    await resident.taps("Lewati")
    await finishes(resident, "when")
    assert await town.rows("SELECT district, place FROM reports") == [(None, "dekat pasar lama")]


async def test_the_kelurahan_may_be_typed_there(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.sends("dekat pasar lama")
    await resident.hears("Di kecamatan mana")
    await resident.sends("jaya mukti")
    await finishes(resident, "when")
    assert await town.rows("SELECT village, place FROM reports") == [("14.72.02.1004", "dekat pasar lama")]


async def test_a_place_that_names_its_kelurahan_is_asked_nothing_more(resident: Person) -> None:
    await goes_to(resident, "where")
    await resident.sends("TPS 12 Jaya Mukti")
    await resident.hears("Periksa dulu")


async def test_going_back_from_there_asks_where_again(resident: Person) -> None:
    await goes_to(resident, "where")
    await resident.sends("dekat pasar lama")
    await resident.hears("Di kecamatan mana")
    await resident.taps("Kembali")
    await resident.hears("Di mana kejadiannya")
    await resident.taps("Dumai Timur")
    await resident.hears("di kelurahan atau desa mana")
