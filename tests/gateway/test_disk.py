"""A small disk: what people send never fills it, and everybody is answered; beyond a quota the desk decides."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gateway.disk import Ballast, Reserve
from gateway.evidence import PARTIAL
from sandbox import Person
from tests.stage.desk import a_desk
from tests.stage.officers import a_command, calls, is_called, joins, takes
from tests.stage.town import Town
from tests.stage.walks import agrees, finishes, goes_to

MEGABYTE = 1_000_000
DISK = 48 * MEGABYTE
FREE = 20 * MEGABYTE


class Usage(NamedTuple):
    total: int
    used: int
    free: int


class SmallDisk:
    """A disk of 48 MB that holds what lies in a folder; it remembers when it was fullest."""

    def __init__(self) -> None:
        self.least_free, self.taken, self.total = DISK, 0, DISK

    def usage(self, folder: Path) -> Usage:
        used = self.taken + sum(_size(file) for file in Path(folder).rglob("*"))
        self.least_free = min(self.least_free, self.total - used)
        return Usage(self.total, used, self.total - used)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except FileNotFoundError:  # it was removed meanwhile
        return 0


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> SmallDisk:
    small = SmallDisk()
    monkeypatch.setattr(shutil, "disk_usage", small.usage)
    return small


@pytest.fixture
async def small_town(quiet_town: Town, disk: SmallDisk) -> AsyncIterator[Town]:
    quiet_town.settings = quiet_town.settings.model_copy(update={"evidence_free_mb": FREE // MEGABYTE})
    async with quiet_town.open():
        yield quiet_town


async def sends(citizen: Person, *sizes: int) -> None:
    """A report with documents of so many bytes."""
    await goes_to(citizen, "evidence")
    for place, size in enumerate(sizes):
        await citizen.sends_document(os.urandom(64) + bytes(size - 64), f"{place}.bin")
        await citizen.hears("Bukti tersimpan")
    await citizen.taps("Lanjut")


async def test_four_large_files_on_a_small_disk_leave_no_cry_for_help_without_an_answer(
    quiet_town: Town, disk: SmallDisk
) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"evidence_free_mb": FREE // MEGABYTE})
    async with town.open():
        kabag, flooder, other = await a_command(town), town.citizen("Banjir"), town.citizen("Warga")
        await agrees(flooder)
        await sends(flooder, *[15 * MEGABYTE] * 4)
        await finishes(flooder, "identity")
        await other.sends("TOLONG ADA YANG BAWA PARANG di Jaya Mukti")
        await other.hears("Telepon 110")
        await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched'")
        await town.rests()
        states = [str(state) for (state,) in await town.rows("SELECT state FROM evidence ORDER BY id")]
        assert sorted(states) == ["fetched", "wanted", "wanted", "wanted"]
        assert await town.rows("SELECT attempts FROM evidence WHERE attempts > 0") == []
        assert disk.least_free > FREE
        assert [file.name for file in (town.settings.data / "evidence").iterdir()] == ["1.bin"]
        await kabag.sends("/sehat")
        assert "Ruang disk hampir habis" in (await kabag.hears("Keadaan bot")).text
    disk.total = 480 * MEGABYTE  # somebody has made room
    town.clock.passes(minutes=2)
    async with town.open():
        await town.turns("SELECT 1 FROM evidence GROUP BY state HAVING state = 'fetched' AND count(*) = 4")


async def test_a_file_that_is_larger_than_it_says_is_cut_off_and_leaves_nothing(
    small_town: Town, disk: SmallDisk
) -> None:
    """Telegram's answer names a size; what comes is counted all the same."""
    town = small_town
    citizen = town.citizen()
    await agrees(citizen)
    await goes_to(citizen, "evidence")
    await citizen.sends_document(bytes(1000), "kecil.bin")
    await citizen.hears("Bukti tersimpan")
    for file in town.world.files._by_path.values():
        object.__setattr__(file, "data", bytes(30 * MEGABYTE))
    await citizen.taps("Lanjut")
    await finishes(citizen, "identity")
    await town.turns("SELECT 1 FROM evidence WHERE state = 'too_big' OR due_at > added_at")
    assert list((town.settings.data / "evidence").iterdir()) == []
    assert disk.least_free > FREE // 2


async def test_what_a_kill_left_half_fetched_is_removed_at_the_next_start(quiet_town: Town) -> None:
    async with quiet_town.open():
        await quiet_town.rests()
    folder = quiet_town.settings.data / "evidence"
    (folder / f"9.jpg{PARTIAL}").write_bytes(b"half")
    async with quiet_town.open():
        while list(folder.iterdir()):
            await quiet_town.rests()


async def test_beyond_a_persons_quota_the_desk_fetches_with_a_tap(quiet_town: Town) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"evidence_mb_per_day": 1})
    async with town.open():
        officer, desk = await joins(town, "Petugas"), await a_desk(town)
        flooder, other = town.citizen("Banjir"), town.citizen("Warga")
        for citizen in (flooder, other):
            await agrees(citizen)
        await sends(flooder, 600_000, 600_000)
        await finishes(flooder, "identity")
        told = await flooder.hears("Sidik berkas adalah")
        assert "belum kami ambil, karena hari ini sudah banyak berkas" in told.text
        await sends(flooder, 500_000)
        number = await finishes(flooder, "identity")
        await sends(other, 500_000)
        await finishes(other, "identity")
        await town.rests()
        states = "SELECT state FROM evidence ORDER BY id"
        assert await town.rows(states) == [("fetched",), ("held",), ("held",), ("fetched",)]
        await takes(officer, number)
        await officer.taps("Lihat bukti", on=calls(officer, number)[-1])
        await officer.hears(f"{number}-bukti-1 · belum diambil")
        await town.rests()
        assert not any("Ambil berkas" in button.label for button in officer.last.buttons)
        await desk.taps("Lihat bukti", on=await is_called(desk, number))
        await desk.taps("Ambil berkas", on=await desk.hears("Berkas yang belum diambil"))
        await desk.sees_toast("Berkas sedang diambil")
        await town.turns("SELECT 1 FROM evidence WHERE id = 3 AND state = 'fetched'")
        assert await town.rows("SELECT state FROM evidence WHERE id = 2") == [("held",)]
        town.clock.passes(days=1, minutes=1)
        await sends(flooder, 500_000)
        await finishes(flooder, "identity")
        await town.turns("SELECT 1 FROM evidence WHERE id = 5 AND state = 'fetched'")


def test_the_ballast_is_given_up_when_the_disk_is_full_and_made_again(tmp_path: Path, disk: SmallDisk) -> None:
    ballast, file = Ballast(tmp_path / "ballast"), tmp_path / "ballast"
    ballast.look()
    size = file.stat().st_size
    assert size == DISK // 10
    disk.taken = DISK - size - 1000
    ballast.look()
    assert not file.exists()
    assert disk.usage(tmp_path).free > size
    ballast.look()
    assert not file.exists()
    disk.taken = 0
    ballast.look()
    assert file.exists()


@pytest.mark.parametrize(
    ("total", "free", "room"),
    [(100_000, 60_000, 50_000), (10_000, 3_000, 1_000), (10_000, 1_500, -500), (48, 40, -1_960)],
)
def test_the_reserve_is_two_gigabytes_or_a_tenth_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, total: int, free: int, room: int
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(total * MEGABYTE, 0, free * MEGABYTE))
    assert Reserve(tmp_path).room == room * MEGABYTE
