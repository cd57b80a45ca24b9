"""The bot is stopped and started again: drafts, additions, updates and answers are all still there."""

import asyncio

import pytest

from sandbox import Person
from sandbox.world.faults import Kind
from tests.stage.officers import a_command, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import DISTURBANCE, VIOLATION, Leg, agrees, goes_to, reports

pytestmark = pytest.mark.usefixtures("way_in")


@pytest.mark.parametrize("legs", [DISTURBANCE, VIOLATION], ids=["disturbance", "violation"])
async def test_a_draft_goes_on_where_it_stood(quiet_town: Town, legs: tuple[Leg, ...]) -> None:
    citizens = {leg.step: quiet_town.citizen() for leg in legs}

    async def before(leg: Leg, citizen: Person) -> None:
        await agrees(citizen)
        await goes_to(citizen, leg.step, legs)

    async def after(leg: Leg, citizen: Person) -> None:
        at = legs.index(leg)
        await leg.answer(citizen)
        await citizen.hears(legs[at + 1].asks if at + 1 < len(legs) else "sudah kami terima")

    async with quiet_town.open():
        await asyncio.gather(*(before(leg, citizens[leg.step]) for leg in legs))
    async with quiet_town.open():
        await asyncio.gather(*(after(leg, citizens[leg.step]) for leg in legs))


async def test_the_draft_is_offered_again(quiet_town: Town) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(citizen)
        await goes_to(citizen, "evidence")
        await citizen.sends_photo()
        await citizen.hears("Bukti tersimpan")
    async with quiet_town.open():
        await citizen.sends("/lapor")
        await citizen.hears("belum selesai")
        await citizen.taps("Lanjutkan draf")
        await citizen.hears("Ada bukti lagi")
        await citizen.taps("Lanjut")
        await citizen.hears("Periksa dulu")


async def test_a_new_report_can_be_begun_instead(quiet_town: Town) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(citizen)
        await goes_to(citizen, "evidence")
    async with quiet_town.open():
        await citizen.sends("/lapor")
        await citizen.hears("belum selesai")
        await citizen.taps("Mulai laporan baru")
        await citizen.hears("Apa yang ingin Anda laporkan")


async def test_what_was_written_while_the_bot_was_down_is_answered(quiet_town: Town) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(citizen)
        await goes_to(citizen, "what")
    await citizen.sends("Ratusan orang berkumpul di jalan")
    async with quiet_town.open():
        await citizen.hears("Di mana kejadiannya")


async def _looks(town: Town) -> None:
    """The bot looks at itself."""
    assert town.siaga is not None
    town.clock.passes(seconds=6)
    await town.siaga.alarms.look()
    await town.rests()


async def test_two_hours_away_are_told_to_the_command_and_to_whoever_wrote_meanwhile(quiet_town: Town) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(citizen)
        officer, chief = await joins(quiet_town, "Petugas"), await a_command(quiet_town)
        await _looks(quiet_town)
    quiet_town.clock.passes(hours=1)
    await citizen.sends("tolong ada kebakaran di pasar jaya mukti tps 5")
    quiet_town.clock.passes(hours=1)
    async with quiet_town.open():
        answer = await citizen.hears("baru kami baca sekarang")
        assert "08.14 WIB" in answer.text
        assert "Kirim sekarang" in answer.text
        await _looks(quiet_town)
        told = await chief.hears("Bot ini tidak berjalan dari")
        assert "07.14 WIB sampai 09.1" in told.text
        await ticks(quiet_town, minutes=3)
        call = await is_called(officer, "DMI")
        assert "Sedang terjadi" not in call.text
        assert "08.14 WIB" in call.text
    async with quiet_town.open():
        await _looks(quiet_town)
    assert sum("Bot ini tidak berjalan" in each.text for each in chief.chat_with_bot.messages) == 1


async def test_an_answer_that_could_not_be_sent_is_sent_after_the_start(quiet_town: Town) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(citizen)
        await goes_to(citizen, "summary")
        quiet_town.world.faults.add(Kind.ERROR, times=1000, methods=["sendMessage"])
        await citizen.taps("Kirim sekarang")
        await quiet_town.turns("SELECT 1 FROM reports")
    assert await quiet_town.rows("SELECT count(*) > 0 FROM outbox WHERE state = 'queued'") == [(1,)]
    quiet_town.world.faults.clear()
    async with quiet_town.open():
        await citizen.hears("sudah kami terima")
    assert await quiet_town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_an_addition_goes_on(quiet_town: Town) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(citizen)
        await reports(citizen)
        await citizen.taps("Tambah keterangan")
        await citizen.hears("Kirim keterangan")
    async with quiet_town.open():
        await citizen.sends("Sekarang jalannya sudah dibuka")
        await citizen.hears("Sudah ditambahkan")
    assert ("Sekarang jalannya sudah dibuka",) in await quiet_town.rows("SELECT text FROM events")


async def test_language_and_consent_are_remembered(quiet_town: Town) -> None:
    citizen = quiet_town.citizen(language_code="en")
    async with quiet_town.open():
        await citizen.opens()
        await citizen.hears("Welcome")
        await citizen.taps("I agree")
        await citizen.hears("How can we help")
    async with quiet_town.open():
        await citizen.sends("/lapor")
        await citizen.hears("What do you want to report")
