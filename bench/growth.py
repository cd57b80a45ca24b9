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
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.beside import command
from bench.compared import Results, table
from bench.facts import fact, sizes
from bench.grown import KEY, Size, grow, open_all
from bench.processes import folder, machine
from bench.questions import asks_of, desk_asks
from bench.served import serve, server
from bench.subscribed import APPEAL, freezing_seconds
from bench.trials import announce, ask, crowd, idle, tidying

SMALL = Size(reports=1000, subscribers=3000, many=12, open_share=0.2, runs=1)
APART = 1_000_000  # updates and citizens of one run


def main() -> None:
    """Make the databases, measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--subscribers", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=15, help="of every ask, a run")
    parser.add_argument("--seconds", type=float, default=5, help="of the crowd, a run")
    parser.add_argument("--postgresql", action="store_true", help="with the databases on a server of its own")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the databases stay, and are found again")
    args = parser.parse_args()
    began = time.perf_counter()
    print(machine())
    print(f"Load average before: {os.getloadavg()[0]:.1f}.")
    with ExitStack() as stack:
        here = stack.enter_context(place(args.keep and args.keep.resolve()))
        small, grown = here / "small" / "siaga.db", here / "grown" / "siaga.db"
        size = Size(args.reports, args.subscribers)
        made(small, SMALL)
        seconds = made(grown, size)
        if seconds is not None:
            print(f"The grown database was made in {seconds:.0f} s.", flush=True)
        on = stack.enter_context(server()) if args.postgresql else None
        if on is not None:
            serve(small, on)
            began_copying = time.perf_counter()
            serve(grown, on)
            print(f"It was copied to PostgreSQL in {time.perf_counter() - began_copying:.0f} s.", flush=True)
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
        if on is not None:
            serve(grown, on)
        worst = {small: Results(), grown: Results()}
        asks = {small: desk_asks(small), grown: desk_asks(grown)}
        for _ in range(args.runs):
            ask(worst, asks, [next_since[database]() for database in worst], args.rounds)
        print(f"\n### The desk, with all {args.reports:,} reports open, half of them taken; milliseconds\n")
        print(table(worst[small], worst[grown], [each.name for each in asks[grown]]), flush=True)
    print(f"\nAll of it took {(time.perf_counter() - began) / 60:.1f} minutes.")


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
    database.parent.mkdir(mode=0o700, exist_ok=True)
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


def taking_turns(results: Mapping[Path, Results], turn: int) -> list[tuple[Path, Results]]:
    """Both databases, now the one first and now the other; what was written before is on the disk by now."""
    os.sync()
    both = list(results.items())
    return both if turn % 2 == 0 else both[::-1]


def alone(grown: Path, here: Path, few: Sequence[float], many: Sequence[float]) -> None:
    """Print what only the grown database is asked."""
    print("\n### The grown database by itself\n\n| what | figure |\n|---|---|")
    some = f"{median(many):.0f} ms, in the small one {median(few):.0f}"
    everybody = 1000 * asyncio.run(freezing_seconds(grown, APPEAL, KEY))
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
