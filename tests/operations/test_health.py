"""How the bot is: `/sehat` for the command in chat, and the door for the operator's own programs."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import orjson
import pytest
from aiohttp.test_utils import unused_port

from app.settings import Settings
from resort.roles import Role
from sandbox import Person
from sandbox.world.faults import Kind
from tests.sandbox.api import soon
from tests.stage.disk import ROOMY, has_free
from tests.stage.officers import a_command, joins
from tests.stage.town import AFTERWARDS, PlayedClock, Town
from tests.stage.walks import agrees, reports


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(AFTERWARDS)


@pytest.fixture(autouse=True)
def roomy_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    has_free(monkeypatch, ROOMY)


@pytest.fixture
def full_disk(roomy_disk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    has_free(monkeypatch, 300_000_000)


@pytest.fixture
async def watched(quiet_town: Town) -> AsyncIterator[Town]:
    """A town whose bot answers how it is."""
    settings = quiet_town.settings.model_copy(update={"health_listen": f"127.0.0.1:{unused_port()}"})
    town = replace(quiet_town, settings=settings)
    async with town.open():
        yield town


async def asked(town: Town, path: str) -> tuple[int, bytes]:
    """What a program of the operator gets."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{town.settings.health_listen}{path}") as answer:
        return answer.status, await answer.read()


async def test_command_sees_that_all_is_well(town: Town) -> None:
    chief = await a_command(town)
    await town.rests()
    await chief.sends("/sehat")
    screen = await chief.hears("Keadaan bot, 07.14 WIB")
    for line in (
        "Semua berjalan baik",
        "Pesan masuk yang menunggu: 0",
        "Pesan keluar yang menunggu: 0",
        "Yang tertua belum terkirim: tidak ada",
        "Telegram terakhir menjawab: 0 detik lalu",
        "versi ",
    ):
        assert line in screen.text
    town.clock.passes(minutes=1)
    await chief.taps("Lihat lagi")
    await chief.hears("Keadaan bot, 07.15 WIB")


async def test_command_sees_what_is_not_well_and_what_to_do(town: Town, full_disk: None) -> None:
    chief = await a_command(town)
    await town.rests()
    stuck = town.citizen()
    town.world.faults.add(Kind.FLOOD, times=1, methods=["sendMessage"], retry_after=3600)
    await stuck.sends("/start")
    await soon(lambda: town.world.faults.taken[Kind.FLOOD] == 1)
    town.clock.passes(minutes=7)
    await chief.sends("/sehat")
    screen = await chief.hears("Keadaan bot")
    assert "Semua berjalan baik" not in screen.text
    assert "tersisa 300 MB" in screen.text
    assert "mengosongkan disk" in screen.text
    assert "yang tertua sejak 07.14 WIB" in screen.text
    assert "Yang tertua belum terkirim: 7 menit lalu" in screen.text


async def test_command_sees_it_in_english_too(town: Town, full_disk: None) -> None:
    chief = await a_command(town)
    await chief.sends("/bahasa")
    await chief.hears("Pilih bahasa")
    await chief.taps("English")
    await chief.hears("continue in English")
    await chief.sends("/sehat")
    assert "disk is nearly full" in (await chief.hears("How the bot is")).text


async def test_nobody_else_sees_it(town: Town, resident: Person) -> None:
    chief = await a_command(town)
    for person in (resident, await joins(town, "Petugas"), await joins(town, "Piket", "spkt", Role.DESK)):
        await person.sends("/sehat")
        await person.hears("hanya untuk petugas yang berwenang")
        await person.forges("h:0:look", on=person.last)
        await person.sees_toast("hanya untuk petugas yang berwenang")
    await chief.forges("h:0:entah", on=chief.last)
    await chief.sees_toast("pertanyaan sebelumnya")


async def test_the_menu_offers_it_to_the_command_only(town: Town) -> None:
    await a_command(town)
    await joins(town, "Petugas")
    await town.rests()
    chief, officer = (
        str(call.params["commands"])
        for call in town.world.calls_of("setMyCommands")
        if "chat_id" in str(call.params.get("scope"))
    )
    assert "'sehat'" in chief
    assert "'siaga'" in officer
    assert "'sehat'" not in officer


async def test_a_program_learns_that_all_is_well(watched: Town) -> None:
    await a_command(watched)
    citizen = watched.citizen()
    await agrees(citizen)
    await reports(citizen)
    await watched.rests()
    await soon(lambda: watched.siaga is not None and watched.siaga.vitals.ticked.at is not None)
    status, body = await asked(watched, "/sehat")
    found = orjson.loads(body)
    assert (status, found["status"], found["reasons"]) == (200, "well", [])
    assert found["waiting"]["in_hand"] == 0
    assert found["waiting"]["inbox"] == {"count": 0, "oldest_seconds": 0.0}
    assert set(found["waiting"]["outbox"]) == {"ping", "answer", "warning", "notice", "announcement"}
    assert found["seconds_since"]["telegram_answered"] < 60
    assert found["seconds_since"]["telegram_heard"] < 60
    assert found["seconds_since"]["tick"] < 60
    assert found["database"]["bytes"] > 0
    assert found["disk"]["free_bytes"] > 0
    assert found["version"]


async def test_a_program_learns_what_is_wrong(watched: Town, full_disk: None) -> None:
    stuck = watched.citizen()
    watched.world.faults.add(Kind.FLOOD, times=1, methods=["sendMessage"], retry_after=3600)
    await stuck.sends("/start")
    await soon(lambda: watched.world.faults.taken[Kind.FLOOD] == 1)
    watched.clock.passes(minutes=6)
    status, body = await asked(watched, "/sehat")
    found = orjson.loads(body)
    assert (status, found["status"]) == (503, "unwell")
    assert sorted(found["reasons"]) == ["disk", "nobody", "outbox"]
    assert found["waiting"]["outbox"]["answer"] == {"count": 1, "oldest_seconds": 360.0}


async def test_a_program_learns_that_nobody_can_be_called(watched: Town) -> None:
    """It is no fault of the machine: a monitor that restarts it on 503 would only do harm."""
    status, body = await asked(watched, "/sehat")
    found = orjson.loads(body)
    assert (status, found["status"], found["reasons"]) == (200, "needs_people", ["nobody"])
    assert 'siaga_trouble{trouble="nobody"} 1.0' in (await asked(watched, "/metrics"))[1].decode().splitlines()
    officer = await joins(watched, "Petugas")
    assert orjson.loads((await asked(watched, "/sehat"))[1])["reasons"] == []
    await officer.blocks_bot()
    await watched.rests()
    assert orjson.loads((await asked(watched, "/sehat"))[1])["reasons"] == ["nobody"]


async def test_the_log_says_at_the_start_that_nobody_can_be_called(
    quiet_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with quiet_town.open():
            await joins(quiet_town, "Petugas")
        assert "nobody can be called: import units and invite officers" in caplog.text
        caplog.clear()
        async with quiet_town.open():
            assert "nobody can be called" not in caplog.text


async def test_a_program_learns_that_the_process_is_alive(watched: Town, full_disk: None) -> None:
    assert await asked(watched, "/hidup") == (200, b"hidup\n")


async def test_prometheus_counts_and_names_nobody(watched: Town) -> None:
    citizen = watched.citizen("Tanoesoebrata")
    await agrees(citizen)
    number = await reports(citizen)
    await watched.rests()
    status, body = await asked(watched, "/metrics")
    lines = body.decode().splitlines()
    assert status == 200
    counted = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    ((updates,),) = await watched.rows("SELECT count(*) FROM inbox")
    ((sent,),) = await watched.rows("SELECT count(*) FROM outbox WHERE state = 'sent' AND lane = 1")
    assert float(counted["siaga_updates_received_total"]) == updates
    assert float(counted["siaga_update_seconds_count"]) == updates
    assert float(counted['siaga_messages_total{lane="answer",outcome="sent"}']) == sent
    assert counted['siaga_queue{queue="outbox_answer"}'] == "0.0"
    assert counted['siaga_trouble{trouble="disk"}'] == "0.0"
    assert float(counted["siaga_commit_units_sum"]) >= float(counted["siaga_commit_units_count"]) > 0
    for word in (citizen.name, str(citizen.id), number, number.partition("-")[2]):
        assert word not in body.decode()


async def test_an_address_that_is_taken_keeps_no_citizen_waiting(
    quiet_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    taken = quiet_town.sandbox.url.removeprefix("http://")
    town = replace(quiet_town, settings=quiet_town.settings.model_copy(update={"health_listen": taken}))
    with caplog.at_level(logging.WARNING):
        async with town.open():
            await agrees(town.citizen())
    [warning] = [record.getMessage() for record in caplog.records if "HEALTH_LISTEN" in record.getMessage()]
    assert f"cannot listen on {taken}, the bot runs on without" in warning


async def test_nothing_listens_where_nothing_is_set(town: Town) -> None:
    assert town.settings.health_listen == Settings(_env_file=None).health_listen == ""


@pytest.mark.parametrize("way_in", ["webhook"])
async def test_a_webhook_that_was_taken_away_is_told(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch, way_in: str
) -> None:
    monkeypatch.setattr("gateway.webhook.WATCH_SECONDS", 0.02)
    async with quiet_town.open():
        assert quiet_town.siaga is not None
        vitals = quiet_town.siaga.vitals
        chief = await a_command(quiet_town)
        async with aiohttp.ClientSession() as session:
            await session.post(f"{quiet_town.sandbox.url}/bot{quiet_town.sandbox.token}/deleteWebhook")
        await soon(lambda: vitals.allowed.outage is not None)
        quiet_town.clock.passes(minutes=2)
        await quiet_town.siaga.alarms.look()
        quiet_town.clock.passes(seconds=6)
        await quiet_town.siaga.alarms.look()
        await chief.hears("Pesan warga tidak lagi sampai ke bot ini")


async def test_who_polls_does_not_look_for_a_webhook(quiet_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.webhook.WATCH_SECONDS", 0.02)
    async with quiet_town.open():
        await a_command(quiet_town)
        assert quiet_town.world.calls_of("getWebhookInfo") == []
