"""The command is told once when the bot itself needs a person, and once when that is over."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NoReturn

import aiohttp
import pytest

from conversations import flow as dialogue
from db import sqlite
from metrics.call_outcome import CallOutcome
from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import PICTURE, Person
from sandbox.world.faults import Kind
from tests.sandbox.api import soon
from tests.stage.composing import approves_programme
from tests.stage.disk import ROOMY, has_free
from tests.stage.officers import a_command, about, goes_off_duty, is_called, joins, takes, ticks
from tests.stage.outside import unusable
from tests.stage.texts import writes
from tests.stage.town import AFTERWARDS, MORNING, PlayedClock, Town
from tests.stage.walks import VIOLATION, agrees, finishes, goes_to, reports


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(AFTERWARDS)


@pytest.fixture(autouse=True)
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the disk as full as a test wants it."""
    has_free(monkeypatch, ROOMY)
    return partial(has_free, monkeypatch)


async def looks_at_itself(town: Town, **duration: float) -> None:
    """Let time pass, and have the bot look at itself twice, so that it is sure; a tick may have looked just now."""
    assert town.siaga is not None
    town.clock.passes(**duration)
    for _ in range(2):
        town.clock.passes(seconds=6)
        await town.siaga.alarms.look()


async def looks(town: Town, **duration: float) -> None:
    """The same, and what it has to tell arrives."""
    await looks_at_itself(town, **duration)
    await town.rests()


def told(person: Person) -> list[str]:
    """What somebody was told of the bot itself."""
    marks = ("⚠️", "✅", "ℹ️")
    return [message.text for message in person.chat_with_bot.messages if message.text.startswith(marks)]


async def test_a_text_that_cannot_be_read_is_told_once_and_its_end_once(town: Town) -> None:
    chief = await a_command(town)
    file = writes(town, "kartu-contoh", "Kartu {nomor}.")
    for _ in range(3):
        await looks(town)
    assert [text for text in told(chief) if "kartu-contoh" in text] == told(chief)
    assert len(told(chief)) == 1
    file.unlink()
    await looks(town, minutes=3)
    await looks(town, minutes=3)
    await chief.hears("terbaca lagi")


async def test_a_full_disk_is_told_once_and_its_end_once(town: Town, disk: Callable[[int], None]) -> None:
    chief = await a_command(town)
    disk(450_000_000)
    await looks(town)
    alarm = await chief.hears("Ruang disk server hampir habis: tersisa 450 MB")
    assert "mengosongkan disk" in alarm.text
    assert alarm.labels == ["🩺 Lihat keadaan bot"]
    for _ in range(5):
        await looks(town, minutes=1)
    disk(ROOMY)
    await looks(town, seconds=30)
    await looks(town, seconds=30)
    assert len(told(chief)) == 1
    await looks(town, minutes=2)
    await chief.hears("Ruang disk server cukup lagi")
    await looks(town, minutes=10)
    assert len(told(chief)) == 2
    assert await town.rows("SELECT * FROM alarms WHERE trouble <> 'alive'") == []


async def test_what_comes_and_goes_is_told_once(town: Town, disk: Callable[[int], None]) -> None:
    chief = await a_command(town)
    for free in (1, ROOMY) * 6:
        disk(free)
        await looks(town, seconds=50)
    assert len(told(chief)) == 1
    await looks(town, minutes=3)
    assert len(told(chief)) == 2


async def test_an_end_that_is_held_up_never_comes_after_the_next_beginning(
    town: Town, disk: Callable[[int], None]
) -> None:
    chief = await a_command(town)
    town.world.faults.add(Kind.ERROR, times=10_000, methods=["sendMessage"])
    for free in (450_000_000, ROOMY, 300_000_000):
        disk(free)
        await looks_at_itself(town)
        await looks_at_itself(town, minutes=3)
    town.world.faults.clear()
    await chief.hears("tersisa 300 MB")
    of_the_disk = [text.split(".")[0] for text in told(chief) if "disk" in text]
    assert [text.partition(" sejak")[0] for text in of_the_disk] == [
        "⚠️ Ruang disk server hampir habis: tersisa 450 MB",
        "✅ Ruang disk server cukup lagi",
        "⚠️ Ruang disk server hampir habis: tersisa 300 MB",
    ]


async def test_what_is_gone_at_the_second_look_is_never_told(town: Town, disk: Callable[[int], None]) -> None:
    assert town.siaga is not None
    chief = await a_command(town)
    disk(1)
    town.clock.passes(seconds=6)
    await town.siaga.alarms.look()
    disk(ROOMY)
    await looks(town, minutes=1)
    assert told(chief) == []


async def test_a_restart_tells_nothing_twice(quiet_town: Town, disk: Callable[[int], None]) -> None:
    town = quiet_town
    async with town.open():
        chief = await a_command(town)
        disk(1)
        await looks(town)
        await chief.hears("hampir habis")
    async with town.open():
        await looks(town, minutes=1)
        assert len(told(chief)) == 1
        disk(ROOMY)
        await looks(town, minutes=1)
    async with town.open():
        await looks(town, minutes=3)
        await chief.hears("cukup lagi")
        assert len(told(chief)) == 2


async def test_who_is_on_duty_is_told_and_everybody_when_nobody_is(town: Town, disk: Callable[[int], None]) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakil")
    officer, desk = await joins(town, "Petugas"), await joins(town, "Piket", "spkt", Role.DESK)
    await goes_off_duty(deputy)
    disk(1)
    await looks(town)
    await chief.hears("hampir habis")
    assert told(deputy) == []
    await goes_off_duty(chief)
    disk(ROOMY)
    await looks(town)
    await looks(town, minutes=3)
    await chief.hears("cukup lagi")
    await deputy.hears("cukup lagi")
    assert told(officer) == told(desk) == []


async def test_with_nobody_to_tell_it_is_told_as_soon_as_somebody_joins(
    town: Town, disk: Callable[[int], None]
) -> None:
    disk(1)
    await looks(town)
    assert await town.rows("SELECT told_at FROM alarms WHERE trouble = 'disk'") == [(None,)]
    chief = await a_command(town)
    await looks(town, minutes=1)
    await chief.hears("hampir habis")


async def test_a_telegram_that_was_away_is_told_afterwards_from_when_to_when(town: Town) -> None:
    assert town.siaga is not None
    vitals = town.siaga.vitals
    chief = await a_command(town)
    await town.rests()
    town.world.faults.goes_away(3600)
    await soon(lambda: vitals.hearing.outage is not None)
    town.siaga.vitals.called("sendMessage", 0.1, CallOutcome.ANSWERED)  # an answer that was still on its way
    await chief.sends("/siaga")
    await soon(lambda: vitals.hearing.outage is not None)
    town.clock.passes(minutes=8)
    assert vitals.telegram is not None
    vitals.calling.note(well=False)
    await town.siaga.alarms.look()
    town.clock.passes(seconds=6)
    await town.siaga.alarms.look()
    assert await town.rows("SELECT trouble, told_at FROM alarms WHERE trouble <> 'alive'") == [("telegram", None)]
    town.world.faults.clear()
    await chief.hears("sedang siaga")
    await looks(town)
    assert told(chief) == []
    await looks(town, minutes=3)
    news = await chief.hears("Telegram tidak dapat dihubungi dari 07.14 WIB sampai 07.22 WIB")
    assert "/antrean" in news.text
    await looks(town, minutes=3)
    assert len(told(chief)) == 1


async def test_a_telegram_that_only_brings_no_updates_is_told_while_it_lasts(town: Town) -> None:
    assert town.siaga is not None
    vitals = town.siaga.vitals
    chief = await a_command(town)
    town.world.faults.add(Kind.ERROR, times=1000, methods=["getUpdates"])
    await chief.sends("/siaga")  # so that the poll that waits comes back, and the next one fails
    await soon(lambda: vitals.hearing.outage is not None)
    await looks_at_itself(town, minutes=4)
    await chief.hears("Telegram tidak dapat dihubungi sejak 07.14 WIB")
    town.world.faults.clear()
    await soon(lambda: vitals.hearing.outage is None or vitals.hearing.outage.until is not None)
    await looks(town)
    await looks(town, minutes=3)
    await chief.hears("Telegram sudah pulih sejak 07.18 WIB")
    assert len(told(chief)) == 2


async def test_another_program_with_the_same_token_is_told(town: Town) -> None:
    assert town.siaga is not None
    vitals = town.siaga.vitals
    chief = await a_command(town)
    town.world.faults.add(Kind.ERROR, times=1000, methods=["getUpdates"], status=409)
    await chief.sends("/siaga")
    await soon(lambda: vitals.allowed.outage is not None)
    await looks_at_itself(town, minutes=2)
    alarm = await chief.hears("Pesan warga tidak lagi sampai ke bot ini sejak 07.14 WIB")
    assert "@BotFather" in alarm.text
    town.world.faults.clear()
    await soon(lambda: vitals.allowed.outage is None or vitals.allowed.outage.until is not None)
    await looks(town)
    await looks(town, minutes=3)
    await chief.hears("Pesan warga sampai lagi")


async def test_messages_that_wait_too_long_are_told_apart_from_announcements(town: Town) -> None:
    chief = await a_command(town)
    await town.rests()
    citizen = town.citizen()
    town.world.faults.add(Kind.FLOOD, times=1, methods=["sendMessage"], retry_after=3600)
    await citizen.sends("/start")
    await town.turns("SELECT 1 FROM outbox WHERE state = 'queued'")
    await soon(lambda: town.world.faults.taken[Kind.FLOOD] == 1)
    await looks(town, minutes=4)
    assert told(chief) == []
    await looks(town, minutes=2)
    await chief.hears("1 pesan belum terkirim, yang tertua sejak 07.14 WIB")


async def test_failures_are_told_together_with_the_references_people_were_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = await a_command(town)
    citizens = [town.citizen() for _ in range(3)]
    for citizen in citizens:
        await agrees(citizen)
        await goes_to(citizen, "kind")

    async def fails(citizen: Person) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(dialogue, "advance", broken)
            await citizen.sends("ada yang ribut di pos ronda")
            sorry = await citizen.hears("gangguan di pihak kami")
        found = re.search(r"kode ([0-9A-F]{8})", sorry.text)
        assert found is not None
        return found[1]

    first = [await fails(citizen) for citizen in citizens[:2]]
    await looks(town, seconds=30)
    alarm = await chief.hears("Ada pesan yang gagal diproses")
    assert all(reference in alarm.text for reference in first)
    third = await fails(citizens[2])
    await looks(town, minutes=1)
    assert len(told(chief)) == 1
    await looks(town, minutes=11)
    await looks(town, minutes=3)
    over = await chief.hears("Tidak ada lagi pesan yang gagal diproses")
    assert all(reference in over.text for reference in [*first, third])


def broken(*_: object) -> NoReturn:
    raise ZeroDivisionError


async def test_evidence_that_telegram_lost_is_told_with_its_report(town: Town) -> None:
    chief = await a_command(town)
    citizen = town.citizen()
    await agrees(citizen)
    await goes_to(citizen, "evidence", VIOLATION)
    await citizen.sends_photo(PICTURE)
    await citizen.hears("Bukti tersimpan")
    town.world.faults.add(Kind.ERROR, times=10, methods=["getFile"], status=400)
    await citizen.taps("Lanjut")
    number = await finishes(citizen, "identity")
    await town.turns("SELECT 1 FROM evidence WHERE lost_at IS NOT NULL")
    await looks(town)
    alarm = await chief.hears("Ada bukti yang tidak dapat diambil")
    assert number in alarm.text
    assert "Tanya pelapor" in alarm.text


async def test_a_database_that_was_locked_is_told_afterwards(quiet_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    town = quiet_town
    async with town.open():
        assert town.siaga is not None
        vitals = town.siaga.vitals
        chief = await a_command(town)
        await town.rests()
        with unusable(town.settings.address):
            await chief.sends("/siaga")
            await soon(lambda: vitals.storing.outage is not None)
            town.clock.passes(minutes=2)
            await town.siaga.alarms.look()
        await chief.hears("sedang siaga")
        await looks(town)
        await looks(town, minutes=3)
        await chief.hears("Basis data tidak dapat ditulis dari 07.14 WIB sampai 07.16 WIB")
        assert len(told(chief)) == 1


@pytest.mark.parametrize(("hours", "said"), [(1, "maju 60 menit"), (-1, "mundur 60 menit")])
async def test_a_clock_that_was_set_is_told(town: Town, hours: int, said: str) -> None:
    chief = await a_command(town)
    town.clock.is_set(hours=hours)
    await ticks(town)
    await looks(town, seconds=1)
    assert f"{7 + hours:02}.14 WIB" in (await chief.hears(said)).text
    await looks(town, minutes=11)
    await looks(town, minutes=3)
    assert len(told(chief)) == 1
    assert await town.rows("SELECT * FROM alarms WHERE trouble <> 'alive'") == []


async def test_reminders_that_nobody_approved_are_told_a_day_before(town: Town, clock: PlayedClock) -> None:
    clock.now = MORNING - timedelta(days=5)  # H-5, 07.14 WIB: the next reminder is officers', at 08.00
    chief, deputy = await a_command(town), await joins(town, "Wakapolres", "polres", Role.COMMAND, Post.DEPUTY)
    await looks(town)
    alarm = await chief.hears("1 pengingat dalam 24 jam ke depan belum disetujui, yang pertama 08.00 WIB")
    assert "/program" in alarm.text
    await looks(town, minutes=5)
    assert len(told(chief)) == 1

    await chief.sends("/program")
    await chief.taps("Ajukan semua")
    await approves_programme(deputy)
    await looks(town)
    await looks(town, minutes=3)
    await chief.hears("Tidak ada lagi pengingat dalam 24 jam ke depan yang menunggu persetujuan")
    await looks(town, hours=2)
    assert len(told(chief)) == 2


async def test_the_command_is_told_of_an_emergency_that_nobody_takes(town: Town) -> None:
    officer = await joins(town, "Petugas")
    chief = await a_command(town)
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    await is_called(chief, number)
    for _ in range(4):
        await ticks(town, minutes=3)
    await looks(town)
    assert told(chief) == []  # whoever was called last still has time
    await looks(town, minutes=4)
    alarm = await chief.hears(f"Laporan darurat yang belum diambil siapa pun: {number}")
    assert "tugaskan sekarang" in alarm.text
    await takes(officer, number)
    await looks(town)
    await looks(town, minutes=3)
    await chief.hears("Tidak ada lagi laporan darurat yang belum diambil sejak")
    assert len(told(chief)) == 2


async def test_the_command_is_told_of_a_call_that_telegram_refused(town: Town) -> None:
    officer, chief = await joins(town, "Petugas"), await a_command(town)
    await officer.deletes_account()
    citizen = town.citizen()
    await agrees(citizen)
    await reports(citizen)
    await town.rests()
    await looks(town)
    alarm = await chief.hears("1 panggilan kepada petugas ditolak Telegram sejak")
    assert "lewat HT atau telepon" in alarm.text
    await looks(town, minutes=20)
    await looks(town, minutes=3)
    assert len(told(chief)) == 1


async def test_a_foreign_webhook_is_removed_once_and_told_when_it_comes_back(town: Town, unused_tcp_port: int) -> None:
    chief = await a_command(town)
    thief = f"http://127.0.0.1:{unused_tcp_port}/"
    async with aiohttp.ClientSession() as anywhere:

        async def sets() -> None:
            address = f"{town.sandbox.url}/bot{town.sandbox.token}/setWebhook"
            async with anywhere.post(address, json={"url": thief}) as answer:
                assert answer.status == 200

        await sets()
        await chief.sends("/siaga")
        await chief.hears("sedang siaga")
        assert [call.params for call in town.world.calls_of("deleteWebhook")][1:] == [{}]
        await sets()
        assert town.siaga is not None
        vitals = town.siaga.vitals
        await soon(lambda: vitals.leaked.outage is not None)
        await looks_at_itself(town, seconds=1)
        alarm = await chief.hears("Token bot ini dipegang orang lain, sejak 07.14 WIB")
        assert "@BotFather sekarang juga" in alarm.text
        assert len(town.world.calls_of("deleteWebhook")) == 2
        town.clock.passes(hours=1)
        await soon(lambda: vitals.leaked.outage is None or vitals.leaked.outage.until is not None)
        await looks(town)
        await looks(town, minutes=3)
        await chief.hears("Jika tokennya belum diganti")
