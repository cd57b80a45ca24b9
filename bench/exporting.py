"""How long a citizen waits while the delivery report of 100,000 recipients is made, and how long when nothing is.

    python -m bench.exporting [--runs 3] [--rounds 40] [--recipients 100000]

A run is a fresh copy of one database and a fresh bot; runs with and without take turns. Citizens report one after the
other, as in `bench.answer`; in a run with exports somebody of the command asks for the report again as soon as it has
come, so that one is always being made. `--serve` is for this program itself: the local server, with that person in it.
"""

import argparse
import asyncio
import os
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import cast

import uvloop

from bench.asking import WARM_SECONDS, Counter, Round
from bench.beside import run
from bench.citizens import Button
from bench.fastserver import PATIENCE_SECONDS, Connection, Load, Params, Reply, message, tell
from bench.grown import KEY, OFFICERS, Size, grow
from bench.processes import folder, machine

MADE = "the report"
_SINCE = 10_000_000  # updates, and citizens the database has met
_REPORT = Button("Laporan pengiriman", "s:0:report=1", 0)


@dataclass(slots=True)
class Command(Counter):
    """The local server, with somebody of the command who wants one report after the other."""

    wants: bool = False
    asked_at: float = 0.0

    def call(self, method: str, params: Params, reply: Reply) -> None:
        """Answer a call; a document that comes is the report."""
        met = self.met
        Counter.call(self, method, params, reply)
        if self.wants and not met and self.met:
            self.loop.call_later(WARM_SECONDS, self.want)
        elif method == "senddocument" and self.asked_at:
            self.among.askers[0].times.setdefault(MADE, []).append(time.perf_counter() - self.asked_at)
            self.loop.call_later(0.05, self.want)

    def want(self) -> None:
        """Ask for the report."""
        self.shown[_REPORT.message_id] = message(_REPORT.message_id, OFFICERS, "Siaran")
        self.asked_at = time.perf_counter()
        self.tap(OFFICERS, _REPORT)


class Door(Connection):
    """A connection that takes an upload without reading it: what the server spends on it would count as waiting."""

    _to_come = 0

    def data_received(self, data: bytes) -> None:
        """Pass on whatever is no upload."""
        if self._to_come:
            taken = min(len(data), self._to_come)
            self._to_come, data = self._to_come - taken, data[taken:]
            if not self._to_come:
                self._telegram.call("senddocument", {}, self._reply)
        head, end, body = data.partition(b"\r\n\r\n")
        if end and b"/sendDocument " in head.partition(b"\r\n")[0]:
            lengths = [line.partition(b":")[2] for line in head.split(b"\r\n") if line.lower().startswith(b"content-l")]
            self._to_come = int(lengths[0])
            self.data_received(body)
        elif data:
            super().data_received(data)


async def serve(rounds: int, wants: bool) -> None:
    """Serve on a free port of the loopback until the process is ended."""
    loop = asyncio.get_running_loop()
    server = Command(Load("report", 1, 1, 200.0, 0.0, since=_SINCE), loop, rounds=rounds, among=Round(), wants=wants)
    listening = await loop.create_server(partial(Door, server), "127.0.0.1", 0, backlog=1024)
    tell({"ports": [listening.sockets[0].getsockname()[1]]})
    await asyncio.sleep(PATIENCE_SECONDS)
    if server.met:
        await listening.serve_forever()


def measure(source: Path, rounds: int, *, wants: bool) -> tuple[list[float], list[float]]:
    """The seconds of every answer of one run, and of every report that was made meanwhile."""
    with folder() as place:
        shutil.copy(source, place / "siaga.db")
        server = ["bench.exporting", "--serve", f"--rounds={rounds}", *(["--wants"] if wants else [])]
        told = run([place / "siaga.db"], KEY, server).told
    if "times" not in told:
        raise SystemExit(f"not everything was answered in time: {told}")
    times = cast("list[dict[str, list[float]]]", told["times"])[0]
    made = times.pop(MADE, [])
    return [wait for waits in times.values() for wait in waits], made


def row(name: str, waits: list[float], made: list[float]) -> str:
    """One line of the table, in milliseconds."""
    p99, took = 1000 * quantiles(waits, n=100)[98], f"{median(made):.1f} s, {len(made)} made" if made else "none"
    return f"| {name} | {len(waits)} | {1000 * median(waits):.1f} | {p99:.1f} | {1000 * max(waits):.0f} | {took} |"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--wants", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--recipients", type=int, default=100_000)
    args = parser.parse_args()
    if args.serve:
        return uvloop.run(serve(args.rounds, args.wants))
    print(machine())
    print(f"Load average before: {os.getloadavg()[0]:.1f}.")
    idle: tuple[list[float], list[float]] = ([], [])
    busy: tuple[list[float], list[float]] = ([], [])
    with folder() as place:
        size = Size(1000, args.recipients, many=100, runs=1)
        asyncio.run(grow(place / "grown.db", size, datetime.now(UTC)))
        for _ in range(args.runs):
            for kept, wants in ((idle, False), (busy, True)):
                waits, made = measure(place / "grown.db", args.rounds, wants=wants)
                kept[0].extend(waits)
                kept[1].extend(made)
    print(f"\n### One citizen's answer while a report of {args.recipients:,} recipients is made; milliseconds\n")
    print("| meanwhile | answers | p50 | p99 | longest | reports, median |\n|---|---:|---:|---:|---:|---|")
    print(row("nothing", *idle))
    print(row("one report after the other", *busy))
    return None


if __name__ == "__main__":
    main()
