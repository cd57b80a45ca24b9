"""Rows that an earlier release owed are sent after an upgrade; one from a later release waits and holds up nobody."""

import base64

import orjson
import pytest

from db.chats import Chat
from db.database import Tx
from db.outbox import Lane
from sandbox import Person
from tests.gateway.owing import meets, owes
from tests.sandbox.api import soon
from tests.stage.town import Town


async def stores(town: Town, chat: Chat, method: str, content: object) -> None:
    """Put a payload into the outbox as another release wrote it."""
    siaga = town.siaga
    assert siaga is not None
    payload = siaga.vault.seal(orjson.dumps(content), b"outbox.payload", chat.key)

    async def work(tx: Tx) -> None:
        await tx.one("outbox.add", chat=chat.key, lane=int(Lane.NOTICE), method=method, payload=payload, now=0)

    await siaga.database.write(work)


async def restarts(town: Town, person: Person, method: str, content: object) -> None:
    """Owe something in the shape of another release, and start again."""
    async with town.open():
        chat = await meets(town, person)
        await owes(town, chat, ["Panggilan"])
        await person.hears("Panggilan")
        await stores(town, chat, method, content)


async def test_a_change_of_a_message_named_by_its_row_is_sent(quiet_town: Town) -> None:
    person = quiet_town.citizen()
    await restarts(quiet_town, person, "editMessageText", {"earlier": 1, "text": "Sudah ada petugas"})
    async with quiet_town.open():
        assert (await person.hears("Sudah ada petugas")) is person.chat_with_bot.messages[0]
    assert "earlier" not in str(quiet_town.world.calls_of("editMessageText"))


async def test_a_file_that_lies_in_its_row_is_sent(quiet_town: Town) -> None:
    person = quiet_town.citizen()
    file = {"field": "document", "name": "data-saya.json", "content": base64.b64encode(b'{"nama": 1}').decode()}
    await restarts(quiet_town, person, "sendDocument", {"file": file})
    async with quiet_town.open():
        await soon(lambda: "document" in person.last.raw)
        assert "'file_name': 'data-saya.json'" in str(person.last.raw)
        assert quiet_town.world.files.get(person.last.file_id).data == b'{"nama": 1}'


async def test_what_a_later_release_owed_waits_and_holds_up_nobody(
    quiet_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    person = quiet_town.citizen()
    await restarts(quiet_town, person, "sendMessage", {"v": 99, "words": "rahasia"})
    async with quiet_town.open():
        await owes(quiet_town, await meets(quiet_town, person), ["Kabar"])
        await person.hears("Kabar")
    assert await quiet_town.rows("SELECT state FROM outbox ORDER BY id") == [("sent",), ("queued",), ("sent",)]
    assert "message 2 is of a shape" in caplog.text
    assert "rahasia" not in caplog.text
