"""A backup is put in place: what was in it is there, and nothing is given or announced a second time."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcasts.schedule import Once
from db.address import Address, url_of
from db.found import Found, find_at
from db.officers import Invite
from resort.rights import Post
from resort.roles import Role
from tests.app.program import Program
from tests.citizen.test_erasing import erases
from tests.stage.announcements import approved, subscribes
from tests.stage.engines import POSTGRESQL, new_schema
from tests.stage.officers import commands, invites, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports


@dataclass(frozen=True, slots=True)
class Place:
    """Another machine: its folder of files and its database."""

    folder: Path
    database: Address

    @property
    def settings(self) -> dict[str, str]:
        return {"database_url": url_of(self.database), "data_folder": str(self.folder)}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Place:
    folder = tmp_path / "lain"
    return Place(folder, new_schema() if POSTGRESQL else folder / "siaga.db")


async def restores(town: Town, backup: Path, place: Place, key: str) -> tuple[int, str]:
    """`bot.py restore`, in another place; its exit code and what it printed."""
    settings = {name.upper(): value for name, value in place.settings.items()}
    settings |= {"BOT_TOKEN": town.sandbox.token, "DATA_KEY": key}
    program = await Program.start(town.settings.data, "restore", str(backup), settings=settings)
    return await program.ends(), program.output


def moves(town: Town, place: Place) -> None:
    """From now on the town's bot runs on what was restored there."""
    shutil.copy(town.settings.data / "siaga.key", place.folder / "siaga.key")
    town.settings = town.settings.model_copy(update=place.settings)


def takes_list(town: Town, folder: Path) -> None:
    """The list of what was erased lies beside the key, and goes where the backup is put in place."""
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(town.settings.data / "siaga.erased", folder)


def key_of(town: Town) -> str:
    return (town.settings.data / "siaga.key").read_text(encoding="ascii").strip()


async def test_it_runs_on_without_giving_a_number_twice(quiet_town: Town, tmp_path: Path, elsewhere: Place) -> None:
    town, citizen, leaving = quiet_town, quiet_town.citizen(), quiet_town.citizen()
    backup = tmp_path / "cadangan.db"
    async with town.open():
        await agrees(citizen)
        first = await reports(citizen)
        await agrees(leaving)
        erased = await reports(leaving)
        await leaving.sends(f"/status {erased}")
        await leaving.taps("Batalkan laporan ini", on=await leaving.hears(f"{erased}\n"))
        await leaving.taps("Sudah selesai")
        await town.rests()
        assert (await commands(town, "backup", str(backup)))[0] == 0
        town.clock.passes(minutes=1)
        later = await reports(citizen)
        await erases(leaving)
        await leaving.hears("sudah dihapus")
        await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM erased_marks)")
    takes_list(town, elsewhere.folder)
    code, printed = await restores(town, backup, elsewhere, key_of(town))
    assert code == 0, printed
    assert "holds 2 reports" in printed
    assert "2 reports and people that were erased since the backup are erased again" in printed

    moves(town, elsewhere)
    async with town.open():
        again = await reports(citizen)
        assert await town.rows("SELECT number FROM reports WHERE what <> '' ORDER BY id") == [(first,), (again,)]
        await leaving.sends("/dataku")
        await leaving.hears("Setuju sejak: belum ada")
    assert again.split("-")[2] == "10001"
    assert again != later


async def test_nothing_is_announced_twice(quiet_town: Town, tmp_path: Path, elsewhere: Place) -> None:
    town, group = quiet_town, quiet_town.world.group("TPS 001", bot="member")
    backup = tmp_path / "cadangan.db"
    async with town.open():
        chief = await joins(town, "Kapolres", "polres", Role.COMMAND, Post.CHIEF)
        deputy = await joins(town, "Wakapolres", "polres", Role.COMMAND, Post.DEPUTY)
        await subscribes(town, group)
        await approved(town, "Sebentar lagi", chief, deputy, when=Once(town.clock() + timedelta(minutes=10)))
        assert (await commands(town, "backup", str(backup)))[0] == 0
        await ticks(town, minutes=10)
        await chief.hears("Sebentar lagi", chat=group)
    code, printed = await restores(town, backup, elsewhere, key_of(town))
    assert code == 0, printed

    moves(town, elsewhere)
    async with town.open():
        await ticks(town)
        assert await town.rows("SELECT state, next_fire FROM appeals") == [("missed", None)]
    await chief.hears_nothing(chat=group)


@pytest.mark.parametrize("wrong", ["key", "file", "folder", "there", "damaged", "other"])
async def test_what_cannot_be_restored_is_said_in_one_line_and_leaves_nothing(
    town: Town, tmp_path: Path, elsewhere: Place, wrong: str
) -> None:
    backup = tmp_path / "cadangan.db"
    assert (await commands(town, "backup", str(backup)))[0] == 0
    key, expected = (
        key_of(town),
        {
            "key": "not the key",
            "file": "no such file",
            "folder": "this is a folder",
            "there": "nothing is written over",
            "damaged": "cannot be",
            "other": "it is no backup that",
        },
    )
    if wrong == "key":
        key = "A" * 43 + "="
    elif wrong == "file":
        backup = tmp_path / "tidak-ada.db"
    elif wrong == "folder":
        backup = tmp_path
    elif wrong == "other":
        backup.write_bytes(b"")
    elif wrong == "there":
        assert (await restores(town, backup, elsewhere, key))[0] == 0
    else:
        backup.write_bytes(b"bukan basis data" * 1000)
    code, printed = await restores(town, backup, elsewhere, key)
    assert code == 1
    assert expected[wrong] in printed
    assert len(printed.strip().splitlines()) == 1
    assert (await find_at(elsewhere.database) is Found.RESORT) == (wrong == "there")


async def test_nobody_of_the_command_counts_until_the_list_is_confirmed(
    quiet_town: Town, tmp_path: Path, elsewhere: Place
) -> None:
    town, citizen = quiet_town, quiet_town.citizen()
    backup = tmp_path / "cadangan.db"
    async with town.open():
        chief = await joins(town, "Kapolres", "polres", Role.COMMAND, Post.CHIEF)
        deputy = await joins(town, "Wakapolres", "polres", Role.COMMAND, Post.DEPUTY)
        await approved(town, "Besok pagi", chief, deputy, when=Once(datetime(2030, 1, 1, 5, tzinfo=UTC)))
        await invites(town, Invite("polres", Role.COMMAND))
        await agrees(citizen)
        assert (await commands(town, "backup", str(backup)))[0] == 0
    code, printed = await restores(town, backup, elsewhere, key_of(town))
    assert code == 0, printed
    assert "seats code" in printed

    moves(town, elsewhere)
    async with town.open():
        await ticks(town)
        for person in (chief, deputy):
            await person.hears("dipulihkan dari cadangan")
        assert await town.rows("SELECT state, next_fire FROM appeals") == [("draft", None)]
        assert await town.rows("SELECT count(*) FROM invites WHERE wait IS NOT NULL") == [(0,)]
        assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]
        await reports(citizen)  # goes on from the first second
        await chief.sends("/petugas")
        assert "daftar pimpinan belum dibenarkan" in (await chief.hears("Pilih untuk melihat")).text
        await chief.sends("/masuk kursi-AAAAAAAAAAAAAAAAAAAAAA")
        await chief.hears("Kode ini tidak berlaku")
        status, out, error = await commands(town, "seats", "code")
        assert status == 0, error
        await ticks(town)
        await deputy.hears("Pengelola membuat kode")
        await deputy.sends(out.splitlines()[-1])
        listed = await deputy.hears("Pimpinan menurut cadangan")
        assert "Polres 1: Kapolres" in listed.text
        await deputy.taps("Ya, semua benar")
        await deputy.hears("Suara pimpinan dihitung lagi")
        await chief.hears("membenarkan daftar pimpinan")
        await chief.sends(out.splitlines()[-1])
        await chief.hears("Tidak ada pemulihan")
        assert await town.rows("SELECT wait FROM restorations") == [(None,)]
