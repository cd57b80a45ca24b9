"""The fast stand-in for Telegram again, now with one person after another, and how long each waits for an answer.

It runs as a process of its own (`python -m bench.asking ASKS...`, files of JSON), with a port for each file, that is
for each bot. A round is one new citizen's whole report, step by step, and then every ask of the file. Nobody writes
before the one before has been answered; of several bots each is asked the same in turn, so that a slow moment of the
machine falls on all alike. The clock starts when the update is at the bot's door and stops when the answer has come in.
It writes lines of JSON: its ports, `{"polled": true}` at the first `getUpdates` of each, and the outcome: for each file
`{NAME: [SECONDS, ...]}` under "times".
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

import orjson
import uvloop

from bench.citizens import REPORT, Button, Crowd, Say, Tap
from bench.fastserver import PATIENCE_SECONDS, Connection, Load, Telegram, tell

WARM_SECONDS = 1.0  # for a bot that has just started
WARMING_UP = 3  # rounds that are not counted
PAUSE_SECONDS = 0.01  # between an answer and the next person: what is settled afterwards is settled
CALL_SECONDS = 0.1  # after a report, until its officers must have been called
TAP, TEXT, SEND, CALLS = "tap, a step of a report", "text, a step of a report", "Kirim sekarang", "the last call of it"
OFFICERS, CITIZENS = 300_000_000, 100_000_000  # chat ids from here on


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that one person writes, or taps with the data a button would carry, and what the answer contains."""

    name: str
    chat: int
    hears: str
    text: str = ""
    label: str = ""  # of the newest button that fits
    data: str = ""  # of a button, shown or not


@dataclass(slots=True)
class Round:
    """Those who ask, one bot's after another's."""

    askers: list["Asker"] = field(default_factory=list)
    ready: int = 0
    turn: int = 0

    def begin(self) -> None:
        """One more bot is there; with the last one the first person writes."""
        self.ready += 1
        if self.ready == len(self.askers):
            asyncio.get_running_loop().call_later(WARM_SECONDS, self.next)

    def next(self) -> None:
        """Let the next bot be asked."""
        asker = self.askers[self.turn % len(self.askers)]
        self.turn += 1
        if asker.over:
            tell({"times": [each.times for each in self.askers]})
        else:
            asker.ask()


@dataclass(slots=True)
class Asker(Crowd):
    """Everybody who asks one bot, one at a time."""

    asks: Sequence[Ask] = ()
    among: Round = field(default_factory=Round)
    rounds: int = 0
    round: int = 0
    waiting: list[Ask] = field(default_factory=list)  # of this round, the next one last
    current: Ask | None = None
    asked_at: float = 0.0
    called_at: float = 0.0
    screens: dict[int, tuple[Button, ...]] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)

    def begin(self) -> None:
        """Let the first one write."""
        self.among.begin()

    @property
    def over(self) -> bool:
        """Whether everything was asked."""
        return not self.waiting and self.round == self.rounds + WARMING_UP

    def ask(self) -> None:
        """The next one writes."""
        if not self.waiting:
            self.round += 1
            self.waiting = [*reversed(self.asks), *reversed(report_of(CITIZENS + self.since + self.round))]
        self.current = ask = self.waiting.pop()
        button = next((button for button in self.screens.get(ask.chat, ()) if ask.label in button.label), None)
        self.asked_at = time.perf_counter()
        if ask.text:
            self.say(ask.chat, ask.text)
        elif button is None:
            raise SystemExit(f"no such button: {self.stuck()}")
        else:
            self.tap(ask.chat, Button(button.label, ask.data or button.data, button.message_id))

    def hear(self, chat: int, text: str, buttons: tuple[Button, ...]) -> None:
        """Give somebody what the bot wrote to them."""
        now = time.perf_counter()
        if buttons:
            self.screens[chat] = buttons
        ask = self.current
        if OFFICERS <= chat < OFFICERS + 1_000_000 and "nomor" in text:
            self.called_at = now
        if ask is None or ask.chat != chat or ask.hears not in text:
            return
        self.current = None
        self.answered += 1
        self._note(ask.name, now - self.asked_at)
        loop = asyncio.get_running_loop()
        if ask.name == SEND:
            loop.call_later(CALL_SECONDS, self._after_report)
        else:
            loop.call_later(PAUSE_SECONDS, self.among.next)

    def stuck(self) -> str:
        """What is waited for."""
        return (
            f"round {self.round}: {self.current}; buttons {self.screens.get(self.current.chat) if self.current else ''}"
        )

    def _after_report(self) -> None:
        if self.called_at > self.asked_at:
            self._note(CALLS, self.called_at - self.asked_at)
        self.among.next()

    def _note(self, name: str, seconds: float) -> None:
        if self.round > WARMING_UP:
            self.times.setdefault(name, []).append(seconds)


def report_of(chat: int) -> list[Ask]:
    """The steps of a whole report."""
    steps = []
    for step in REPORT:
        match step:
            case Say(text):
                steps.append(Ask(TEXT, chat, step.hears, text=text.format(number=chat)))
            case Tap(label):
                steps.append(Ask(SEND if step is REPORT[-1] else TAP, chat, step.hears, label=label))
    return steps


@dataclass(slots=True)
class Counter(Telegram):
    """The local server, with those who ask in place of its crowd."""

    asks: Sequence[Ask] = ()
    rounds: int = 0
    among: Round = field(default_factory=Round)

    def __post_init__(self) -> None:
        """Give them their way to write."""
        self.last_update = since = self.load.since
        self.crowd = asker = Asker(
            REPORT, 1, 1, self.say, self.tap, since, asks=self.asks, among=self.among, rounds=self.rounds
        )
        self.among.askers.append(asker)


def write(asks: Sequence[Ask], path: Path) -> Path:
    """Put asks where the server finds them."""
    path.write_bytes(orjson.dumps([asdict(ask) for ask in asks]))
    return path


async def serve(load: Load, sinces: Sequence[int], asks: Sequence[Sequence[Ask]], rounds: int) -> None:
    """Serve on free ports of the loopback until the process is ended."""
    loop, among = asyncio.get_running_loop(), Round()
    counters = [
        Counter(replace(load, since=since), loop, asks=each, rounds=rounds, among=among)
        for since, each in zip(sinces, asks, strict=True)
    ]
    servers = [
        await loop.create_server(partial(Connection, counter), "127.0.0.1", 0, backlog=1024) for counter in counters
    ]
    tell({"ports": [server.sockets[0].getsockname()[1] for server in servers]})
    await asyncio.sleep(PATIENCE_SECONDS)
    if any(counter.met for counter in counters):
        await asyncio.gather(*(server.serve_forever() for server in servers))


def main() -> None:
    """Read what is asked and serve it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("asks", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=300.0, help="how long a run may take at most")
    parser.add_argument("--since", type=int, nargs="+", help="for each bot: updates and citizens of earlier runs")
    args = parser.parse_args()
    asks = [[Ask(**each) for each in orjson.loads(file.read_bytes())] for file in args.asks]
    load = Load("report", 1, 1, args.seconds, 0.0)
    uvloop.run(serve(load, args.since or [0] * len(asks), asks, args.rounds))


if __name__ == "__main__":
    main()
