"""The tidying: what is no longer needed goes, a few rows at a time, and nothing that is still needed goes with it."""

import asyncio
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import chats, drafts, inbox, outbox
from db.chats import Sender
from db.database import Database, Tx
from db.drafts import StoredDialogue
from db.inbox import Received
from db.outbox import Lane, OutboxId, Outcome
from db.vault import Vault
from gateway import upkeep
from tests.stage.outside import rows
from tests.stage.town import MORNING

VAULT = Vault(bytes(range(32)))
LONG_AGO = MORNING - timedelta(days=31)
CITIZEN = Sender(1, "private", "Warga", None, "id")


async def happens(tx: Tx, number: int, at: datetime) -> OutboxId:
    """An update is handled, its answer is sent, and a dialogue is left unfinished."""
    chat = await chats.meet(tx, VAULT, CITIZEN, at)
    await inbox.store(tx, VAULT, [Received(number, b"{}")], at)
    await inbox.finish(tx, number, at)
    sent = await outbox.queue(tx, VAULT, chat, Lane.ANSWER, "sendMessage", {}, at)
    await outbox.settle(tx, sent.id, Outcome.SENT, at, message_id=number)
    await drafts.save(tx, VAULT, chat.key, StoredDialogue(f"flow {number}", b"{}", 1), at)
    return sent.id


async def happened(store: Database, *moments: datetime) -> None:
    async def work(tx: Tx) -> None:
        for number, at in enumerate(moments):
            await happens(tx, number, at)

    await store.write(work)


def left(store: Database) -> tuple[int, int, int]:
    """How many updates, messages and unfinished dialogues there are."""
    [counts] = rows(
        store.where,
        "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM outbox),"
        " (SELECT count(*) FROM drafts WHERE sealed IS NOT NULL)",
    )
    inbox, outbox, drafts = counts
    return int(inbox), int(outbox), int(drafts)


async def test_what_is_old_goes_and_what_is_new_stays(store: Database) -> None:
    await happened(store, *[LONG_AGO] * 5, MORNING, MORNING)
    await upkeep.tidy(store, lambda: MORNING)
    assert left(store) == (2, 2, 2)


async def test_a_citizen_comes_in_between(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    await happened(store, *[LONG_AGO] * 20)
    seen: list[tuple[int, int, int]] = []

    async def nothing(_: Tx) -> None:
        return

    async def writes() -> None:
        while not seen or seen[-1] != (0, 1, 0):
            await store.write(nothing)
            seen.append(left(store))

    await asyncio.gather(writes(), upkeep.tidy(store, lambda: MORNING))
    assert len(set(seen)) > 10


async def test_a_dialogue_somebody_came_back_to_goes_on(store: Database) -> None:
    await happened(store, LONG_AGO)
    before = MORNING - timedelta(days=30)
    found = await store.read(lambda tx: drafts.old(tx, before))
    await store.write(lambda tx: happens(tx, 0, MORNING))
    await store.write(lambda tx: drafts.end_old(tx, found, before))
    assert found
    assert left(store)[2] == 1


async def test_after_a_quiet_month_no_message_gets_the_number_of_an_earlier_one(store: Database) -> None:
    """Calls and live messages know theirs by it, and two calls cannot share one: the second report would be refused."""
    await happened(store, LONG_AGO, LONG_AGO)
    await upkeep.tidy(store, lambda: MORNING)
    assert await store.write(lambda tx: happens(tx, 9, MORNING)) == 3


@pytest.mark.sqlite
async def test_nothing_of_what_is_gone_is_left_beside_the_database(store: Database) -> None:
    await happened(store, *[LONG_AGO] * 5)
    assert isinstance(store.where, Path)
    assert isinstance(store.where, Path)
    log = store.where.with_name(f"{store.where.name}-wal")
    assert log.stat().st_size > 0
    old, new = (store.where.with_name(f"{store.where.name}.before-{number}") for number in ("0004", "0005"))
    for copy, days in ((old, 8), (new, 6)):
        copy.touch()
        made = (MORNING - timedelta(days=days)).timestamp()
        os.utime(copy, (made, made))
    await upkeep.tidy(store, lambda: MORNING)
    assert log.stat().st_size == 0
    assert (old.exists(), new.exists()) == (False, True)
