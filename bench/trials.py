"""What the bot is put through on a small database and on a grown one; each notes what it took."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import cast

from bench.asking import Ask, write
from bench.beside import run
from bench.compared import Results
from bench.facts import fact
from bench.grown import COMMAND, KEY
from bench.served import address
from bench.subscribed import WORDS, approved, freezing_seconds
from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.schedule import AtOnce
from db import appeals, officers, reports, runs, shifts
from db.database import Database, Tx
from db.keys import unlock
from db.vault import Vault
from gateway.upkeep import tidy
from resort.roles import Role

CLARIFICATION = Appeal(WORDS, Audience(Topic.CLARIFICATION, frozenset({Kind.CITIZENS})), AtOnce(), emergency="latihan")
DUE_SECONDS = 4.0
SECONDS = 120  # for all the asks of a run, at most
INTAKE, DELIVERY, IDLE, START = (
    "256 citizens at once, updates/s",
    "an announcement to 3,000, from freezing to the last, ms",
    "a look whether anything is due, ms",
    "start to the first getUpdates, ms",
)


def ask(
    results: Mapping[Path, Results], asks: Mapping[Path, Sequence[Ask]], sinces: Sequence[int], rounds: int
) -> None:
    """Single persons, one after another, each thing of one bot and then of the other."""
    files = [str(write(asks[database], database.with_name("asks.json"))) for database in results]
    options = (f"--rounds={rounds}", f"--seconds={SECONDS}", "--since", *map(str, sinces))
    ran = run(list(results), KEY, ["bench.asking", *files, *options])
    if "times" not in ran.told:
        raise SystemExit(f"not everything was answered in time: {ran.told}")
    times = cast("list[dict[str, list[float]]]", ran.told["times"])
    for into, waits in zip(results.values(), times, strict=True):
        for name, each in waits.items():
            into.waits.setdefault(name, []).append([1000 * wait for wait in each])


def crowd(database: Path, since: int, seconds: float, results: Results) -> None:
    """Many citizens at once, after a start with no other bot beside it."""
    options = ("--script=report", "--citizens=1000", "--together=256", f"--seconds={seconds:g}", f"--since={since}")
    ran = run([database], KEY, ["bench.fastserver", *options])
    results.note(INTAKE, float(str(ran.told["answered"])) / float(str(ran.told["seconds"])))
    results.note(START, 1000 * ran.started[0])


def announce(database: Path, readers: int, since: int, results: Results) -> None:
    """An announcement to the same number of readers."""

    async def prepare() -> None:
        opened = await Database.open(address(database))
        await unlock(opened, Vault(KEY), datetime.now(UTC))

        async def work(tx: Tx) -> None:
            people = [officer.chat for officer in await officers.of_role(tx, Role.COMMAND)][:COMMAND]
            now = datetime.now(UTC)
            await approved(tx, people, CLARIFICATION, now, now + timedelta(seconds=DUE_SECONDS))

        await opened.write(work)
        await opened.close()

    frozen = 1000 * asyncio.run(freezing_seconds(database, CLARIFICATION, KEY))
    asyncio.run(prepare())
    told = run([database], KEY, ["bench.readers", f"--readers={readers}", f"--since={since}"]).told
    if told["readers"] != readers:
        raise SystemExit(f"of {readers} readers {told['readers']} had it: {told['stuck']}")
    results.note(DELIVERY, frozen + 1000 * float(str(told["seconds"])))
    results.frozen.append(frozen)


def idle(database: Path, results: Results) -> None:
    """What the ticker reads each second to learn that nothing is due."""

    async def look(tx: Tx) -> None:
        await runs.open_ones(tx)
        await reports.next_due(tx)
        await shifts.next_due(tx)
        await appeals.next_due(tx)

    async def work() -> float:
        opened = await Database.open(address(database))
        await unlock(opened, Vault(KEY), datetime.now(UTC))
        times = []
        for _ in range(1000):
            began = time.perf_counter()
            await opened.read(look)
            times.append(time.perf_counter() - began)
        await opened.close()
        return median(times)

    results.note(IDLE, 1000 * asyncio.run(work()))


async def tidying(database: Path) -> tuple[float, float, int]:
    """Upkeep on the grown database: its seconds, the longest a write waited meanwhile, and how many rows went."""
    opened = await Database.open(address(database))
    await unlock(opened, Vault(KEY), datetime.now(UTC))
    waits: list[float] = []
    over = asyncio.Event()

    async def nothing(_: Tx) -> None:
        return

    async def knock() -> None:
        while not over.is_set():
            began = time.perf_counter()
            await opened.write(nothing)
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(0.001)

    rows = "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)"
    (before,) = fact(database, rows)
    knocking = asyncio.create_task(knock())
    began = time.perf_counter()
    await tidy(opened, lambda: datetime.now(UTC))
    took = time.perf_counter() - began
    over.set()
    await knocking
    await opened.close()
    (after,) = fact(database, rows)
    return took, max(waits), int(before) - int(after)
