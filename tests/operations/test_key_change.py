"""`bot.py rotate-key`: a new key while people write and officers act; then it is the only one that opens anything."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import audit, key_change, opening
from app.protection import CannotStart
from db import chats, keyring, reporters, rotation
from db.chats import Sender
from db.database import Database
from db.keys import unlock
from db.vault import Vault, WrongKey
from resort.roles import Role
from sandbox import Person
from tests.stage.begun import begin
from tests.stage.officers import POLSEK, commands, joins, takes
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, finishes, goes_to, number_on, reports

pytestmark = pytest.mark.sqlite  # it reads the file as a thief would

NAME = "Aipda Rudi Hartono, Bhabinkamtibmas"
NOW = datetime(2024, 11, 27, tzinfo=UTC)
SEALED = (
    "SELECT sealed FROM chats",
    "SELECT chat FROM reporters WHERE chat IS NOT NULL",
    "SELECT sealed FROM reporters WHERE sealed IS NOT NULL",
    "SELECT sealed FROM own_reports",
    "SELECT sealed FROM drafts WHERE sealed IS NOT NULL",
    "SELECT chat FROM drafts WHERE chat IS NOT NULL",
    "SELECT sealed FROM people",
    "SELECT voucher FROM officers",
    "SELECT voucher FROM invites",
    "SELECT sealed FROM seals WHERE name NOT IN ('keyring', 'next key')",
)


def keys_used(database: Path) -> set[int]:
    """The numbers of the keys that anything is sealed or vouched for with."""
    with closing(sqlite3.connect(database)) as connection:
        return {bytes(value)[1] for query in SEALED for (value,) in connection.execute(query)}


async def names(head: Person, callsign: str, line: str) -> None:
    """The head of a unit writes who somebody of it is."""
    await head.sends("/petugas")
    await head.taps(callsign, on=await head.hears("Petugas: "))
    await head.taps("Nama", on=await head.hears("Peran"))
    await head.hears("tulis pangkat")
    await head.sends(line)
    await head.hears(line.partition(",")[0])


async def test_the_key_changes_under_people_who_go_on(town: Town) -> None:
    assert town.siaga is not None
    officer, writer = await joins(town, "Petugas"), town.world.person("Warga", phone="+6281277788899")
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await names(head, "Polsek Dumai Timur 1", NAME)
    await agrees(writer)
    await goes_to(writer, "phone", VIOLATION)
    await writer.shares_contact()
    first = await finishes(writer, "summary", VIOLATION)
    await goes_to(writer, "summary")
    file = town.settings.data / "siaga.key"
    old = file.read_text()
    await town.rests()
    code, out, err = await commands(town, "rotate-key")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "Everything is sealed with the new key."
    assert file.read_text() != old
    assert file.with_name("siaga.key.earlier").read_text() == old
    assert (file.stat().st_mode & 0o777, town.siaga.vault.renewing) == (0o600, False)
    assert keys_used(town.settings.database) == {2}

    await writer.taps("Kirim sekarang")
    second = number_on(await writer.hears("sudah kami terima"))
    await takes(officer, second)
    await writer.sends("/laporanku")
    listed = await writer.hears("Laporan Anda: 2")
    assert first in str(listed.labels)
    assert second in str(listed.labels)
    await writer.sends("/dataku")
    await head.sends("/petugas")
    assert NAME in str((await head.hears("Petugas: 2")).labels)
    await town.rests()
    assert await asyncio.to_thread(audit.verify, town.settings)


async def test_a_bot_that_was_killed_in_the_middle_goes_on_with_either_key(tmp_path: Path) -> None:
    path, first = tmp_path / "siaga.db", bytes(range(32))
    begin(path)
    database = await Database.open(path)
    await unlock(database, Vault(first), NOW)

    async def meet(number: int) -> None:
        vault = database.vault
        assert vault is not None
        sender = Sender(number, "private", f"Warga {number}", None, "id")
        chat = await database.write(lambda tx: chats.meet(tx, tx.vault, sender, NOW))
        own = [reporters.Entry(number, 5)]
        await database.write(lambda tx: reporters.keep_own(tx, chat.key, own))

    for number in range(1, 251):
        await meet(number)
    second = await database.write(lambda tx: rotation.begin(tx, first))
    assert await database.write(lambda tx: rotation.begin(tx, first)) == second
    await database.close()
    for given in (first, second, first):
        database = await Database.open(path)
        await unlock(database, Vault(given), NOW)
        await rotation.take_over(database, NOW)
        await rotation.renew_some(database)
        for number in (1, 240):  # of which one is sealed anew, the other not yet
            found = await database.read(lambda tx, number=number: chats.find(tx, tx.vault, number))  # type: ignore[misc]
            assert found is not None
            own = await database.read(lambda tx, found=found: reporters.own_reports(tx, found))  # type: ignore[misc]
            assert [entry.report for entry in own] == [number]
        await database.close()
    database = await Database.open(path)
    await unlock(database, Vault(first), NOW)
    while await rotation.renew_some(database):
        pass
    assert keys_used(path) == {2}
    await database.write(keyring.forget_earlier)
    await database.close()
    database = await Database.open(path)
    with pytest.raises(WrongKey):
        await unlock(database, Vault(first), NOW)
    await unlock(database, Vault(second), NOW)
    assert await database.read(lambda tx: chats.find(tx, tx.vault, 7)) is not None
    await database.close()


async def test_a_key_in_a_setting_is_printed_and_the_earlier_one_opens_until_then(
    quiet_town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town = quiet_town
    async with town.open():
        await reports_of_somebody(town)
    key_file = town.settings.data / "siaga.key"
    before = town.settings.model_copy(update={"data_key": type(town.settings.data_key)(key_file.read_text().strip())})
    await asyncio.to_thread(key_change.rotate, before, town.clock)
    printed = capsys.readouterr().out.splitlines()
    after = before.model_copy(update={"data_key": type(before.data_key)(printed[1])})
    for settings in (before, after):
        assert await asyncio.to_thread(audit.verify, settings)
    await asyncio.to_thread(opening.migrate, after)
    with pytest.raises(CannotStart, match="not the key"):
        await asyncio.to_thread(audit.verify, before)


async def reports_of_somebody(town: Town) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    await reports(citizen)
    await town.rests()
