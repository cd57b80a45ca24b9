"""A resort that several machines could hold: who does is said, and that it moves between them alarms nobody."""

import socket

import pytest

from db.address import url_of
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
