"""How long one citizen waits for an answer when nobody else writes: a report step by step, and what is asked often.

    python -m bench.answer [--runs 3] [--rounds 30]

Each run is a fresh bot with an empty database; a round is one new citizen's report and then the questions of a citizen
who has reported. The clock starts when the update is at the bot's door (`getUpdates` may fetch it) and stops when the
answer has come in, both seen by the local server (`bench.asking`), which holds an update back 2 ms as Telegram's does.
"""

import argparse
import os
import secrets
from contextlib import ExitStack
from statistics import median, quantiles
from typing import cast

from bench.asking import TAP, TEXT, Ask, write
from bench.beside import run
from bench.processes import folder, machine
from bench.served import serve, server

WHO = 200_000_000  # who asks
ASKS = (
    Ask("/start", WHO, "", text="/start"),
    Ask("/bantuan", WHO, "", text="/bantuan"),
    Ask("/laporanku", WHO, "", text="/laporanku"),
    Ask("/imbauan", WHO, "", text="/imbauan"),
)


def row(name: str, runs: list[list[float]]) -> str:
    """One line of the table: all answers together, and the medians of the single runs."""
    each = [1000 * wait for one in runs for wait in one]
    medians = [1000 * median(one) for one in runs]
    p99 = quantiles(each, n=100)[98]
    return f"| {name} | {len(each)} | {median(each):.1f} ({min(medians):.1f} to {max(medians):.1f}) | {p99:.1f} |"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--postgresql", action="store_true", help="with the database on a server of its own")
    args = parser.parse_args()
    print(machine())
    print(f"Load average before: {os.getloadavg()[0]:.1f}.")
    times: dict[str, list[list[float]]] = {}
    for _ in range(args.runs):
        with folder() as place, ExitStack() as stack:
            if args.postgresql:
                serve(place / "siaga.db", stack.enter_context(server()))
            file = write(ASKS, place / "asks.json")
            stand_in = ["bench.asking", str(file), f"--rounds={args.rounds}"]
            told = run([place / "siaga.db"], secrets.token_bytes(32), stand_in).told
        if "times" not in told:
            raise SystemExit(f"not everything was answered in time: {told}")
        for name, waits in cast("list[dict[str, list[float]]]", told["times"])[0].items():
            times.setdefault(name, []).append(waits)
    print(f"\n### One citizen, nobody else, {args.runs} runs; milliseconds\n")
    print("| what | answers | p50 (medians of single runs) | p99 |\n|---|---:|---:|---:|")
    for name in sorted(times, key=lambda name: (name not in (TAP, TEXT), name)):
        print(row(name, times[name]), flush=True)


if __name__ == "__main__":
    main()
