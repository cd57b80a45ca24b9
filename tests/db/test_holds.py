"""Chats that must wait, in the ledger: order, exactly once and nothing lost, whatever comes between."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.schedule import AtOnce
from broadcasts.state import Delivery, RunAct
from db import appeals, chats, runs, subscribers
from db.appeals import AppealKey
from db.chats import ChatKey, Sender
from db.database import Database, Tx
from db.runs import Claimed, RunKey
from db.vault import Vault

VAULT = Vault(bytes(32))
EVERYBODY = Audience(Topic.APPEAL, frozenset({Kind.GROUPS}))
GROUPS, MOST_RUNS = 5, 4


class Ledger:
    """A played announcer and sender over the real ledger: one delivery of a chat at a time, in order."""

    def __init__(self, database: Database, dice: random.Random) -> None:
        self.database, self.dice = database, dice
        self.now = datetime(2024, 11, 20, tzinfo=UTC)
        self.in_hand: dict[ChatKey, list[tuple[RunKey, Claimed]]] = {}
        self.free_at: dict[ChatKey, datetime] = {}
        self.sent: dict[ChatKey, list[RunKey]] = {}
        self.runs: list[RunKey] = []
        self.stopped: set[RunKey] = set()
        self.appeal = AppealKey(0)

    async def open(self) -> None:
        async def work(tx: Tx) -> None:
            for number in range(GROUPS + 1):
                who = Sender(-1000 - number, "group", f"RT {number}", None, "id")
                chat = await chats.meet(tx, VAULT, who, self.now)
                if number:
                    await subscribers.begin(tx, chat.key, Kind.GROUPS, [Topic.APPEAL], self.now)
            kept = await appeals.add(tx, ChatKey(1), Appeal("Tetap rukun", EVERYBODY, AtOnce()), self.now)
            assert kept is not None
            self.appeal = kept.key

        await self.database.write(work)

    async def begins(self) -> None:
        if len(self.runs) == MOST_RUNS:
            return

        async def work(tx: Tx) -> RunKey:
            planned = self.now + timedelta(days=len(self.runs))  # each its own
            run = await runs.begin(tx, self.appeal, RunAct.SEND, planned, self.now)
            assert run is not None
            await runs.freeze(tx, run, EVERYBODY)
            return run

        self.runs.append(await self.database.write(work))

    async def claims(self) -> None:
        room = self.dice.randint(1, 6)

        async def work(tx: Tx) -> list[tuple[RunKey, Claimed]]:
            await runs.free_held(tx, self.now)
            claimed: list[tuple[RunKey, Claimed]] = []
            for run in await runs.open_ones(tx):
                if not run.stopped:
                    more = await runs.claim(tx, VAULT, run.key, room - len(claimed), self.now)
                    claimed += [(run.key, each) for each in more]
            return claimed

        for run, delivery in await self.database.write(work):
            assert self.free_at.get(delivery.chat, self.now) <= self.now, "claimed although its chat must wait"
            self.in_hand.setdefault(delivery.chat, []).append((run, delivery))

    async def arrives(self) -> None:
        if not self.in_hand:
            return
        chat = self.dice.choice(sorted(self.in_hand))
        run, delivery = self._take(chat)
        await self.database.write(lambda tx: runs.settle(tx, delivery.id, Delivery.SENT, self.now, message_ids=(1,)))
        self.sent.setdefault(chat, []).append(run)

    async def is_slowed_down(self) -> None:
        if not self.in_hand:
            return
        chat = self.dice.choice(sorted(self.in_hand))
        until = self.now + timedelta(seconds=self.dice.randint(10, 100))
        held = self.in_hand.pop(chat)

        async def work(tx: Tx) -> None:
            for _, delivery in held:
                await runs.hold(tx, delivery.id, until, self.now)

        await self.database.write(work)
        self.free_at[chat] = until

    async def passes(self) -> None:
        self.now += timedelta(seconds=self.dice.randint(1, 60))

    async def stops(self) -> None:
        going = [run for run in self.runs if run not in self.stopped]
        if len(going) < 3:  # some are to come through
            return
        run = self.dice.choice(going)
        self.stopped.add(run)
        await self.database.write(lambda tx: runs.stop(tx, run, self.now))

    def _take(self, chat: ChatKey) -> tuple[RunKey, Claimed]:
        first = min(self.in_hand[chat], key=lambda each: each[1].id)
        self.in_hand[chat].remove(first)
        if not self.in_hand[chat]:
            del self.in_hand[chat]
        return first


@pytest.mark.parametrize("seed", range(20))
async def test_order_and_number_hold_whatever_must_wait(store: Database, seed: int) -> None:
    dice = random.Random(seed)
    ledger = Ledger(store, dice)
    await ledger.open()
    acts = [ledger.claims] * 4 + [ledger.arrives] * 4 + [ledger.is_slowed_down] * 3 + [ledger.passes] * 2
    for act in dice.choices([*acts, ledger.begins, ledger.stops], k=80):
        await act()
    await ledger.begins()
    for _ in range(200):
        await ledger.passes()
        await ledger.claims()
        await ledger.arrives()
    going = [run for run in ledger.runs if run not in ledger.stopped]
    assert len(ledger.sent) == GROUPS
    for reached in ledger.sent.values():
        assert reached == sorted(set(reached))  # each once, in the order the runs began
        assert set(going) <= set(reached)
    assert not await store.read(lambda tx: _open(tx, ledger.runs))


async def _open(tx: Tx, keys: list[RunKey]) -> list[Delivery]:
    """The states of what has not ended, of all runs."""
    return [
        state for key in keys for state in await runs.counts(tx, key) if state in (Delivery.QUEUED, Delivery.SENDING)
    ]
