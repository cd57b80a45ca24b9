"""A point calls a Polsek: what lies where is imported, read from points and words, and asked for when nobody knows."""

import asyncio
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app import imports
from app.protection import CannotStart
from conversations import report as dialogue
from conversations.answer import Tap, Text
from conversations.flow import Moved
from conversations.report_draft import ReportDraft
from conversations.report_messages import advance
from conversations.scene import Scene
from resort.area import Areas
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import PANWASCAM, calls, joins, ticks
from tests.stage.town import MORNING, Town
from tests.stage.walks import finishes, goes_to, number_on

PLACE = "SELECT district, village, place, latitude IS NOT NULL, estimated FROM reports ORDER BY id DESC LIMIT 1"
JAYA_MUKTI = (1.67, 101.45)  # in the outline below
BESIDE_BENGKALIS = (1.47, 102.11)


def outline(code: str, west: float, south: float) -> dict[str, object]:
    ring = [[west, south], [west + 0.02, south], [west + 0.02, south + 0.02], [west, south + 0.02], [west, south]]
    return {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
async def mapped(quiet_town: Town, tmp_path: Path) -> Town:
    """A town whose areas and landmarks were imported; its bot does not run yet."""
    begun = quiet_town.settings
    async with quiet_town.open():
        pass  # makes the database
    areas = tmp_path / "wilayah.geojson"
    features = [outline("14.72.02.1004", 101.44, 1.66), outline("14.72.01.1006", 101.40, 1.66)]
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    places = tmp_path / "places.csv"
    places.write_text("name,other_names,latitude,longitude\nKantor KPU,KPU Kota,1.665,101.445\n")
    await _run(imports.import_areas, begun, areas, quiet_town)
    await _run(imports.import_places, begun, places, quiet_town)
    return quiet_town


async def _run(command: object, settings: object, file: Path, town: Town) -> None:
    await asyncio.to_thread(command, settings, file, town.clock.now)  # type: ignore[arg-type]


async def test_a_point_is_a_kelurahan_and_calls_its_polsek(mapped: Town) -> None:
    async with mapped.open():
        officer = await joins(mapped, "Polsek Timur")
        elsewhere = await joins(mapped, "Polsek Barat", "polsek-dumai-barat")
        citizen = mapped.citizen()
        await citizen.sends("TOLONG ADA YANG BAWA PARANG")
        await citizen.hears("telepon 110 sekarang")
        await citizen.shares_location(*JAYA_MUKTI)
        summary = await citizen.hears("Tekan Kirim sekarang")
        assert "Jaya Mukti, Dumai Timur (perkiraan dari titik lokasi)" in summary.text
        await citizen.taps("Kirim sekarang")
        number = number_on(await citizen.hears("sudah kami terima"))
        await mapped.rests()
        assert await mapped.rows(PLACE) == [("14.72.02", "14.72.02.1004", None, 1, 1)]
        (call,) = calls(officer, number)
        assert "Jaya Mukti, Dumai Timur (perkiraan dari titik lokasi)" in call.text
        assert calls(elsewhere, number) == []


async def test_a_point_leaves_no_question_for_the_area(mapped: Town) -> None:
    async with mapped.open():
        citizen = mapped.citizen()
        await citizen.opens()
        await citizen.taps("Saya setuju")
        await goes_to(citizen, "where")
        await citizen.shares_location(*JAYA_MUKTI)
        await citizen.hears("Anda masih di tempat kejadian?")
        await citizen.taps("Ya, masih di sini")
        await citizen.hears("Tepatnya di mana")


@pytest.mark.parametrize(
    "words",
    [
        "demo ricuh di depan kantor kpu, orang saling pukul",
        "ada keributan dan orang saling pukul di 1.6650, 101.4450",
        "orang saling pukul https://maps.google.com/?q=1.6650%2C101.4450",
    ],
)
async def test_a_landmark_degrees_and_a_link_are_a_point(mapped: Town, words: str) -> None:
    async with mapped.open():
        citizen = mapped.citizen()
        await citizen.sends(words)
        await citizen.hears("Tekan Kirim sekarang")
        await citizen.taps("Kirim sekarang")
        await citizen.hears("sudah kami terima")
        assert await mapped.rows(PLACE) == [("14.72.02", "14.72.02.1004", None, 1, 1)]


async def test_a_place_shared_from_the_map_keeps_its_name(mapped: Town) -> None:
    async with mapped.open():
        citizen = mapped.citizen()
        await citizen.sends("TOLONG ADA YANG BAWA PARANG")
        await citizen.hears("telepon 110 sekarang")
        await citizen.shares_venue(*JAYA_MUKTI, "Masjid Raya", "Jalan Sudirman")
        await citizen.hears("Masjid Raya, Jalan Sudirman")
        await citizen.taps("Kirim sekarang")
        await citizen.hears("sudah kami terima")
        assert await mapped.rows(PLACE) == [("14.72.02", "14.72.02.1004", "Masjid Raya, Jalan Sudirman", 1, 1)]


async def test_a_point_of_another_resort_is_said_to_be_outside_and_taken_all_the_same(mapped: Town) -> None:
    async with mapped.open():
        desk = await joins(mapped, "Piket", "spkt")
        citizen = mapped.citizen()
        await citizen.sends("TOLONG ADA YANG BAWA PARANG")
        await citizen.hears("telepon 110 sekarang")
        await citizen.shares_location(*BESIDE_BENGKALIS)
        told = await citizen.hears("di luar wilayah kami")
        assert "110" in told.text
        await citizen.taps("Kirim sekarang")
        receipt = await citizen.hears("sudah kami terima")
        assert "di luar wilayah kami" in receipt.text
        await mapped.rests()
        assert "Titiknya di luar wilayah" in calls(desk, number_on(receipt))[-1].text


async def test_a_lost_phone_is_at_no_place(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.shares_location(0.0, 0.0)
    await resident.hears("Titik itu kosong")
    assert town.siaga is not None


async def test_another_kabupaten_in_words_is_said_to_be_outside(resident: Person) -> None:
    await goes_to(resident, "where")
    await resident.sends("pasar di Bengkalis")
    told = await resident.hears("Bengkalis")
    assert "110" in told.text
    assert "Laporan Anda tetap kami terima" in told.text


async def test_a_time_is_no_place(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    town.clock.passes(seconds=3)
    await resident.sends("kemarin sore jam 4")
    assert "Di mana kejadiannya" in (await resident.hears("Sekarang tempatnya")).text


async def test_a_name_of_a_district_and_a_village_in_it_is_sure_of_the_district(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.sends("dekat pasar dumai kota")
    await resident.hears("Dumai Kota: di kelurahan atau desa mana")
    await resident.taps("Dumai Kota")
    await finishes(resident, "when")
    assert await town.rows("SELECT district, village FROM reports") == [("14.72.06", "14.72.06.1003")]


def test_a_name_of_two_places_is_asked_about_with_buttons_that_can_be_told_apart() -> None:
    scene = Scene(MORNING.astimezone(ZoneInfo("Asia/Jakarta")), Areas.load("14.06"))
    draft = ReportDraft(consented=True, answered=("kind", "family", "category", "what"))
    asked = advance(draft, Text("pasar rambah"), scene)
    assert isinstance(asked, Moved)
    assert (asked.draft.district, asked.draft.village) == (None, None)
    labels = [button.label for row in dialogue.screen(asked.draft, scene).rows for button in row]
    assert {"Kecamatan Rambah", "Desa Rambah, Kecamatan Rambah Hilir"} <= set(labels)
    chosen = advance(asked.draft, Tap("area=14.06.08.2009"), scene)
    assert isinstance(chosen, Moved)
    assert (chosen.draft.district, chosen.draft.village) == ("14.06.08", "14.06.08.2009")


async def test_where_a_kecamatan_is_asked_a_kecamatan_is_meant(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.shares_location(1.66, 101.44)
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.taps("Ya, masih di sini")
    await resident.hears("Di kecamatan mana")
    await resident.sends("bukit kapur")
    await resident.hears("Bukit Kapur: di kelurahan atau desa mana")
    assert town.siaga is not None


async def test_an_emergency_without_a_place_calls_desk_and_command_then_all_heads(town: Town) -> None:
    desk = await joins(town, "Piket", "spkt")
    east = await joins(town, "Kapolsek Timur", role=Role.HEAD)
    west = await joins(town, "Kapolsek Barat", "polsek-dumai-barat", Role.HEAD)
    partner = await joins(town, "Panwascam", PANWASCAM, Role.PARTNER)
    citizen = town.citizen()
    await citizen.sends("TOLONG ADA YANG BAWA PARANG")
    await citizen.hears("telepon 110 sekarang")
    await citizen.taps("Lewati")
    await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    receipt = await citizen.hears("sudah kami terima")
    number = number_on(receipt)
    await town.rests()
    assert calls(desk, number)
    assert calls(east, number) == calls(west, number) == []
    await ticks(town, seconds=61)
    await east.hears(number)
    await west.hears(number)
    assert calls(partner, number) == []


async def test_one_tap_asks_the_kecamatan_after_sending(town: Town) -> None:
    officer = await joins(town, "Polsek Timur")
    citizen = town.citizen()
    await citizen.sends("TOLONG ADA YANG BAWA PARANG")
    await citizen.hears("telepon 110 sekarang")
    await citizen.taps("Lewati")
    await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    await town.rests()
    assert calls(officer, number) == []
    await citizen.taps("📍 Pilih kecamatan")
    await citizen.hears("Di kecamatan mana")
    await citizen.taps("Dumai Timur")
    assert "Dumai Timur" in (await citizen.hears("sudah dicatat")).text
    await officer.hears(number)
    assert await town.rows("SELECT district FROM reports") == [("14.72.02",)]


async def test_a_wrong_file_is_told_in_one_sentence_and_changes_nothing(mapped: Town, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("name,other_names,latitude,longitude\nSimpang Bakar,,1.67,101.45\n")
    with pytest.raises(CannotStart, match="holds a word of danger"):
        await _run(imports.import_places, mapped.settings, wrong, mapped)
    assert await mapped.rows("SELECT name FROM landmarks") == [("Kantor KPU",)]


async def test_danger_elsewhere_is_said_to_be_outside_in_the_first_answer(resident: Person) -> None:
    await resident.sends("ada tawuran di bengkalis")
    told = await resident.hears("di luar wilayah kami")
    assert "110" in told.text
    assert "Di mana kejadiannya" in told.text
