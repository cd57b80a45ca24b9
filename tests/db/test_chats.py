"""Chats: sealed, found again by who has the key, and one row through every way a group can move."""

from datetime import UTC, datetime
from functools import partial
from itertools import permutations

import pytest

from db import chats, moving
from db.chats import Chat, ChatKey, Sender
from db.database import Database, Tx
from db.vault import Vault
from tests.stage.outside import content

VAULT = Vault(bytes(32))
NOW = datetime(2024, 11, 27, 0, 14, tzinfo=UTC)
WARGA = Sender(5_123_456_789, "private", "Warga Bernama", "warga_bernama", "id")
OLD, NEW = -77, -1_000_000_000_077


async def meet(store: Database, sender: Sender) -> Chat:
    return await store.write(lambda tx: chats.meet(tx, VAULT, sender, NOW))


async def test_somebody_met_again_is_the_same(store: Database) -> None:
    first, again = await meet(store, WARGA), await meet(store, WARGA)
    assert first.key == again.key
    assert again.telegram_id == WARGA.telegram_id
    other = await meet(store, Sender(5_000, "private", "Lain", None, "en"))
    assert other.key != first.key
    assert other.language == "en"


async def test_a_chosen_language_and_an_agreement_stay_when_a_name_changes(store: Database) -> None:
    chat = await meet(store, WARGA)

    async def choose(tx: Tx) -> None:
        await chats.set_language(tx, chat, "en")
        await chats.set_consented(tx, chat.key, NOW)
        await chats.set_off(tx, chat.key, NOW)

    await store.write(choose)
    renamed = Sender(WARGA.telegram_id, "private", "Nama Baru", None, "id")
    assert (await meet(store, renamed)).language == "en"
    again = await meet(store, renamed)
    assert (again.language, again.consented_at, again.off) == ("en", NOW, False)


async def test_a_dump_shows_nobody(store: Database) -> None:
    await meet(store, WARGA)
    stored = content(store.where)
    assert b"private" in stored  # what was written is among what was read
    for known in (str(WARGA.telegram_id), WARGA.name, "warga_bernama"):
        assert known.encode() not in stored
    assert WARGA.telegram_id.to_bytes(8, "big") not in stored


MOVES = ("sent", "told by the old", "told by the new")


@pytest.mark.parametrize("order", list(permutations(MOVES)))
@pytest.mark.parametrize("count", [1, 2, 3])
async def test_a_group_that_moves_keeps_its_row_whoever_tells_first(
    store: Database, order: tuple[str, ...], count: int
) -> None:
    """The way of each kind of news is that of gateway.sender and handlers.standing."""
    group = await meet(store, Sender(OLD, "group", "Posko", None, "id"))

    async def move(tx: Tx, how: str) -> None:
        if how == "sent":
            await moving.move(tx, VAULT, group.key, NEW)
        elif how == "told by the old":
            here = await chats.meet(tx, VAULT, Sender(OLD, "group", "Posko", None, "id"), NOW)
            await moving.move(tx, VAULT, here.key, NEW)
        else:
            await chats.meet(tx, VAULT, Sender(NEW, "supergroup", "Posko", None, "id"), NOW)
            old = await chats.find(tx, VAULT, OLD)
            if old is not None:
                await moving.move(tx, VAULT, old, NEW)

    async def key(tx: Tx) -> ChatKey | None:
        return await chats.find(tx, VAULT, NEW)

    for how in order[:count]:
        await store.write(partial(move, how=how))
        assert await store.read(key) == group.key
    assert (await meet(store, Sender(NEW, "supergroup", "Posko", None, "id"))).key == group.key


async def test_a_move_of_a_chat_we_do_not_know_changes_nothing(store: Database) -> None:
    await store.write(lambda tx: moving.move(tx, VAULT, ChatKey(99), NEW))
    assert await store.read(lambda tx: chats.find(tx, VAULT, NEW)) is None
