"""The fast stand-in for Telegram again, now with thousands who only read, and citizens who write now and then.

It runs as a process of its own (`python -m bench.readers`). It writes lines of JSON: its port,
`{"polled": true}` at the first `getUpdates`, and the outcome, once all readers have the announcement and the
citizens have been watched long enough.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import uvloop

from bench.citizens import Button
from bench.fastserver import ME as BOT
from bench.fastserver import Load, Params, Reply, Telegram, message, number, ok, serve, tell

FIRST_READER = 5_000_000_000
WARM_SECONDS = 3  # of a bot that has just started


@dataclass(slots=True)
class Readers(Telegram):
    """Counts the announcements, and times how long a citizen waits for an answer.

    A citizen writes about `pause` seconds after the last answer. What they wrote before the announcement
    began to go out was written in quiet.
    """

    readers: int = 0
    pause: float = 1.0
    got: Counter[int] = field(default_factory=Counter)
    moments: list[float] = field(default_factory=list)  # when an announcement came
    written: dict[int, float] = field(default_factory=dict)  # by chat: when the citizen wrote
    waited: list[tuple[float, float]] = field(default_factory=list)  # when it was written, how long it took
    dice: random.Random = field(default_factory=lambda: random.Random(110))

    @property
    def met(self) -> bool:
        """Whether a bot has come: a plain loop asks for no updates."""
        return bool(self.first_poll or self.moments)

    def call(self, method: str, params: Params, reply: Reply) -> None:
        """Answer one call; a message to a reader is an announcement."""
        if method == "sendmessage" and (chat := number(params, "chat_id")) >= FIRST_READER:
            self.last_message += 1
            self.moments.append(time.perf_counter())
            self.got[chat] += 1
            reply(ok({**message(self.last_message, chat, str(params["text"])), "from": BOT}))
            if len(self.got) == self.readers:
                self.loop.call_soon(self._finish)
            return
        # Spelled out: a dataclass with slots is a class made anew, which `super()` does not know.
        Telegram.call(self, method, params, reply)

    def say(self, chat: int, text: str) -> None:
        """Offer what a citizen writes, after a while."""
        self._soon(chat, lambda: Telegram.say(self, chat, text))

    def tap(self, chat: int, button: Button) -> None:
        """Offer a citizen's tap, after a while."""
        self._soon(chat, lambda: Telegram.tap(self, chat, button))

    def send(self, message_id: int, params: Params, reply: Reply) -> None:
        """Take in a message and note how long the citizen waited for it."""
        before = self.crowd.answered
        Telegram.send(self, message_id, params, reply)
        if self.crowd.answered > before:
            written = self.written[number(params, "chat_id")]
            self.waited.append((written, time.perf_counter() - written))

    def _soon(self, chat: int, write: Callable[[], None]) -> None:
        def now() -> None:
            self.written[chat] = time.perf_counter()
            write()

        self.loop.call_later(self.dice.expovariate(1 / self.pause), now)

    def _finish(self) -> None:
        if self.over:
            return
        self.over = True
        first, last = (self.moments[0], self.moments[-1]) if self.moments else (float("inf"), float("inf"))
        tell(
            {
                "readers": len(self.got),
                "twice": sum(count > 1 for count in self.got.values()),
                "seconds": last - first if self.moments else 0.0,
                "quiet": [took for at, took in self.waited if self.first_poll + WARM_SECONDS < at < first - took],
                "busy": [took for at, took in self.waited if first <= at <= last],
                "stuck": self.crowd.stuck(),
            }
        )


def main() -> None:
    """Read the load from the command line and serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--citizens", type=int, default=0, help="how many talk at any time")
    parser.add_argument("--pause", type=float, default=1.0, help="of a citizen before the next words, in seconds")
    parser.add_argument("--seconds", type=float, default=60.0, help="after the first getUpdates, at most")
    parser.add_argument("--since", type=int, default=0, help="updates and citizens of earlier runs on the database")
    args = parser.parse_args()
    load = Load("report", 1_000_000, args.citizens, args.seconds, 0.0, args.since)
    uvloop.run(serve(lambda loop: Readers(load, loop, readers=args.readers, pause=args.pause)))


if __name__ == "__main__":
    main()
