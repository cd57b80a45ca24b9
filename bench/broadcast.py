"""How fast an announcement goes out to thousands, beside plain loops, and what a citizen notices of it.

    python -m bench.broadcast [--only share held rate answers memory] [--runs 3] [--readers 3000] [--seconds 60]

Five measurements on the loopback: the share of Telegram's rate that is used with its limits on;
how fast it reaches the willing while Telegram makes a third of all recipients wait; the rate with
the limits lifted, on one core, beside aiogram's and python-telegram-bot's loops; how long citizens
wait for answers while it goes out; memory with 100,000 recipients. All take about eight minutes.
"""

import argparse
import asyncio
import base64
import os
import sqlite3
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import cast

from bench.held import HELD_SECONDS, reach
from bench.processes import ROOT, end, folder, heard, machine, peak_memory, processor_seconds, started
from bench.readers import FIRST_READER
from bench.subscribed import APPEAL, freezing_seconds, prepare
from sandbox import Sandbox, World
from sandbox.world.limits import Limits

KEY = bytes(range(32))
COMMAND = [1, 2, 3]
SIAGA = (str(ROOT / "bot.py"), "run")
FREE = {"MESSAGES_PER_SECOND": "1000000"}  # no pace of our own
PAID = {"PAID_BROADCASTS": "true"}  # 1,000 a second
DEFAULT = {"MESSAGES_PER_SECOND": "29.8", "CHAT_MESSAGES_PER_SECOND": "1"}  # as in .env.example
TALKING = {"CHAT_MESSAGES_PER_SECOND": "1000000"}  # no citizen here writes faster than people do
ALLOWED = 30  # messages a second
BOT_CORE, SERVER_CORE = 0, 1
START_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Went:
    """How one announcement went out: to how many, in how many seconds from the first to the last, and at what cost."""

    readers: int
    twice: int
    seconds: float
    cpu: float
    peak: float
    quiet: Sequence[float]  # how long citizens waited before it, in seconds
    busy: Sequence[float]  # and during it
    states: str

    @property
    def rate(self) -> float:
        """Messages a second."""
        return (self.readers - 1) / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time a message, the start of the bot not counted."""
        return 1000 * self.cpu / self.readers


@contextmanager
def serving(*options: str) -> Iterator[subprocess.Popen[str]]:
    """The stand-in for Telegram, on the other core."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.readers", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    os.sched_setaffinity(server.pid, {SERVER_CORE})
    try:
        yield server
    finally:
        end(server)


def states_of(database: Path) -> str:
    """What the ledger says of the deliveries: how many are in which state."""
    if not database.exists():
        return ""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY 2 DESC").fetchall()
    return ", ".join(f"{count:,} {state}" for state, count in rows)


def send(
    command: Sequence[str],
    readers: int,
    changes: Mapping[str, str],
    *,
    citizens: int = 0,
    pause: float = 1.0,
    delay: float = START_SECONDS,
    seconds: float = 90.0,
) -> Went:
    """Let one bot send to `readers` on a fresh server; Siaga with a fresh database, `delay` seconds from now."""
    siaga = "bot.py" in command[0]
    options = [f"--readers={readers}", f"--citizens={citizens}", f"--pause={pause}", f"--seconds={seconds}"]
    with folder() as place, serving(*options) as server:
        url = {
            "TELEGRAM_API_URL": f"http://127.0.0.1:{heard(server)['port']}",
            "DATA_KEY": base64.b64encode(KEY).decode(),
        }
        if siaga:
            numbers = list(range(FIRST_READER, FIRST_READER + readers))
            asyncio.run(prepare(place / "siaga.db", KEY, COMMAND, numbers, delay))
        with started(command, place, {**url, **changes}, BOT_CORE) as bot:
            used = 0.0
            if siaga:
                heard(server)  # The first getUpdates.
                used = processor_seconds(bot.pid)
            told = heard(server)
            used, peak = processor_seconds(bot.pid) - used, peak_memory(bot.pid)
        return Went(
            readers=int(str(told["readers"])),
            twice=int(str(told["twice"])),
            seconds=float(str(told["seconds"])),
            cpu=used,
            peak=peak,
            quiet=cast("list[float]", told["quiet"]),
            busy=cast("list[float]", told["busy"]),
            states=states_of(place / "siaga.db"),
        )


@dataclass(frozen=True, slots=True)
class Limited:
    """How an announcement went out under Telegram's limits. Of all messages a few tell its composer how far it is."""

    announcements: float  # a second
    messages: float  # a second, with those to the composer
    refused: int  # with 429
    most: int  # announcements in any second
    states: str


async def under_limits(readers: int, changes: Mapping[str, str]) -> Limited:
    """Send in the sandbox with Telegram's limits on."""
    world = World(record=0, limits=Limits(on=True))
    people = [world.person(f"Warga {number}") for number in range(readers + len(COMMAND))]
    for person in people:
        person.chat_with_bot.started = True
    numbers = [person.id for person in people]
    wanted = set(numbers[len(COMMAND) :])
    loop = asyncio.get_running_loop()
    moments: list[float] = []
    others: list[float] = []
    done = asyncio.Event()

    def count(method: str, params: Mapping[str, object], _: object) -> None:
        if not method.startswith(("send", "edit")):
            return
        if params["chat_id"] not in wanted:
            others.append(loop.time())
        else:
            moments.append(loop.time())
            if len(moments) == readers:
                done.set()

    world.on_answer(count)
    with folder() as place:
        await prepare(place / "siaga.db", KEY, numbers[: len(COMMAND)], numbers[len(COMMAND) :], START_SECONDS)
        async with await Sandbox.start(world) as sandbox:
            own = {
                "BOT_TOKEN": sandbox.token,
                "TELEGRAM_API_URL": sandbox.url,
                "DATA_KEY": base64.b64encode(KEY).decode(),
            }
            with started(SIAGA, place, {**own, **changes}, BOT_CORE):
                await asyncio.wait_for(done.wait(), 2 * readers / 30 + 30)
        states = states_of(place / "siaga.db")
    most = max(bisect_left(moments, moment + 1.0) - index for index, moment in enumerate(moments))
    beside = sum(moments[0] <= moment <= moments[-1] for moment in others)
    seconds = moments[-1] - moments[0]
    return Limited((readers - 1) / seconds, (readers - 1 + beside) / seconds, world.limits.refused, most, states)


def share(readers: int) -> None:
    """Print how much of Telegram's rate is used."""
    print(f"\n### Share of {ALLOWED} messages a second used, {readers:,} recipients, the sandbox's limits on\n")
    print("| messages/s | share | of these announcements/s | refused with 429 | most in any second | ledger |")
    print("|---:|---:|---:|---:|---:|---|")
    went = asyncio.run(under_limits(readers, DEFAULT))
    used = f"{went.messages:.2f} | {went.messages / ALLOWED:.1%} | {went.announcements:.2f}"
    print(f"| {used} | {went.refused} | {went.most} | {went.states} |", flush=True)


def held(readers: int) -> None:
    """Print how fast the willing have it, alone and while Telegram makes a third of all wait."""
    print(f"\n### A third of the recipients held with 429 for {HELD_SECONDS} s, {readers:,} willing ones\n")
    print("| recipients | willing ones reached | seconds from the first to the last | to alone | answers of 429 |")
    print("|---|---:|---:|---:|---:|")
    alone = 0.0
    for name, slow in (("the willing alone", 0), ("a third of the groups held", readers // 2)):
        went = asyncio.run(reach(readers, slow, KEY, SIAGA, DEFAULT, BOT_CORE))
        alone = alone or went.seconds
        figures = f"{went.seconds:.2f} | {went.seconds / alone:.2f} | {went.refused}"
        print(f"| {name} | {went.reached:,} of {went.willing:,} | {figures} |", flush=True)


def rates(readers: int, times: int) -> None:
    """Print the rates with the limits lifted, the contenders taking turns."""
    peers = {
        f"{name}, {words}": ("-m", f"bench.loop_{module}", f"--readers={readers}", f"--at-once={at_once}")
        for name, module in (("aiogram", "aiogram"), ("python-telegram-bot", "ptb"))
        for words, at_once in (("one after another", 1), ("50 at once", 50))
    }
    results: dict[str, list[Went]] = {}
    for _ in range(times):
        for name, changes in (("Siaga, no limit", FREE), ("Siaga, 1,000/s paid", PAID)):
            results.setdefault(name, []).append(send(SIAGA, readers, changes))
        for name, command in peers.items():
            results.setdefault(name, []).append(send(command, readers, {}))
    print(f"\n### Rate on one core with the limits lifted, {readers:,} recipients, {times} runs\n")
    print("| bot | messages/s: median (min to max) | ms of processor a message | ledger |\n|---|---:|---:|---|")
    for name, runs in results.items():
        each = [went.rate for went in runs]
        rate = f"{median(each):,.0f} ({min(each):,.0f} to {max(each):,.0f})"
        cost = f"{median(went.cost for went in runs):.2f}" if name.startswith("Siaga") else ""
        print(f"| {name} | {rate} | {cost} | {runs[-1].states} |", flush=True)


def answers(seconds: float) -> None:
    """Print how long citizens wait for an answer, before the announcement and during it."""
    print(f"\n### A citizen's wait for an answer, {seconds:g} s before and {seconds:g} s during an announcement\n")
    print("| announcement | | answers | p50, ms | p99, ms | p99 to idle |\n|---|---|---:|---:|---:|---:|")
    for name, changes, rate in (("30/s", DEFAULT | TALKING, 22.0), ("1,000/s paid", FREE | PAID, 1000.0)):
        readers = round(rate * seconds)
        went = send(SIAGA, readers, changes, citizens=8, delay=START_SECONDS + seconds, seconds=3 * seconds + 30)
        idle = quantiles(went.quiet, n=100)[98]
        for state, waits in (("idle", went.quiet), ("during", went.busy)):
            p99 = quantiles(waits, n=100)[98]
            figures = f"{1000 * median(waits):.1f} | {1000 * p99:.1f} | {p99 / idle:.2f}"
            print(f"| {name} | {state} | {len(waits)} | {figures} |", flush=True)


def memory(readers: int) -> None:
    """Print what a very large announcement needs."""
    print(f"\n### Memory, {readers:,} recipients\n")
    print("| peak memory, MiB | recipients frozen in, s | messages/s | ledger |\n|---:|---:|---:|---|")
    with folder() as place:
        asyncio.run(prepare(place / "siaga.db", KEY, COMMAND, list(range(FIRST_READER, FIRST_READER + readers))))
        frozen = asyncio.run(freezing_seconds(place / "siaga.db", APPEAL, KEY))
    went = send(SIAGA, readers, FREE, seconds=120)
    print(f"| {went.peak:.0f} | {frozen:.2f} | {went.rate:,.0f} | {went.states} |", flush=True)


def main() -> None:
    """Measure everything asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    every = ("share", "held", "rate", "answers", "memory")
    parser.add_argument("--only", nargs="+", choices=every, default=every)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--readers", type=int, default=3000)
    parser.add_argument("--most", type=int, default=100_000, help="recipients when memory is measured")
    parser.add_argument("--seconds", type=float, default=40)
    args = parser.parse_args()
    print(machine())
    print(f"Load average before: {os.getloadavg()[0]:.1f}. The bot has one core, the stand-in for Telegram the other.")
    if "share" in args.only:
        share(args.readers)
    if "held" in args.only:
        held(args.readers // 5)
    if "rate" in args.only:
        rates(args.readers, args.runs)
    if "answers" in args.only:
        answers(args.seconds)
    if "memory" in args.only:
        memory(args.most)


if __name__ == "__main__":
    main()
