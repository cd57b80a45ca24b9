"""People who wish the bot ill play it with everything a client can send, and with what no client can.

By default some two thousand updates; HOSTILE=full (`make hostile`) plays 100,000, HOSTILE=5000 so many.
HOSTILE_SEED plays other dice.
Round after round: each person and each group does one thing, the bot comes to rest, and what it did is held against the
rules of `tests.hostile.rules`. In between an honest citizen asks for help and has the answer at once.
"""

import asyncio
import logging
import os
import random
import resource
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from app.settings import Settings
from gateway.pacing import Rate
from sandbox import Limits, Sandbox, World
from sandbox.world.faults import Kind
from tests.hostile.cast import Cast, gather
from tests.hostile.mutations import spoiled
from tests.hostile.rules import Rule, rule
from tests.hostile.scene import Made, Scene
from tests.hostile.updates import in_group, of_person
from tests.hostile.watch import Watch, check_database, rights
from tests.stage.town import MORNING, PlayedClock, Town
from tests.stage.validity import attach
from tests.stage.walks import reports

ASKED = os.environ.get("HOSTILE", "2000")
SEED = int(os.environ.get("HOSTILE_SEED", "110"))
UPDATES = 100_000 if ASKED == "full" else int(ASKED)
SPOILED = 0.25  # of the updates: no Telegram would send them
PROMPTLY = 3.0  # seconds an honest citizen waits at most
AT_ALL = 30.0  # seconds in which anything is answered that is
MOST_GROWN = 400  # megabytes, with everything the sandbox remembers beside the bot


@pytest.fixture
async def hostile_town(
    settings_for: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Town, Watch]]:
    """A town that forgets what it has seen, with somebody who looks on."""
    world = World(clock=PlayedClock(MORNING), limits=Limits(), record=0)
    validity, watch = attach(world), Watch(world)
    logging.getLogger().addHandler(watch)
    try:
        async with await Sandbox.start(world) as sandbox:
            settings = settings_for(sandbox, messages_per_second=100_000, chat_messages_per_second=100_000)
            clock = world.clock
            assert isinstance(clock, PlayedClock)
            town = Town(world, sandbox, settings, clock, by_itself=True)
            async with town.open():
                assert town.siaga is not None
                sender = town.siaga.sender  # groups are paced too: nobody has the time to wait three seconds a message
                sender._pace = replace(sender._pace, group=Rate(100_000, 1_000))
                yield town, watch
    finally:
        logging.getLogger().removeHandler(watch)
    validity.check()


@pytest.mark.timeout(120 + UPDATES / 20)
async def test_nothing_that_is_sent_breaks_the_bot_or_gives_anybody_a_right(hostile_town: tuple[Town, Watch]) -> None:
    town, watch = hostile_town
    dice = random.Random(SEED)
    cast = await gather(town, dice)
    await town.rests()
    before = await rights(town)
    watch.guards(cast)
    play = Play(town, cast, watch, dice)
    began, size = time.monotonic(), 0
    while play.sent < UPDATES:
        await play.round()
        if play.rounds % 10 == 0:
            await play.an_honest_citizen_is_answered()
        if play.rounds % 50 == 0:
            play.forgets()
            town.clock.passes(seconds=dice.choice((1, 60, 600)))
        if play.rounds == 200:
            size = _megabytes()
    await play.an_honest_citizen_is_answered()
    town.clock.passes(hours=2)
    assert cast.honest is not None
    await reports(cast.honest)
    await play.comes_to_rest()
    assert watch.wrong == []
    await check_database(town, before, watch)
    assert town.siaga is not None
    assert town.siaga.inbox.depth == 0
    assert town.siaga.sender.depth == 0
    grown = _megabytes() - size if size else 0
    print(  # noqa: T201 - the figures, for who runs it with -s
        f"\nseed {SEED}: {play.sent} updates in {time.monotonic() - began:.0f} s, {watch.calls} calls,"
        f" {len(watch.unreadable)} refused as unreadable, slowest honest answer {play.slowest:.2f} s, grown {grown} MB;"
        f" {dict(play.followed)}"
    )
    assert grown < MOST_GROWN


class Play:
    """The rounds."""

    def __init__(self, town: Town, cast: Cast, watch: Watch, dice: random.Random) -> None:
        self._town, self._cast, self._watch, self._dice = town, cast, watch, dice
        self._scene = Scene(town.world, cast, dice, watch.seen_data)
        self._ids = [chat.id for chat in cast.chats()]
        self.sent = self.rounds = 0
        self.slowest = 0.0
        self.followed: Counter[str] = Counter()

    async def round(self) -> None:
        """Everybody does one thing, all at once; then each is held against the rule."""
        self.rounds += 1
        self._watch.next_round()
        played: list[tuple[Made, Rule, int]] = []
        for person in self._cast.people:
            played += self._send(of_person(self._scene, person))
        for group in self._cast.groups:
            played += self._send(in_group(self._scene, group))
        await self.comes_to_rest()
        for made, expected, number in played:
            assert number not in self._watch.unreadable, f"this was not read: {made.fields}"
            await self._hold(made, expected)
        assert self._watch.wrong == [], self._watch.wrong[:3]

    async def comes_to_rest(self, seconds: float = 60.0) -> None:
        """Wait until nothing is on its way."""
        siaga = self._town.siaga
        assert siaga is not None
        async with asyncio.timeout(seconds):
            # none of these rooms has a bell to wait for
            while self._town.world.updates.pending or siaga.inbox.depth or siaga.sender.depth:  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    async def an_honest_citizen_is_answered(self) -> None:
        """Somebody who only wants help has it promptly."""
        honest = self._cast.honest
        assert honest is not None
        began = time.monotonic()
        await honest.sends("/bantuan")
        await honest.hears("Cara memakai Siaga", timeout=PROMPTLY)
        self.slowest = max(self.slowest, time.monotonic() - began)
        await self.comes_to_rest()

    def forgets(self) -> None:
        """Let the sandbox forget all but the newest messages, for its memory is not what is measured."""
        for chat in self._cast.chats():
            for number in list(chat.by_id)[:-20]:
                chat.by_id.pop(number)
            chat.news.clear()
        for person in self._cast.people:
            person._heard.clear()
            person._acted.clear()
            person.toasts.clear()
            person.alerts.clear()

    def _send(self, updates: list[Made]) -> list[tuple[Made, Rule, int]]:
        """Inject what somebody does; of an album only the first is held to the rule."""
        played = []
        for number, made in enumerate(updates):
            fields, expected = made.fields, rule(made.fields) if number == 0 else Rule.EITHER
            if self._dice.random() < SPOILED:
                fields, expected = spoiled(fields, self._dice, self._ids), Rule.EITHER
            fields.pop("update_id", None)
            if self._dice.random() < 0.02:
                self._town.world.faults.add(Kind.TWICE)
            number_of_it = self._town.world.injects(fields, lane=made.chat.id)
            if fields is made.fields:
                played.append((made, expected, number_of_it))
            self.sent += 1
        return played

    async def _hold(self, made: Made, expected: Rule) -> None:
        self.followed[expected] += 1
        query = made.fields.get("callback_query")
        tap = str(query["id"]) if isinstance(query, dict) else None
        if expected is Rule.ANSWER:
            end = time.monotonic() + AT_ALL
            while not self._watch.heard[made.chat.id] and tap not in self._watch.answered:
                assert time.monotonic() < end, f"no answer to {made.fields}"
                await asyncio.sleep(0.002)
        elif expected is Rule.SILENCE and made.chat in self._cast.groups:
            assert not self._watch.heard[made.chat.id], f"{made.fields} was answered"


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
