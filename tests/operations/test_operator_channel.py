"""The operator's channel: an address and a chat that learn of the bot's condition, and are tried."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import orjson
import pytest
from aiohttp import web
from pydantic import SecretStr

from tests.sandbox.api import soon
from tests.stage.disk import ROOMY, has_free
from tests.stage.officers import a_command
from tests.stage.town import AFTERWARDS, PlayedClock, Town

SECRET = "rahasia-alamat-9f8e"


@dataclass
class Monitor:
    """A program of the operator that takes what is posted to it."""

    address: str = ""
    status: int = 204
    took: list[dict[str, object]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        if self.status < 300:
            self.took.append(orjson.loads(await request.read()))
        return web.Response(status=self.status)


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(AFTERWARDS)


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    has_free(monkeypatch, ROOMY)
    monkeypatch.setattr("health.operator_channel.RETRY_SECONDS", 0.02)


@pytest.fixture
async def monitor() -> AsyncIterator[Monitor]:
    taking = Monitor()
    app = web.Application()
    app.router.add_post(f"/{SECRET}", taking.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    taking.address = f"http://{host}:{port}/{SECRET}"
    yield taking
    await runner.cleanup()


def watched_by(town: Town, monitor: Monitor, chat: int | None = None) -> Town:
    changes = {"alarm_url": SecretStr(monitor.address), "operator_chat": str(chat or "")}
    return replace(town, settings=town.settings.model_copy(update=changes))


async def looks(town: Town) -> None:
    """Have the bot look at itself twice, so that it is sure."""
    assert town.siaga is not None
    for _ in range(2):
        town.clock.passes(seconds=6)
        await town.siaga.alarms.look()


async def test_the_address_gets_the_condition_when_it_changes(
    quiet_town: Town, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = watched_by(quiet_town, monitor)
    async with town.open():
        await a_command(town)
        await looks(town)
        await soon(lambda: bool(monitor.took))
        has_free(monkeypatch, 300_000_000)
        await looks(town)
        await soon(lambda: monitor.took[-1]["reasons"] == ["disk"])
        assert monitor.took[-1]["resort"] == town.settings.resort_name
        posts = len(monitor.took)
        await looks(town)
        assert len(monitor.took) == posts
        has_free(monkeypatch, ROOMY)
        await looks(town)
        await soon(lambda: monitor.took[-1]["reasons"] == [])
        assert [post["status"] for post in monitor.took[-2:]] == ["unwell", "well"]


async def test_an_address_that_fails_is_tried_again_and_told(
    quiet_town: Town, monitor: Monitor, caplog: pytest.LogCaptureFixture
) -> None:
    monitor.status = 500
    town = watched_by(quiet_town, monitor)
    with caplog.at_level(logging.WARNING):
        async with town.open():
            assert town.siaga is not None
            vitals = town.siaga.vitals
            chief = await a_command(town)
            await looks(town)
            await soon(lambda: vitals.operator.outage is not None)
            town.clock.passes(minutes=11)
            await looks(town)
            alarm = await chief.hears("Pengelola server tidak terjangkau bot sejak")
            assert "ALARM_URL" in alarm.text
            monitor.status = 204
            await soon(lambda: bool(monitor.took))
            await soon(lambda: vitals.operator.outage is None or vitals.operator.outage.until is not None)
    assert "ALARM_URL answered 500" in caplog.text
    assert SECRET not in caplog.text


async def test_the_chat_gets_the_alarms_too(
    quiet_town: Town, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = quiet_town.citizen("Operator")
    town = watched_by(quiet_town, monitor, operator.id)
    async with town.open():
        await operator.sends("/start")
        await operator.hears()
        has_free(monkeypatch, 300_000_000)
        await looks(town)
        alarm = await operator.hears("Ruang disk server hampir habis")
        assert alarm.labels == []
        await soon(lambda: bool(town.world.calls_of("sendChatAction")))
        assert [call.params["chat_id"] for call in town.world.calls_of("sendChatAction")] == [operator.id]


async def test_a_chat_that_blocks_the_bot_is_told(quiet_town: Town, monitor: Monitor) -> None:
    operator = quiet_town.citizen("Operator")
    town = watched_by(quiet_town, monitor, operator.id)  # has never started the bot
    async with town.open():
        assert town.siaga is not None
        chief = await a_command(town)
        await looks(town)
        vitals = town.siaga.vitals
        await soon(lambda: vitals.operator.outage is not None)
        town.clock.passes(minutes=11)
        await looks(town)
        await chief.hears("Pengelola server tidak terjangkau bot sejak")


async def test_without_a_channel_the_log_says_so(quiet_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        async with quiet_town.open():
            chief = await a_command(quiet_town)
            await chief.sends("/sehat")
            assert "Alarm hanya sampai ke pimpinan di sini" in (await chief.hears("Keadaan bot")).text
    assert "OPERATOR_CHAT and ALARM_URL are empty" in caplog.text


async def test_with_a_channel_the_command_sees_it(quiet_town: Town, monitor: Monitor) -> None:
    town = watched_by(quiet_town, monitor)
    async with town.open():
        chief = await a_command(town)
        await chief.sends("/sehat")
        assert "Alarm juga dikirim kepada pengelola server" in (await chief.hears("Keadaan bot")).text
