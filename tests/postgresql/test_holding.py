"""A resort that several machines could hold: who does is said, and that it moves between them alarms nobody."""

import asyncio
import contextlib
import socket

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from db.address import url_of
from db.postgresql import Candidate
from gateway import polling
from sandbox import Person
from tests.gateway.test_inbox import another_polls
from tests.stage.engines import new_schema
from tests.stage.officers import a_command, commands
from tests.stage.town import Town


@pytest.fixture
def served_town(quiet_town: Town) -> Town:
    """A town on a server, whose bot does not run yet."""
    changes = {"database_url": url_of(new_schema()), "data_folder": str(quiet_town.settings.data)}
    quiet_town.settings = quiet_town.settings.model_copy(update=changes)
    return quiet_town


async def is_answered_after_a_conflict(town: Town, person: Person) -> None:
    await town.rests()
    await another_polls(town)
    await person.sends("/bantuan")
    await person.hears("Cara memakai")


async def test_the_command_sees_who_holds_it(served_town: Town) -> None:
    async with served_town.open():
        chief = await a_command(served_town)
        await chief.sends("/sehat")
        screen = await chief.hears("Keadaan bot")
        assert f"Bot bekerja di mesin {socket.gethostname()} sejak " in screen.text
        for named, *command in (
            ("DATABASE_URL", "migrate"),
            ("DATABASE_URL", "restore", "siaga.key"),
            ("FROM", "copy", url_of(served_town.settings.address), "sqlite:///x"),
        ):
            code, _, error = await commands(served_town, *command)
            assert code == 1
            assert error.startswith(f"bot.py: {named}: another bot holds the resort's database; stop it")
            assert len(error.splitlines()) == 1


async def test_a_poll_of_the_bot_before_is_no_error_until_it_must_have_ended(
    served_town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("INFO")
    person = served_town.citizen()
    async with served_town.open():
        await is_answered_after_a_conflict(served_town, person)
    assert "another bot of this resort had not ended yet" in caplog.text
    assert "Conflict" not in caplog.text
    monkeypatch.setattr(polling, "MAY_POLL_ON", 0.0)
    async with served_town.open():
        await is_answered_after_a_conflict(served_town, person)
    assert any(record.levelname == "ERROR" and "Conflict" in record.getMessage() for record in caplog.records)


async def test_a_bot_that_stands_by_says_so_to_the_operators_programs(served_town: Town) -> None:
    """A monitor of the second machine must not take it for dead, nor start it anew again and again."""
    listen = f"127.0.0.1:{unused_port()}"
    served_town.settings = served_town.settings.model_copy(update={"health_listen": listen})
    first = Candidate(served_town.settings.address, "another:1")  # type: ignore[arg-type]
    lease = await first.take()
    assert lease is not None

    async def asked(path: str) -> str:
        async with aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientConnectionError):
                    async with session.get(f"http://{listen}{path}") as answer:
                        assert answer.status == 200
                        return await answer.text()
                await asyncio.sleep(0.05)

    async def runs() -> None:
        async with served_town.open():
            assert "held" in await asked("/sehat")
            assert await asked("/hidup") == "hidup\n"

    running = asyncio.create_task(runs())
    assert await asked("/hidup") == "hidup\n"
    assert "standing by" in await asked("/sehat")
    await first.release(lease)
    await first.close()
    await running
