"""How many updates a second the bot takes in and answers, beside bare echo bots on the same local server.

    python -m bench.intake [--runs 3] [--seconds 10] [--latency 0 30] [--only NAME ...]

Every bot is offered the same number of updates by the same number of citizens, who each wait for an answer
before they write again. A run ends when all are answered, or after `--seconds`; the rate is what was answered
over the time since the bot's first `getUpdates`. The runs are interleaved, so that a slow minute of the
machine falls on all alike.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench import served
from bench.processes import ROOT, end, environment, folder, heard, machine, peak_memory, processor_seconds
from bench.served import address, serve
from db.address import url_of


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot to measure: how it is started, and the script its citizens follow."""

    name: str
    command: tuple[str, ...]
    script: str
    served: bool = False  # its database is on a server of its own


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: updates answered, in how many seconds, processor time in seconds, peak memory in MiB."""

    answered: int
    seconds: float
    cpu: float
    peak: float

    @property
    def rate(self) -> float:
        """Updates answered a second."""
        return self.answered / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time an update."""
        return 1000 * self.cpu / max(self.answered, 1)


CONTENDERS = (
    Contender("Siaga", (str(ROOT / "bot.py"), "run"), "report"),
    Contender("Siaga on PostgreSQL", (str(ROOT / "bot.py"), "run"), "report", served=True),
    Contender("python-telegram-bot, stock", ("-m", "bench.echo_ptb"), "words"),
    Contender("python-telegram-bot, 256 at once", ("-m", "bench.echo_ptb", "--at-once", "256"), "words"),
    Contender("aiogram, bare", ("-m", "bench.echo_aiogram"), "words"),
)


def run(contender: Contender, load: Mapping[str, float], latency_ms: float) -> Measured:
    """Start a fresh server and a fresh bot with an empty database, and measure until the outcome is there."""
    options = [f"--{name}={value:g}" for name, value in load.items()]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "bench.fastserver",
            f"--script={contender.script}",
            f"--latency={latency_ms / 1000}",
            *options,
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        port = heard(server)["port"]
        with folder() as place, ExitStack() as stack:
            settings = environment(port, place)
            if contender.served:
                serve(place / "siaga.db", stack.enter_context(served.server()))
                settings["DATABASE_URL"] = url_of(address(place / "siaga.db"))
            log = place / "bot.log"
            with log.open("wb") as output:
                bot = subprocess.Popen(
                    [sys.executable, *contender.command],
                    cwd=place,
                    env=settings,
                    stdout=output,
                    stderr=output,
                )
            try:
                heard(server)  # The first getUpdates.
                before = processor_seconds(bot.pid)
                outcome = heard(server)
                used = processor_seconds(bot.pid) - before
                peak = peak_memory(bot.pid)
                if not outcome["answered"]:
                    raise SystemExit(f"nothing answered: {outcome['stuck']}")
            except SystemExit as reason:
                raise SystemExit(f"{contender.name}: {reason}\n{log.read_text()[-3000:]}") from None
            finally:
                end(bot)
    finally:
        end(server)
    return Measured(int(str(outcome["answered"])), float(str(outcome["seconds"])), used, peak)


def table(results: Mapping[str, Sequence[Measured]]) -> str:
    """Write the runs at one latency as a table in Markdown: medians, with the least and the most."""
    lines = [
        "| bot | updates/s: median (min to max) | processor, ms/update | peak memory, MiB |",
        "|---|---:|---:|---:|",
    ]
    for name, runs in results.items():
        rates = [measured.rate for measured in runs]
        cost = median(measured.cost for measured in runs)
        peak = median(measured.peak for measured in runs)
        rate = f"{median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"
        lines.append(f"| {name} | {rate} | {cost:.2f} | {peak:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure everything asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--citizens", type=int, default=1000)
    parser.add_argument("--together", type=int, default=256)
    parser.add_argument("--latency", type=float, nargs="+", default=[0, 30], help="of one call, ms, both ways together")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only contenders whose name contains one of these")
    args = parser.parse_args()
    chosen = [c for c in CONTENDERS if not args.only or any(word in c.name for word in args.only)]
    load = {"citizens": args.citizens, "together": args.together, "seconds": args.seconds}
    print(machine())
    print(f"{args.citizens} citizens, {args.together} at once; {args.runs} runs of at most {args.seconds:g} s.")
    for latency in args.latency:
        results: dict[str, list[Measured]] = {contender.name: [] for contender in chosen}
        for _ in range(args.runs):
            for contender in chosen:
                results[contender.name].append(run(contender, load, latency))
        print(f"\n### {latency:g} ms a call\n\n{table(results)}")


if __name__ == "__main__":
    main()
