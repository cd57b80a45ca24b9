"""Witnesses hold the signed end of the memory: a tail that was cut off, with the old end put back, is seen."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from app import audit
from app.protection import CannotStart
from db import events
from language import seal_words
from resort.roles import Role
from tests.operations.test_audit import verified
from tests.operations.test_forged_rows import is_alarmed
from tests.stage.composing import approves, asks, writes
from tests.stage.officers import a_command, commands, goes_off_duty, joins, ticks
from tests.stage.town import AFTERWARDS, PlayedClock, Town
from tests.stage.walks import agrees, reports

pytestmark = pytest.mark.sqlite  # it reads the file as a thief would


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(AFTERWARDS)


def ends(town: Town) -> tuple[int, bytes]:
    """The last event, and the sealed end, as whoever can read the file copies them; reports are put aside in it."""
    with closing(sqlite3.connect(town.settings.database)) as file, file:
        file.execute("CREATE TABLE aside AS SELECT * FROM reports")
        [row] = file.execute("SELECT max(events.id), seals.sealed FROM events, seals WHERE name = ?", (events.HEAD,))
    return row[0], row[1]


def puts_back(town: Town, number: int, sealed: bytes) -> None:
    with closing(sqlite3.connect(town.settings.database)) as file, file:
        file.execute("DELETE FROM events WHERE id > ?", (number,))
        file.execute("DELETE FROM reports")  # as they stand they would tell of acts that are gone
        file.execute("INSERT INTO reports SELECT * FROM aside")
        file.execute("UPDATE seals SET sealed = ? WHERE name = ?", (sealed, events.HEAD))


async def test_witnesses_see_a_tail_that_was_cut_off(quiet_town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town = quiet_town
    async with town.open():
        chief, partner = await a_command(town), await joins(town, "Bawaslu", "bawaslu", Role.PARTNER)
        panwas = await joins(town, "Panwas", "panwascam-dumai-timur", Role.PARTNER)
        officer, citizen = await joins(town, "Petugas"), town.citizen()
        await agrees(citizen)
        await citizen.sends("/keutuhan")
        await citizen.hears("Belum ada segel")
        await reports(citizen)
        await ticks(town, seconds=1)
        await town.rests()
        before = ends(town)
        await goes_off_duty(officer)
        await ticks(town, hours=14)
        held = await partner.hears("Segel catatan")
        assert (await chief.hears("Segel catatan")).text == held.text
        assert not any("Segel" in message.text for message in panwas.chat_with_bot.messages)
        assert "Laporan: 1." in held.text
        [words] = [line for line in held.text.splitlines() if len(line.split()) == seal_words.COUNT]
        await citizen.sends("/keutuhan")
        assert words in (await citizen.hears("Keutuhan catatan")).text
        anchor = held.text[held.text.index("siaga1:") :].split()[0]
        number, whole_hash = int(anchor.split(":")[1]), anchor.split(":")[2]
        assert number > before[0]
        asked = [each for form in (anchor, whole_hash, words.upper()) for each in ("--anchor", form)]
        assert await commands(town, "audit", "verify", *asked) == (0, "Every event is there and unchanged.\n", "")
        with pytest.raises(CannotStart, match="has not signed"):
            await asyncio.to_thread(audit.verify, town.settings, [anchor.replace(":1:", ":2:")])
        await town.rests()
        await town.siaga.alarms.look()  # type: ignore[union-attr]
        puts_back(town, *before)
        await is_alarmed(town, chief)
    assert await verified(town, capsys) == (True, "Every event is there and unchanged.")
    for form in (anchor, whole_hash, words):
        assert not await asyncio.to_thread(audit.verify, town.settings, [form])
        assert f"not in the memory, which ends with event {before[0]}" in capsys.readouterr().out


async def test_an_announcement_is_witnessed_soon_and_the_channel_has_the_hash_alone(quiet_town: Town) -> None:
    channel = quiet_town.world.channel("Polres Dumai", bot="administrator")
    settings = quiet_town.settings.model_copy(update={"witness_channel": str(channel.id)})
    town = replace(quiet_town, settings=settings)
    async with town.open():
        composer, approver = await joins(town, "Kabag Ops", "polres", Role.COMMAND), await a_command(town)
        await ticks(town, seconds=1)
        await writes(composer)
        await asks(composer)
        await approves(approver)
        await ticks(town, seconds=1)
        await ticks(town, minutes=1)
        assert not channel.messages
        await ticks(town, minutes=5)
        told = (await approver.hears("Segel catatan")).text
        [posted] = channel.messages
        assert told[told.index("siaga1:") :].split(":")[2] in posted.text
        assert "Laporan" not in posted.text
        assert "Tindakan" not in posted.text
