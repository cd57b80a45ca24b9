"""A machine dies in mid-burst: the other bot, or the other server, goes on, and nothing a person was told is lost."""

import asyncio
import contextlib
import random
import shutil
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from db.address import Schema, url_of
from sandbox import Sandbox, World
from tests.app.program import Program
from tests.sandbox.api import soon
from tests.stage.engines import new_schema
from tests.stage.outside import rows
from tests.stage.server import Server, programs
from tests.stage.validity import attach
from tests.survival.checks import check_drafts, check_reports
from tests.survival.citizens import Citizen, crowd
from tests.survival.scale import FULL, SEED, settings

CITIZENS = 60 if FULL else 12
BURST = 25 * CITIZENS  # what the sandbox has seen when the machine dies: the thick of it
MOST_TWICE = 200  # what a bot may have on its way


class Pair:
    """Two bots on two machines, which share a folder of files and a database."""

    def __init__(self, sandbox: Sandbox, folder: Path, where: str) -> None:
        (folder / "data").mkdir(mode=0o700)
        self._folder, self.where = folder, where
        self._settings = settings(sandbox, MINUTES_UNSENT="60", DATABASE_URL=where, DATA_FOLDER=str(folder / "data"))
        self.sent = 0
        sandbox.world.on_answer(lambda method, *_: self._count(method))

    async def starts(self, name: str, **others: str) -> Program:
        """Start a bot on a machine of its own."""
        (self._folder / name).mkdir(exist_ok=True)
        return await Program.start(self._folder / name, "run", settings={**self._settings, **others})

    def dies(self, name: str, program: Program) -> None:
        """The machine burns: its bot and its disk are gone."""
        program.kill()
        shutil.rmtree(self._folder / name)

    def _count(self, method: str) -> None:
        self.sent += method == "sendMessage"


async def lived(citizens: list[Citizen]) -> None:
    async with asyncio.TaskGroup() as town:
        for citizen in citizens:
            town.create_task(citizen.lives())


async def when_seen(world: World, count: int, does: Callable[[], None]) -> asyncio.Event:
    """Do something once the sandbox has seen so many calls, answers and updates; the event tells that it was done."""
    seen, done = 0, asyncio.Event()

    def see(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen >= count and not done.is_set():
            done.set()
            does()

    world.on_call(see)
    world.on_answer(see)
    world.on_update(see)
    return done


def nothing_is_owed(where: Schema) -> bool:
    return not rows(
        where,
        "SELECT 1 FROM inbox WHERE done_at IS NULL UNION SELECT 1 FROM outbox WHERE state = 'queued'"
        " UNION SELECT 1 FROM evidence WHERE state = 'wanted'",
    )


async def rests(world: World, where: Schema) -> None:
    """Wait until nothing is owed: of what has reached the bot, and nothing is on its way to it."""
    while True:
        await world.quiet(timeout=60)
        if nothing_is_owed(where):
            return
        await asyncio.sleep(0.05)


def check(pair: Pair, where: Schema, citizens: list[Citizen], folder: Path) -> int:
    """Nothing is lost or changed; returns how many messages came twice."""

    def read(query: str, *values: object) -> list[tuple[object, ...]]:
        return rows(where, query, *values)

    check_reports(read, citizens, folder)
    check_drafts(read, citizens)
    ((written,),) = read("SELECT count(*) FROM outbox WHERE state = 'sent' AND method = 'sendMessage'")
    twice = pair.sent - int(str(written))
    assert 0 <= twice <= MOST_TWICE
    return twice


@pytest.mark.timeout(300)
async def test_the_second_bot_goes_on_when_the_first_machine_burns(tmp_path: Path) -> None:
    where = new_schema()
    world, dice = World(), random.Random(f"{SEED} bots")
    validity = attach(world)
    citizens = crowd(world, CITIZENS, dice)
    async with await Sandbox.start(world) as sandbox:
        pair = Pair(sandbox, tmp_path, url_of(where))
        first = await pair.starts("first")
        await first.prints("Siaga is running")
        second = await pair.starts("second")
        await second.prints("standing by")
        died_at = 0.0

        def burns() -> None:
            nonlocal died_at
            died_at = time.monotonic()
            pair.dies("first", first)

        died = await when_seen(world, BURST, burns)
        async with asyncio.TaskGroup() as group:
            group.create_task(lived(citizens))
            await died.wait()
            await second.prints("Siaga is running")
            took = time.monotonic() - died_at
        await rests(world, where)
        second.terminate()
        assert await second.ends() == 0
        await first.ends()
    validity.check()
    twice = check(pair, where, citizens, tmp_path)
    print(f"\n{CITIZENS} citizens, the second bot runs after {took:.1f} s, {twice} messages twice")  # noqa: T201


@pytest.mark.timeout(300)
async def test_a_bot_that_was_frozen_sends_nothing_when_it_wakes(tmp_path: Path) -> None:
    where = new_schema()
    world = World()
    async with await Sandbox.start(world) as sandbox:
        pair = Pair(sandbox, tmp_path, url_of(where))
        first = await pair.starts("first", MESSAGES_PER_SECOND="4")
        await first.prints("Siaga is running")
        second = await pair.starts("second")
        await second.prints("standing by")
        for number in range(40):
            await world.person(f"Warga {number}").opens()
        await soon(lambda: pair.sent >= 10)
        first.send(signal.SIGSTOP)  # with most answers still in its hands
        await second.prints("Siaga is running")
        await rests(world, where)
        sent = pair.sent
        first.send(signal.SIGCONT)
        assert await first.ends() == 1
        assert first.output.count("this bot does not hold the resort's database any more") == 1
        await world.quiet(timeout=60)
        assert pair.sent == sent
        second.terminate()
        assert await second.ends() == 0


class Wire:
    """The network between a bot and its database; once cut, nothing passes and nobody is told that it ended."""

    def __init__(self) -> None:
        self.cut = False
        self._carried: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def carries(self, port: int) -> AsyncIterator[int]:
        """Pass everything on to a port; yields where it listens. No connection outlives the block."""
        listening = await asyncio.start_server(lambda *ends: self._meets(port, *ends), "127.0.0.1", 0)
        try:
            yield int(listening.sockets[0].getsockname()[1])
        finally:
            listening.close()
            for carried in self._carried:
                carried.cancel()
            await asyncio.gather(*self._carried, return_exceptions=True)
            await asyncio.sleep(0)  # what was aborted is closed in the loop's next round

    async def _meets(self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carried.add(task)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", port)
            try:
                await asyncio.gather(self._passes(reader, back), self._passes(there, writer))
            finally:
                back.transport.abort()
        finally:
            writer.transport.abort()

    async def _passes(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while (data := await reader.read(65_536)) and not self.cut:
                writer.write(data)
        if self.cut:
            await asyncio.Event().wait()
        writer.close()


@pytest.mark.timeout(300)
async def test_a_bot_that_is_cut_off_from_its_database_ends_and_the_second_goes_on(tmp_path: Path) -> None:
    where = new_schema()
    world, dice, wire = World(), random.Random(f"{SEED} wire"), Wire()
    validity = attach(world)
    citizens = crowd(world, CITIZENS, dice)
    port = urlsplit(where.url).port
    assert port is not None
    async with wire.carries(port) as door, await Sandbox.start(world) as sandbox:
        pair = Pair(sandbox, tmp_path, url_of(where))
        behind = url_of(where).replace(f":{port}/", f":{door}/")
        first = await pair.starts("first", DATABASE_URL=behind)
        await first.prints("Siaga is running")
        second = await pair.starts("second")
        await second.prints("standing by")

        def cuts() -> None:
            wire.cut = True

        was_cut = await when_seen(world, BURST, cuts)
        async with asyncio.TaskGroup() as group:
            group.create_task(lived(citizens))
            await was_cut.wait()
            assert await first.ends() == 1
            assert "does not hold the resort's database" in first.output
            await second.prints("Siaga is running")
        await rests(world, where)
        second.terminate()
        assert await second.ends() == 0
    validity.check()
    twice = check(pair, where, citizens, tmp_path)
    print(f"\n{CITIZENS} citizens, {twice} messages twice")  # noqa: T201


@pytest.fixture
def servers() -> Iterator[tuple[Server, Server]]:
    """A primary and a standby that has every commit before it is reported."""
    if programs() is None:
        pytest.skip("there is no PostgreSQL on this machine (apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="siaga-pg-") as one, tempfile.TemporaryDirectory(prefix="siaga-pg-") as two:
        primary = Server.make(Path(one))
        primary.start()
        standby = primary.standby(Path(two))
        standby.start()
        primary.configure(synchronous_standby_names="standby")
        primary.reload()
        yield primary, standby
        standby.stop()
        primary.stop()


@pytest.mark.timeout(300)
async def test_a_promoted_standby_has_everything_when_the_primary_dies(
    tmp_path: Path, servers: tuple[Server, Server]
) -> None:
    primary, standby = servers
    url = f"postgresql://siaga@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/postgres"
    world, dice = World(), random.Random(f"{SEED} servers")
    validity = attach(world)
    citizens = crowd(world, CITIZENS, dice)
    async with await Sandbox.start(world) as sandbox:
        pair = Pair(sandbox, tmp_path, url)
        bot = await pair.starts("first")
        other = await pair.starts("second")
        await soon(lambda: "Siaga is running" in bot.output + other.output)
        died_at = 0.0

        def dies() -> None:
            nonlocal died_at
            died_at = time.monotonic()
            primary.kill()

        died = await when_seen(world, BURST, dies)
        async with asyncio.TaskGroup() as group:
            group.create_task(lived(citizens))
            await died.wait()
            await asyncio.to_thread(standby.promote)
            where = Schema(standby.url)
            held_until = lease_ends(where)
            await soon(lambda: lease_ends(where) > held_until)
            took = time.monotonic() - died_at
        await rests(world, where)
        for program in (bot, other):
            program.terminate()
        for program in (bot, other):
            await program.ends()
    validity.check()
    twice = check(pair, where, citizens, tmp_path)
    print(f"\n{CITIZENS} citizens, a bot goes on after {took:.1f} s, {twice} messages twice")  # noqa: T201


def lease_ends(where: Schema) -> datetime:
    """Until when the resort is held: whoever goes on there extends it."""
    ((ends,),) = rows(where, "SELECT coalesce(expires_at, since) FROM writing")
    assert isinstance(ends, datetime)
    return ends
