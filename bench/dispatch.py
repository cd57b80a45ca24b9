"""How long it takes from a citizen's **Kirim sekarang** to the call in the chats of all officers on duty.

    python -m bench.dispatch [--reports 300] [--rate 0 100]

The clock starts when the tap is at the bot's door (`getUpdates` may fetch it) and stops when the last of four officers'
messages has come in, both seen by the local server, in its own process. Reporters come one after another; beside them
other citizens write `--rate` updates a second, whether or not the bot keeps up. The bot is `python bot.py run` as it
is, with Telegram's limits lifted. Percentiles are of single reports.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from bench.citizens import REPORT, Button, Citizen, Crowd, Say, Step, Tap
from bench.fastserver import Load, Telegram, serve, tell
from bench.processes import ROOT, end, environment, folder, heard, machine, processor_seconds

OFFICERS = 300_000_000  # chat ids from here on
PASSERS_BY = 200_000_000
UNITS = ("spkt", "polsek-dumai-barat", "samapta", "intelkam")  # whom the rules name for REPORT
ROLES = ("piket", "petugas", "petugas", "petugas")
WARMING_UP = 10  # reports that are not counted
TALKING = 200  # other citizens
WANDERING: tuple[Step, ...] = (*REPORT[:-1], Say("/batal"), Say("/bantuan"))  # all of a report but its last tap


@dataclass(slots=True)
class Town(Crowd):
    """Officers who wait, one reporter at a time, and others who write at a fixed rate."""

    codes: tuple[str, ...] = ()
    reports: int = 0
    rate: float = 0
    joined: int = 0
    current: Citizen | None = None
    sent_at: float = 0
    called: set[int] = field(default_factory=set)
    delays: list[float] = field(default_factory=list)
    written: int = 0
    held: int = 0  # updates that could not be written in time: everybody still waited for an answer
    next_at: float = 0

    def begin(self) -> None:
        """Let the officers in."""
        for number, code in enumerate(self.codes):
            self.say(OFFICERS + number, f"/start masuk-{code}")

    def hear(self, chat: int, text: str, buttons: tuple[Button, ...]) -> None:
        """Give somebody what the bot wrote to them."""
        if chat >= OFFICERS:
            self._officer_hears(chat, text)
        elif self.current is not None and chat == self.current.chat:
            self._walk(self.current, REPORT, text, buttons)
        elif (citizen := self.talking.get(chat)) is not None:
            citizen.buttons = buttons or citizen.buttons
            citizen.waiting = False
            self.answered += 1

    def _officer_hears(self, chat: int, text: str) -> None:
        if "Selamat bergabung" in text:
            self.joined += 1
            if self.joined == len(self.codes):
                self._next_reporter()
                if self.rate:
                    self.next_at = time.perf_counter()
                    self._write()
        elif self.current is not None and f"nomor {self.current.chat}" in text:
            self.called.add(chat)
            if len(self.called) == len(self.codes):
                self.delays.append(time.perf_counter() - self.sent_at)
                self._next_reporter()

    def _next_reporter(self) -> None:
        if self.arrived == self.reports:
            tell({"delays": self.delays, "written": self.written, "held": self.held})
            self.finished = self.total
            return
        self.arrived += 1
        self.called = set()
        self.current = Citizen(100_000_000 + self.arrived)
        self._step(self.current, REPORT)

    def _walk(self, citizen: Citizen, script: tuple[Step, ...], text: str, buttons: tuple[Button, ...]) -> None:
        citizen.buttons = buttons or citizen.buttons
        if script[citizen.at].hears in text and citizen.at < len(script) - 1:
            citizen.at += 1
            self._step(citizen, script)

    def _step(self, citizen: Citizen, script: tuple[Step, ...]) -> bool:
        """Write or tap; False when the button is not there."""
        match script[citizen.at]:
            case Say(text):
                self.say(citizen.chat, text.format(number=citizen.chat))
            case Tap(label):
                button = next((button for button in citizen.buttons if label in button.label), None)
                if button is None:
                    return False
                if citizen is self.current and citizen.at == len(script) - 1:
                    self.sent_at = time.perf_counter()
                self.tap(citizen.chat, button)
        return True

    def _write(self) -> None:
        """One update of one of the others, and the next in time."""
        chat = PASSERS_BY + self.written % TALKING
        citizen = self.talking.setdefault(chat, Citizen(chat))
        if citizen.waiting:
            self.held += 1
        else:
            if not self._step(citizen, WANDERING):
                self.say(chat, "/bantuan")
            citizen.at = (citizen.at + 1) % len(WANDERING)
            citizen.waiting = True
        self.written += 1
        self.next_at += 1 / self.rate
        asyncio.get_running_loop().call_later(max(0, self.next_at - time.perf_counter()), self._write)


@dataclass(slots=True)
class Exchange(Telegram):
    """The local server, with a town in place of its crowd."""

    codes: tuple[str, ...] = ()
    reports: int = 0
    rate: float = 0

    def __post_init__(self) -> None:
        """Give the town its way to write."""
        self.crowd = Town(REPORT, 1, 1, self.say, self.tap, codes=self.codes, reports=self.reports, rate=self.rate)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: delays in seconds, sorted; what the others wrote, and the share of one processor the bot used."""

    delays: list[float]
    written: int
    held: int
    busy: float

    def at(self, share: float) -> float:
        """The delay in milliseconds that this share of the reports kept."""
        return 1000 * self.delays[min(len(self.delays) - 1, int(share * len(self.delays)))]


def run(reports: int, rate: float, seconds: float) -> Measured:
    """Set up a fresh resort with its officers, start the server and the bot, and measure."""
    with folder() as place:
        base = environment(0, place)
        _bot("migrate", env=base, place=place)
        units = place / "units.csv"
        units.write_text(_bot("units", "example", env=base, place=place), encoding="utf-8")
        _bot("units", "import", str(units), env=base, place=place)
        codes = [
            re.findall(r"masuk-(\S+)", _bot("invite", "--role", role, "--unit", unit, env=base, place=place))[0]
            for unit, role in zip(UNITS, ROLES, strict=True)
        ]
        load = ("--serve", f"--reports={reports}", f"--rate={rate:g}", f"--seconds={seconds:g}")
        server = subprocess.Popen(
            [sys.executable, "-m", "bench.dispatch", *load, f"--codes={','.join(codes)}"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            port = heard(server)["port"]
            with (place / "bot.log").open("wb") as log:
                bot = subprocess.Popen(
                    [sys.executable, str(ROOT / "bot.py"), "run"],
                    cwd=place,
                    env=base | {"TELEGRAM_API_URL": f"http://127.0.0.1:{port}"},
                    stdout=log,
                    stderr=log,
                )
            try:
                heard(server)  # The first getUpdates.
                before, began = processor_seconds(bot.pid), time.perf_counter()
                outcome = heard(server)
                busy = (processor_seconds(bot.pid) - before) / (time.perf_counter() - began)
            finally:
                end(bot)
            if "delays" not in outcome:
                raise SystemExit(f"not all reports arrived: {outcome}\n{(place / 'bot.log').read_text()[-2000:]}")
        finally:
            end(server)
    delays = [float(str(each)) for each in _listed(outcome["delays"])[WARMING_UP:]]
    return Measured(sorted(delays), int(str(outcome["written"])), int(str(outcome["held"])), busy)


def _listed(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _bot(*arguments: str, env: Mapping[str, str], place: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), *arguments],
        cwd=place, env=dict(env), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def row(rate: float, measured: Measured) -> str:
    """One line of the table."""
    name = f"{rate:g} updates/s of others" if rate else "idle"
    figures = " | ".join(f"{measured.at(share):.0f}" for share in (0.5, 0.95, 0.99, 1))
    return (
        f"| {name} | {len(measured.delays)} | {figures} | {measured.written} ({measured.held}) | {measured.busy:.0%} |"
    )


def main() -> None:
    """Measure each load and print the table; with `--serve`, be the server of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--rate", type=float, nargs="+", default=[0, 100])
    parser.add_argument("--seconds", type=float, default=300, help="how long a run may take at most")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--codes", default="", help=argparse.SUPPRESS)
    args = parser.parse_args()
    total = args.reports + WARMING_UP
    if args.serve:
        load, codes = Load("report", 1, 1, args.seconds, 0), tuple(args.codes.split(","))
        uvloop.run(serve(lambda loop: Exchange(load, loop, codes=codes, reports=args.reports, rate=args.rate[0])))
        return
    print(machine())
    print(f"\nFrom the tap to the last of {len(UNITS)} officers' calls, milliseconds:\n")
    print("| load | reports | p50 | p95 | p99 | worst | others' updates (held back) | bot's processor |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for rate in args.rate:
        print(row(rate, run(total, rate, args.seconds)), flush=True)


if __name__ == "__main__":
    main()
