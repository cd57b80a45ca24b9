"""The receipt: number, local time, what happens next, and how to go on."""

from collections.abc import AsyncIterator, Callable

import pytest

from app.settings import Settings
from reports import number as numbers
from resort.roles import Role
from sandbox import Person, Sandbox, World
from tests.stage.officers import PANWASCAM, goes_off_duty, joins
from tests.stage.town import PlayedClock, Town
from tests.stage.walks import CROWD, VIOLATION, agrees, goes_to, reports


async def test_the_number_holds_together(resident: Person, town: Town) -> None:
    number = await reports(resident)
    assert numbers.parse(number) == number
    assert number.startswith("DMI-2411-0001-")
    assert await town.rows("SELECT number FROM reports") == [(number,)]


async def test_the_receipt_says_what_comes_next(resident: Person) -> None:
    await goes_to(resident, "summary")
    await resident.taps("Kirim sekarang")
    receipt = await resident.hears("sudah kami terima")
    for word in ("07.14 WIB", "begitu ada petugas", "Simpan nomor ini", "110"):
        assert word in receipt.text
    assert [label.split(" ", 1)[1] for label in receipt.labels] == [
        "Tambah keterangan atau bukti", "Lihat laporan", "Tempat", "Waktu", "Jenis",
        "Saya terancam karena laporan ini",
    ]  # fmt: skip


async def test_the_receipt_of_a_violation_names_bawaslu_and_the_days_left(resident: Person) -> None:
    await goes_to(resident, "summary", VIOLATION)
    await resident.taps("Kirim sekarang")
    receipt = await resident.hears("sudah kami terima")
    assert "Bawaslu" in receipt.text
    assert "Sisa 7 hari" in receipt.text


async def test_the_numbers_of_a_month_begin_at_one(resident: Person, town: Town) -> None:
    await reports(resident)
    town.clock.passes(days=4, hours=-7)  # 1 December 00.14 WIB, still November in UTC
    assert f"{town.clock.now:%m}" == "11"
    number = await reports(resident)
    assert number.startswith("DMI-2412-0001-")


@pytest.fixture
async def sinjai(settings_for: Callable[..., Settings], clock: PlayedClock) -> AsyncIterator[Town]:
    """A town of another resort, an hour ahead."""
    world = World(clock=clock)
    async with await Sandbox.start(world) as sandbox:
        settings = settings_for(
            sandbox, resort_code="73.07", resort_name="Polres Sinjai", report_prefix="SNJ", timezone="Asia/Makassar"
        )
        town = Town(world, sandbox, settings, clock)
        async with town.open():
            yield town


async def test_another_resort_has_its_own_number_zone_and_places(sinjai: Town) -> None:
    citizen = sinjai.citizen()
    assert "Polres Sinjai" in (await agrees(citizen)).text
    await goes_to(citizen, "where")
    await citizen.taps("Lainnya")
    await citizen.hears("Di mana kejadiannya")
    await citizen.taps("Sinjai Utara")
    await citizen.hears("di kelurahan atau desa mana")
    await citizen.taps("Balangnipa")
    await citizen.hears("Tepatnya di mana")
    await citizen.sends("dekat pelabuhan")
    await citizen.hears("Periksa dulu")
    await citizen.taps("Waktu")
    await citizen.hears("Kapan kejadiannya")
    await citizen.sends("jam 5 pagi")
    assert "pukul 05.00 WITA" in (await citizen.hears("Periksa dulu")).text
    await citizen.taps("Kirim sekarang")
    receipt = await citizen.hears("sudah kami terima")
    assert "SNJ-2411-0001-" in receipt.text
    assert "08.14 WITA" in receipt.text
    assert await sinjai.rows("SELECT what, village FROM reports") == [(CROWD, "73.07.05.1003")]


async def test_the_number_can_be_read_back_as_people_type_it(resident: Person) -> None:
    number = await reports(resident)
    await resident.sends(f"/status {number.lower().replace('-', ' ')}")
    await resident.hears(number)


async def test_a_receipt_promises_officers_only_when_somebody_was_called(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    await goes_to(resident, "summary")
    await resident.taps("Kirim sekarang")
    assert "sudah kami beri tahu" in (await resident.hears("sudah kami terima")).text
    await goes_off_duty(officer)
    await goes_to(resident, "summary")
    await resident.taps("Kirim sekarang")
    receipt = await resident.hears("sudah kami terima")
    assert "begitu ada petugas" in receipt.text
    assert "sudah kami beri tahu" not in receipt.text


async def test_a_violation_is_passed_to_bawaslu_only_where_somebody_of_it_was_called(
    town: Town, resident: Person
) -> None:
    await joins(town, "Piket", "spkt", Role.DESK)
    await goes_to(resident, "summary", VIOLATION)
    await resident.taps("Kirim sekarang")
    receipt = await resident.hears("sudah kami terima")
    assert "Belum ada petugas Bawaslu yang terhubung di sini" in receipt.text
    assert "kami teruskan ke Bawaslu" not in receipt.text
    await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    await goes_to(resident, "summary", VIOLATION)
    await resident.taps("Kirim sekarang")
    assert "kami teruskan ke Bawaslu" in (await resident.hears("sudah kami terima")).text
