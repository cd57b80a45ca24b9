"""Links and QR codes of posters: the place is filled in already."""

import pytest

from resort.area import place_payload
from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import CROWD, goes_to

VILLAGE = "14.72.02.1004"


async def walks_on(citizen: Person, *, to_place: bool) -> None:
    await citizen.taps("Gangguan keamanan")
    await citizen.hears("Tentang apa")
    await citizen.taps("Ketertiban umum")
    await citizen.hears("Lebih tepatnya")
    await citizen.taps("Kerumunan massa")
    await citizen.hears("Ceritakan singkat")
    await citizen.sends(CROWD)
    if to_place:
        await citizen.hears("Tepatnya di mana")
        await citizen.taps("Lewati")
    assert "Jaya Mukti, Dumai Timur" in (await citizen.hears("Periksa dulu")).text
    await citizen.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")


@pytest.mark.usefixtures("way_in")
async def test_the_poster_of_a_polling_station_fills_in_the_place(citizen: Person, town: Town) -> None:
    await citizen.opens(place_payload(VILLAGE, "6"))
    told = await citizen.hears("Tempat kejadian sudah terisi")
    assert "Jaya Mukti, Dumai Timur" in told.text
    assert "TPS 006" in told.text
    assert "Sebelum mulai" in told.text
    await citizen.taps("Saya setuju")
    await citizen.hears("Apa yang ingin Anda laporkan")
    await walks_on(citizen, to_place=False)
    assert await town.rows("SELECT district, village, tps FROM reports") == [("14.72.02", VILLAGE, "006")]


async def test_the_poster_of_a_kelurahan_leaves_the_spot_open(resident: Person, town: Town) -> None:
    await resident.opens(place_payload(VILLAGE))
    await resident.hears("Tempat kejadian sudah terisi")
    await walks_on(resident, to_place=True)
    assert await town.rows("SELECT district, village, tps FROM reports") == [("14.72.02", VILLAGE, None)]


async def test_back_does_not_take_away_what_the_poster_said(resident: Person) -> None:
    await resident.opens(place_payload(VILLAGE, "6"))
    await resident.hears("Tempat kejadian sudah terisi")
    await resident.taps("Gangguan keamanan")
    await resident.hears("Tentang apa")
    await resident.taps("Kembali")
    await resident.hears("Apa yang ingin Anda laporkan")
    await resident.taps("Kembali")
    await resident.hears("Draf Anda tersimpan")
    await resident.taps("Lanjutkan draf")
    await resident.hears("Apa yang ingin Anda laporkan")
    await walks_on(resident, to_place=False)


async def test_the_place_of_a_poster_can_be_corrected(resident: Person, town: Town) -> None:
    await resident.opens(place_payload(VILLAGE, "6"))
    await resident.hears("Tempat kejadian sudah terisi")
    await walks_on_to_summary(resident)
    await resident.taps("✏️ Tempat")
    await resident.hears("Di mana kejadiannya")
    await resident.sends("TPS 2 Buluh Kasap")
    await resident.hears("Periksa dulu")
    await resident.taps("Kirim sekarang")
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT village, tps FROM reports") == [("14.72.02.1006", "002")]


async def walks_on_to_summary(citizen: Person) -> None:
    await citizen.sends("orang-orang bagi amplop di pinggir jalan")
    await citizen.hears("Periksa dulu")


@pytest.mark.parametrize("payload", ["73_07_01_2001", "99_99_99_9999", "14_72_02_1004-000", "entah-apa", "x" * 64])
async def test_a_link_to_nowhere_opens_the_menu(resident: Person, payload: str) -> None:
    await resident.opens(payload)
    await resident.hears("Ada yang bisa kami bantu")


async def test_a_poster_does_not_throw_an_unfinished_draft_away(resident: Person, town: Town) -> None:
    await goes_to(resident, "when")
    await resident.opens(place_payload(VILLAGE, "6"))
    await resident.hears("belum selesai")
    await resident.taps("Lanjutkan draf")
    await resident.hears("Kapan kejadiannya")
    await resident.opens(place_payload(VILLAGE, "6"))
    await resident.hears("belum selesai")
    await resident.taps("Mulai laporan baru")
    await resident.hears("Tempat kejadian sudah terisi")
    await walks_on(resident, to_place=False)
    assert await town.rows("SELECT tps FROM reports") == [("006",)]
