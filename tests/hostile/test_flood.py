"""One chat floods, one person taps as fast as they can: the others do not notice, and the answers stay bounded."""

import asyncio

import pytest

from db.database import Database
from db.vault import Vault
from gateway.inbox import MOST_OF_CHAT, MOST_WAITING, Inbox, Update
from sandbox import Person
from tests.sandbox.api import soon
from tests.stage.town import MORNING, Town
from tests.stage.walks import agrees, button, goes_to

FLOOD = 10_000


def update(number: int, chat: int) -> Update:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}, "text": str(number)}}


async def test_a_flood_of_one_chat_keeps_no_other_waiting_and_loses_nothing(store: Database) -> None:
    assert FLOOD > MOST_WAITING
    gate, done = asyncio.Event(), list[int]()

    async def handle(taken: Update) -> None:
        if taken["message"]["chat"]["id"] == 1:
            await gate.wait()
        done.append(taken["update_id"])

    inbox = Inbox(store, Vault(bytes(32)), handle, lambda: MORNING)
    async with asyncio.timeout(90):
        for first in range(0, FLOOD, 1000):
            await inbox.receive([update(number, 1) for number in range(first, first + 1000)])
        await inbox.receive([update(FLOOD, 2)])
        await soon(lambda: bool(done))
        assert done == [FLOOD]
        held = [each for each in inbox._lines[1] if isinstance(each, dict)]
        assert len(held) == MOST_OF_CHAT, "the flood is on disk, not in memory"
        assert inbox.depth == FLOOD
        gate.set()
        await soon(lambda: not inbox.depth, 60)
    assert done[1:] == list(range(FLOOD)), "in the order they came"
    await inbox.stop()


@pytest.mark.usefixtures("way_in")
async def test_a_citizen_is_answered_while_another_floods(resident: Person, town: Town) -> None:
    flooder = town.citizen("Pembanjir")
    await agrees(flooder)
    message = {"date": 1732666440, "chat": flooder.chat_with_bot.info, "from": flooder.user, "text": "/bantuan"}
    entities = [{"type": "bot_command", "offset": 0, "length": 8}]
    for number in range(MOST_WAITING + 1_000):
        town.world.injects({"message": {**message, "message_id": number, "entities": entities}}, lane=flooder.id)
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga", timeout=60)
    assert len(flooder.chat_with_bot.news) < MOST_WAITING, "the flood had not ended when the other was answered"


async def test_fifty_taps_have_fifty_toasts_and_at_most_as_many_edits(resident: Person, town: Town) -> None:
    menu = resident.last
    before = len(resident.chat_with_bot.messages)
    taps = [await resident.forges("m:0:help", on=menu) for _ in range(50)]
    await town.rests()
    assert all(tap.answered for tap in taps)
    assert len(resident.chat_with_bot.messages) == before
    assert len(town.world.calls_of("editMessageText")) <= 51


async def test_sending_a_report_fifty_times_makes_one(resident: Person, town: Town) -> None:
    summary = await goes_to(resident, "summary")
    data = button(summary, "Kirim sekarang")
    taps = [await resident.forges(data, on=summary) for _ in range(50)]
    await town.rests()
    assert all(tap.answered for tap in taps)
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]
    receipts = [message for message in resident.chat_with_bot.messages if "sudah kami terima" in message.text]
    assert len(receipts) == 1
