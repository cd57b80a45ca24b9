"""The bot with a million reports beside the bot with a handful: nothing may get slower as the database grows.

    python -m bench.growth [--reports 1000000] [--subscribers 100000] [--runs 4] [--rounds 15] [--keep FOLDER]

Makes a small database and a grown one (`bench.grown`), then runs the bot on one and the other in turn: single persons
who ask (`bench.asking`), 256 citizens at once (`bench.fastserver`), an announcement to the same number of readers
(`bench.readers`). Then what only the grown one is asked: upkeep, backup, audit, size. In the end every report is made
an open one, and the desk is measured again. At full size about ten minutes, two of them for making it, and 4 GiB.
"""

import argparse
import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from typing import cast

from bench.asking import Ask, write
from bench.beside import command, run
from bench.broadcast import folder
from bench.grown import CITIZENS, COMMAND, KEY, OFFICERS, RESORT, Size, grow, open_all, posts
from bench.intake import machine
from bench.subscribed import APPEAL, WORDS, approved, freezing_seconds
from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.schedule import AtOnce
from db import appeals, chats, officers, pings, runs
from db.database import Database, Tx
from db.vault import Vault
from gateway.upkeep import tidy
from reports.area import Areas
from reports.state import Role
from reports.unit import example, parse

SMALL = Size(reports=1000, subscribers=3000, many=12, open_share=0.2, runs=1)
CLARIFICATION = Appeal(WORDS, Audience(Topic.CLARIFICATION, frozenset({Kind.CITIZENS})), AtOnce(), emergency="latihan")
WANTED = 1.2
DUE_SECONDS = 4.0
SECONDS = 120  # for all the asks of a run, at most
APART = 1_000_000  # updates and citizens of one run
SECTOR = "polsek-dumai-barat"
DISTRICT = "14.72.03"
INTAKE, DELIVERY, IDLE, START = (
    "256 citizens at once, updates/s",
    "an announcement to 3,000, from freezing to the last, ms",
    "a look whether anything is due, ms",
    "start to the first getUpdates, ms",
)


@dataclass(slots=True)
class Results:
    """What was measured on one database, by name: a list a run."""

    waits: dict[str, list[list[float]]] = field(default_factory=dict)  # milliseconds
    figures: dict[str, list[float]] = field(default_factory=dict)
    frozen: list[float] = field(default_factory=list)  # milliseconds, of an announcement's recipients

    def note(self, name: str, figure: float) -> None:
        """One more run's figure."""
        self.figures.setdefault(name, []).append(figure)


def fact(database: Path, query: str, *values: object) -> tuple[int | str, ...]:
    """A row the measurement must know to ask for it."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        row: tuple[int | str, ...] = connection.execute(query, values).fetchone()
    return row


def asks_of(database: Path) -> list[Ask]:
    """Everything people ask one by one, of reports and people that this database has."""
    someone, number = fact(
        database,
        "SELECT chats.sealed, min(reports.number) FROM reporters JOIN chats ON chats.id = reporters.chat"
        " JOIN reports ON reports.id = reporters.report GROUP BY chats.id HAVING count(*) = 2 LIMIT 1",
    )
    first = CITIZENS
    (oldest,) = fact(
        database,
        "SELECT min(number) FROM reports JOIN reporters ON report = reports.id"
        " WHERE chat = (SELECT chat FROM reporters GROUP BY chat ORDER BY count(*) DESC LIMIT 1)",
    )
    few = chats.address(Vault(KEY), cast(bytes, someone))
    return [
        Ask("/laporanku", few, "Laporan Anda", text="/laporanku"),
        Ask("/status", few, str(number), text=f"/status {number}"),
        Ask("/laporanku, 12 reports; grown: 1,000", first, "Laporan Anda", text="/laporanku"),
        Ask("its second page", first, "Laporan Anda", data="l:0:page=1"),
        Ask("its last page", first, "Laporan Anda", data=f"l:0:page={-(-fact_count(database) // 5) - 1}"),
        Ask("/status of its oldest", first, str(oldest), text=f"/status {oldest}"),
        *desk_asks(database),
    ]


def fact_count(database: Path) -> int:
    """How many reports the citizen with the most has."""
    (count,) = fact(database, "SELECT count(*) FROM reporters GROUP BY chat ORDER BY 1 DESC LIMIT 1")
    return int(count)


def desk_asks(database: Path) -> list[Ask]:
    """What the command and a unit's head ask of the queue."""
    desk, head = OFFICERS, OFFICERS + head_of(SECTOR)
    key, version = fact(
        database,
        "SELECT id, version FROM reports WHERE closed_at IS NULL AND state = 'diterima' AND urgency = 'sedang'"
        " AND category = 'kericuhan' ORDER BY id LIMIT 1",
    )
    waiting = "FROM reports WHERE closed_at IS NULL AND state = 'diterima' AND urgency = 'rendah'"
    (half,) = fact(database, f"SELECT count(*) / 2 {waiting}")
    (middle,) = fact(database, f"SELECT id {waiting} ORDER BY id LIMIT 1 OFFSET ?", half)
    queue, nothing = "Antrean laporan", "Tidak ada laporan"
    return [
        Ask("/antrean", desk, queue, text="/antrean"),
        Ask("/antrean of one urgency", desk, queue, data="d:0:list=2"),
        Ask("/antrean of one state", desk, queue, data="d:0:list=,2"),
        Ask("/antrean of a kecamatan", desk, queue, data=f"d:0:list=,,{DISTRICT}"),
        Ask("/antrean, only what nobody took", desk, queue, data="d:0:list=,,,1"),
        Ask("/antrean, a page deep inside", desk, queue, data=f"d:0:list=;{middle}"),
        Ask("/antrean, nothing fits", desk, nothing, data="d:0:list=,3,,1"),
        Ask("/antrean, nothing fits, a kecamatan", desk, nothing, data=f"d:0:list=,3,{DISTRICT},1"),
        Ask("/antrean of a unit's head", head, queue, text="/antrean"),
        Ask("/antrean of a head, nothing fits", head, nothing, data="d:0:list=,3,,1"),
        Ask("a report on the desk", desk, "Riwayat", data=f"d:0:open={key}"),
        Ask("reports like it", desk, "digabungkan", data=f"d:{version}:merge={key}"),
    ]


def head_of(unit: str) -> int:
    """The place of a unit's head among those let in."""
    areas = Areas.load(RESORT)
    let_in = posts(parse(example(areas), areas))
    return next(place for place, to in enumerate(let_in) if (to.unit, to.role) == (unit, Role.HEAD))


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
    for into, started, waits in zip(results.values(), ran.started, times, strict=True):
        into.note(START, 1000 * started)
        for name, each in waits.items():
            into.waits.setdefault(name, []).append([1000 * wait for wait in each])


def crowd(database: Path, since: int, seconds: float, results: Results) -> None:
    """Many citizens at once."""
    options = ("--script=report", "--citizens=1000", "--together=256", f"--seconds={seconds:g}", f"--since={since}")
    told = run([database], KEY, ["bench.fastserver", *options]).told
    results.note(INTAKE, float(str(told["answered"])) / float(str(told["seconds"])))


def announce(database: Path, readers: int, since: int, results: Results) -> None:
    """An announcement to the same number of readers."""

    async def prepare() -> None:
        opened = await Database.open(database)

        async def work(tx: Tx) -> None:
            people = [officer.chat for officer in await officers.of_role(tx, Role.COMMAND)][:COMMAND]
            now = datetime.now(UTC)
            await approved(tx, people, CLARIFICATION, now, now + timedelta(seconds=DUE_SECONDS))

        await opened.write(work)
        await opened.close()

    frozen = 1000 * asyncio.run(freezing_seconds(database, CLARIFICATION))
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
        await pings.next_ring(tx)
        await officers.next_shift(tx)
        await appeals.next_due(tx)

    async def work() -> float:
        opened = await Database.open(database)
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
    opened = await Database.open(database)
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


def sizes(database: Path) -> list[tuple[str, float]]:
    """Each table with its indexes and each index alone, in MiB, the largest first."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT name, sum(pgsize) / 1048576.0 FROM dbstat GROUP BY name ORDER BY 2 DESC")
        return cast("list[tuple[str, float]]", found.fetchall())


def table(small: Results, grown: Results, names: Sequence[str] | None = None) -> str:
    """Both databases side by side; a ratio says how much worse the grown one is."""
    lines = [
        "| | small: median (of single runs) | grown | p99 small | p99 grown | ratio of the medians |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name in names or list(small.waits):
        few, many = small.waits[name], grown.waits[name]
        ratio = median(chain.from_iterable(many)) / median(chain.from_iterable(few))
        p99 = f"{_p99(few):.1f} | {_p99(many):.1f}"
        lines.append(
            f"| {name} | {_told(few)} | {_told(many)} | {p99} | {ratio:.2f}{'' if ratio <= WANTED else ' !'} |"
        )
    if names is None:
        for name in small.figures:
            few_runs, many_runs = small.figures[name], grown.figures[name]
            ratio = median(many_runs) / median(few_runs)
            ratio = 1 / ratio if name.endswith("/s") else ratio
            figures = " | ".join(_told([[each] for each in runs]) for runs in (few_runs, many_runs))
            lines.append(f"| {name} | {figures} | | | {ratio:.2f}{'' if ratio <= WANTED else ' !'} |")
    return "\n".join(lines)


def _told(runs: Sequence[Sequence[float]]) -> str:
    medians = [median(each) for each in runs]
    middle = median([each for run in runs for each in run])
    digits = 0 if middle >= 100 else 1 if middle >= 1 else 3
    return f"{middle:,.{digits}f} ({min(medians):,.{digits}f} to {max(medians):,.{digits}f})"


def _p99(runs: Sequence[Sequence[float]]) -> float:
    return quantiles([each for run in runs for each in run], n=100)[98]


@contextmanager
def place(kept: Path | None) -> Iterator[Path]:
    """Where the databases lie: a folder that goes, or one to keep, whose databases are used again."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
    else:
        with folder() as found:
            yield found


def made(database: Path, size: Size) -> float | None:
    """Make a database unless it is there; returns the seconds it took."""
    if database.exists():
        return None
    database.parent.mkdir(exist_ok=True)
    began = time.perf_counter()
    asyncio.run(grow(database, size, datetime.now(UTC)))
    return time.perf_counter() - began


def since_of(database: Path) -> Callable[[], int]:
    """Where the next run's updates and citizens begin, past all that the database has seen."""
    (last,) = fact(database, "SELECT coalesce(max(update_id), 0) FROM inbox")
    begun = int(last) // APART

    def following() -> int:
        nonlocal begun
        begun += 1
        return begun * APART

    return following


def main() -> None:
    """Make the databases, measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--subscribers", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=15, help="of every ask, a run")
    parser.add_argument("--seconds", type=float, default=5, help="of the crowd, a run")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the databases stay, and are found again")
    args = parser.parse_args()
    began = time.perf_counter()
    print(machine())
    print(f"Load average before: {os.getloadavg()[0]:.1f}.")
    with place(args.keep and args.keep.resolve()) as here:
        small, grown = here / "small" / "siaga.db", here / "grown" / "siaga.db"
        size = Size(args.reports, args.subscribers)
        made(small, SMALL)
        seconds = made(grown, size)
        if seconds is not None:
            print(f"The grown database was made in {seconds:.0f} s.", flush=True)
        results = {small: Results(), grown: Results()}
        next_since = {database: since_of(database) for database in results}
        asks = {database: asks_of(database) for database in results}
        for turn in range(args.runs):
            ask(results, asks, [next_since[database]() for database in results], args.rounds)
            for database, into in taking_turns(results, turn):
                crowd(database, next_since[database](), args.seconds, into)
            for database, into in taking_turns(results, turn):
                announce(database, SMALL.followers, next_since[database](), into)
            for database, into in taking_turns(results, turn):
                idle(database, into)
        told = f"{args.reports:,} reports, {size.subscribers:,} subscribers, milliseconds"
        print(f"\n### {told}, beside {SMALL.reports:,} and {SMALL.subscribers:,}\n")
        print(table(results[small], results[grown]), flush=True)
        alone(grown, here, results[small].frozen, results[grown].frozen)
        open_all(grown)
        worst = {small: Results(), grown: Results()}
        asks = {small: desk_asks(small), grown: desk_asks(grown)}
        for _ in range(args.runs):
            ask(worst, asks, [next_since[database]() for database in worst], args.rounds)
        print(f"\n### The desk, with all {args.reports:,} reports open, half of them taken; milliseconds\n")
        print(table(worst[small], worst[grown], [each.name for each in asks[grown]]), flush=True)
    print(f"\nAll of it took {(time.perf_counter() - began) / 60:.1f} minutes.")


def taking_turns(results: Mapping[Path, Results], turn: int) -> list[tuple[Path, Results]]:
    """Both databases, now the one first and now the other; what was written before is on the disk by now."""
    os.sync()
    both = list(results.items())
    return both if turn % 2 == 0 else both[::-1]


def alone(grown: Path, here: Path, few: Sequence[float], many: Sequence[float]) -> None:
    """Print what only the grown database is asked."""
    print("\n### The grown database by itself\n\n| what | figure |\n|---|---|")
    some = f"{median(many):.0f} ms, in the small one {median(few):.0f}"
    everybody = 1000 * asyncio.run(freezing_seconds(grown, APPEAL))
    print(
        f"| recipients frozen | {SMALL.followers:,} of all subscribers: {some}; everybody {everybody:.0f} ms |",
        flush=True,
    )
    took, longest, gone = asyncio.run(tidying(grown))
    print(f"| upkeep | {gone:,} rows in {took:.1f} s; a write waited at most {1000 * longest:.0f} ms |", flush=True)
    print(f"| `bot.py audit verify` | {command(grown, KEY, 'audit', 'verify'):.0f} s |", flush=True)
    copy = here / "backup.db"
    print(f"| `bot.py backup` | {command(grown, KEY, 'backup', str(copy)):.0f} s |", flush=True)
    copy.unlink()
    told: Mapping[str, float] = dict(sizes(grown))
    largest = ", ".join(f"{name} {size:,.0f}" for name, size in list(told.items())[:12])
    print(f"| size | {sum(told.values()):,.0f} MiB: {largest} |", flush=True)


if __name__ == "__main__":
    main()
