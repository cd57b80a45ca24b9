"""A group that becomes a supergroup keeps its row, and what it is owed arrives once."""

import pytest

from db import chats
from db.chats import ChatKey
from db.outbox import Lane
from sandbox import Group
from tests.gateway.owing import meets, owes
from tests.sandbox.api import soon
from tests.stage.town import Town

MESSAGES = [f"Panggilan {number}" for number in range(4)]


@pytest.fixture
def group(quiet_town: Town) -> Group:
    return quiet_town.world.group("Posko", members=[quiet_town.citizen("Anggota")], bot="member")


def heard(group: Group) -> list[str]:
    return [message.text for message in group.news]


async def key_of(town: Town, telegram_id: int) -> ChatKey | None:
    """Our own number of a chat, as the next start would find it."""
    assert town.siaga is not None
    lookup = town.siaga.vault.lookup(telegram_id)
    rows = await town.rows("SELECT id FROM chats WHERE lookup = ?", lookup)
    return ChatKey(int(str(rows[0][0]))) if rows else None


async def test_what_waits_for_a_group_follows_it(quiet_town: Town, group: Group) -> None:
    town = quiet_town
    async with town.open():
        chat = await meets(town, group)
        await owes(town, chat, MESSAGES, lane=Lane.PING, told=False)
    group.becomes_supergroup()
    async with town.open():
        assert town.siaga is not None
        await soon(lambda: len(heard(group)) == len(MESSAGES))
        await town.rests()
        assert await key_of(town, group.id) == chat.key
        assert heard(group) == MESSAGES
        vault = town.siaga.vault
        found = await town.siaga.database.read(lambda tx: chats.get(tx, vault, chat.key))
        assert found is not None
        assert found.telegram_id == group.id
    assert await town.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]


async def test_a_group_moves_while_messages_are_on_their_way(quiet_town: Town, group: Group) -> None:
    town = quiet_town
    async with town.open():
        chat = await meets(town, group)
        town.world.faults.latency = 0.3
        await owes(town, chat, MESSAGES, lane=Lane.PING)
        await soon(lambda: heard(group))
        group.becomes_supergroup()
        await soon(lambda: len(heard(group)) == len(MESSAGES))
        town.world.faults.clear()
        await town.rests()
        assert heard(group) == MESSAGES
        assert await key_of(town, group.id) == chat.key


async def test_the_new_id_may_be_learnt_by_sending_before_telegram_tells(quiet_town: Town, group: Group) -> None:
    town = quiet_town
    async with town.open():
        chat = await meets(town, group)
        town.world.faults.holds_updates(0.5)
        group.becomes_supergroup()
        await owes(town, chat, ["Panggilan"], lane=Lane.PING)
        await soon(lambda: heard(group) == ["Panggilan"])
        assert await key_of(town, group.id) == chat.key
        await soon(lambda: not town.world.updates.pending, 20)  # now both of Telegram's messages about it come
        await town.rests()
        assert await key_of(town, group.id) == chat.key
        await owes(town, await meets(town, group), ["Panggilan kedua"], lane=Lane.PING)
        await soon(lambda: heard(group) == ["Panggilan", "Panggilan kedua"])
