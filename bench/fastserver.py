"""A small, fast stand-in for the Bot API that plays citizens to one bot and counts the updates it answers.

It runs as a process of its own (`python -m bench.fastserver`), so that its work is not counted as the
bot's, and writes lines of JSON: its port, `{"polled": true}` at the first `getUpdates`, and the outcome. It
knows only what a benchmark needs and accepts anything else; whether calls are valid is the tests' business.
"""

import argparse
import asyncio
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from itertools import islice
from typing import TypeVarTuple, Unpack, cast
from urllib.parse import parse_qsl

import orjson
import uvloop

from bench.citizens import SCRIPTS, Button, Crowd

# How long Telegram's own Bot API server holds a long poll after an update came, for others that may follow.
HOLD_SECONDS = 0.002

# How long a bot may take to start.
PATIENCE_SECONDS = 30

ME = {"id": 110, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}

Args = TypeVarTuple("Args")
Reply = Callable[[bytes], None]
Params = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Load:
    """What one run offers: the script, how many citizens, how many at once, and for how long at most."""

    script: str
    citizens: int
    together: int
    seconds: float
    latency: float
    since: int = 0  # updates and citizens of earlier runs on the same database


@dataclass(slots=True)
class Poll:
    """A `getUpdates` waiting for an update."""

    reply: Reply
    offset: int
    limit: int
    timer: asyncio.TimerHandle


@dataclass(slots=True)
class Telegram:
    """The methods of the Bot API, over a queue of updates that a crowd of citizens fills."""

    load: Load
    loop: asyncio.AbstractEventLoop
    crowd: Crowd = field(init=False)
    updates: deque[tuple[int, bytes]] = field(default_factory=deque)
    shown: dict[int, dict[str, object]] = field(default_factory=dict)  # Messages with buttons.
    last_update: int = 0
    last_message: int = 0
    poll: Poll | None = None
    holding: bool = False
    first_poll: float = 0.0
    last_answer: float = 0.0
    over: bool = False

    def __post_init__(self) -> None:
        """Give the citizens their way to write."""
        load = self.load
        self.last_update = load.since
        self.crowd = Crowd(SCRIPTS[load.script], load.citizens, load.together, self.say, self.tap, since=load.since)

    @property
    def met(self) -> bool:
        """Whether a bot has come."""
        return bool(self.first_poll)

    def call(self, method: str, params: Params, reply: Reply) -> None:
        """Answer one call of the bot, now or, for a long poll, when there is something to tell."""
        match method:
            case "getupdates":
                self._get_updates(params, reply)
            case "sendmessage":
                self.last_message += 1
                self.send(self.last_message, params, reply)
            case "editmessagetext":
                self.send(number(params, "message_id"), params, reply)
            case "getme":
                reply(ok(ME))
            case _:
                reply(ok(True))

    def _get_updates(self, params: Params, reply: Reply) -> None:
        if not self.first_poll:
            self.first_poll = self.last_answer = time.perf_counter()
            tell({"polled": True})
            self.loop.call_later(self.load.seconds, self._finish)
            self.crowd.begin()
        if self.poll is not None:  # The bot gave that one up; a real server would refuse it with 409.
            self.poll.timer.cancel()
        timeout = self.loop.call_later(number(params, "timeout"), self._flush)
        self.poll = Poll(reply, number(params, "offset"), number(params, "limit", 100), timeout)
        while self.updates and self.updates[0][0] < self.poll.offset:
            self.updates.popleft()
        if self.updates:
            self._flush()

    def _flush(self) -> None:
        self.holding = False
        if self.poll is None:
            return
        poll, self.poll = self.poll, None
        poll.timer.cancel()
        batch = [update for _, update in islice(self.updates, poll.limit)]
        poll.reply(b'{"ok":true,"result":[' + b",".join(batch) + b"]}")

    def _offer(self, update: Mapping[str, object]) -> None:
        if self.over:
            return
        self.last_update += 1
        self.updates.append((self.last_update, orjson.dumps({"update_id": self.last_update, **update})))
        if self.poll is not None and not self.holding:
            self.holding = True
            self.loop.call_later(HOLD_SECONDS, self._flush)

    def say(self, chat: int, text: str) -> None:
        """Offer what somebody writes."""
        self.last_message += 1
        said = {**message(self.last_message, chat, text), "from": person(chat)}
        if text.startswith("/"):
            said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        self._offer({"message": said})

    def tap(self, chat: int, button: Button) -> None:
        """Offer somebody's tap on a button that was shown."""
        self._offer(
            {
                "callback_query": {
                    "id": str(self.last_update + 1),
                    "from": person(chat),
                    "chat_instance": str(chat),
                    "data": button.data,
                    "message": self.shown[button.message_id],
                }
            }
        )

    def send(self, message_id: int, params: Params, reply: Reply) -> None:
        """Take in a message of the bot and let its reader hear it."""
        chat = number(params, "chat_id")
        text = str(params.get("text", ""))
        sent = {**message(message_id, chat, text), "from": ME}
        buttons: tuple[Button, ...] = ()
        if (markup := params.get("reply_markup")) is not None:
            shown = orjson.loads(markup) if isinstance(markup, str) else markup
            buttons = read_buttons(shown, message_id)
            if buttons:
                sent["reply_markup"] = shown
                self.shown[message_id] = sent
        reply(ok(sent))
        if not self.over:
            before = self.crowd.answered
            self.crowd.hear(chat, text, buttons)
            if self.crowd.answered > before:
                self.last_answer = time.perf_counter()
            if self.crowd.finished == self.load.citizens:
                self._finish()

    def _finish(self) -> None:
        if self.over:
            return
        self.over = True
        everybody = self.crowd.finished == self.load.citizens
        until = self.last_answer if everybody else time.perf_counter()
        tell(
            {
                "answered": self.crowd.answered,
                "finished": self.crowd.finished,
                "seconds": until - self.first_poll,
                "stuck": self.crowd.stuck(),
            }
        )


class Connection(asyncio.Protocol):
    """One kept-alive HTTP/1.1 connection; half of the latency lies on the way in, half on the way out."""

    def __init__(self, telegram: Telegram) -> None:
        """Serve calls to `telegram`."""
        self._telegram = telegram
        self._half = telegram.load.latency / 2
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own, of the same shape.

    def data_received(self, data: bytes) -> None:
        """Read as many whole requests as have come."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
            stop = end + 4 + int(headers.get("content-length", "0"))
            if len(self._buffer) < stop:
                return
            body, self._buffer = self._buffer[end + 4 : stop], self._buffer[stop:]
            method = head[0].split(" ")[1].partition("?")[0].rpartition("/")[2].lower()
            self._later(self._telegram.call, method, read_params(headers.get("content-type", ""), body), self._reply)

    def _reply(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._later(self._write, head + body)

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def _later(self, act: Callable[[Unpack[Args]], None], *args: *Args) -> None:
        if self._half:
            self._telegram.loop.call_later(self._half, act, *args)
        else:
            act(*args)


def read_params(content_type: str, body: bytes) -> Params:
    """Read a call's parameters, in whichever of Telegram's three ways they were sent."""
    if content_type.startswith("application/json"):
        loaded: dict[str, object] = orjson.loads(body)
        return loaded
    if content_type.startswith("multipart/"):
        parsed = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
        return {
            str(part.get_param("name", header="content-disposition")): part.get_content()
            for part in parsed.iter_parts()
        }
    return dict(parse_qsl(body.decode()))


def read_buttons(markup: object, message_id: int) -> tuple[Button, ...]:
    """List the inline buttons of a message; other keyboards have none."""
    rows: Sequence[Sequence[Mapping[str, str]]] = markup.get("inline_keyboard", ()) if isinstance(markup, dict) else ()
    return tuple(
        Button(button["text"], button["callback_data"], message_id)
        for row in rows
        for button in row
        if "callback_data" in button
    )


def number(params: Params, name: str, default: int = 0) -> int:
    """Read a whole number, which may have come as text."""
    return int(str(params.get(name, default)))


def message(message_id: int, chat: int, text: str) -> dict[str, object]:
    """Write a message of a private chat, without its sender."""
    chat_of = {"id": chat, "type": "private", "first_name": "Warga"}
    return {"message_id": message_id, "date": int(time.time()), "chat": chat_of, "text": text}


def person(chat: int) -> dict[str, object]:
    """Write the citizen of a private chat."""
    return {"id": chat, "is_bot": False, "first_name": "Warga", "language_code": "id"}


def ok(result: object) -> bytes:
    """Write Telegram's answer to a call that worked."""
    return orjson.dumps({"ok": True, "result": result})


def tell(line: Mapping[str, object]) -> None:
    """Tell whoever started this process."""
    sys.stdout.write(orjson.dumps(line).decode() + "\n")
    sys.stdout.flush()


async def serve(make: Callable[[asyncio.AbstractEventLoop], Telegram]) -> None:
    """Serve on a free port of the loopback until the process is ended, or until no bot came in time."""
    loop = asyncio.get_running_loop()
    telegram = make(loop)
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0, backlog=1024)
    tell({"port": server.sockets[0].getsockname()[1]})
    await asyncio.sleep(PATIENCE_SECONDS)
    if telegram.met:
        await server.serve_forever()


def main() -> None:
    """Read the load from the command line and serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", choices=sorted(SCRIPTS), default="words")
    parser.add_argument("--citizens", type=int, default=1000)
    parser.add_argument("--together", type=int, default=256)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--latency", type=float, default=0.0, help="of one call, both ways together, in seconds")
    parser.add_argument("--since", type=int, default=0, help="updates and citizens of earlier runs on the database")
    args = parser.parse_args()
    load = Load(args.script, args.citizens, args.together, args.seconds, args.latency, args.since)
    uvloop.run(serve(lambda loop: Telegram(load, loop)))


if __name__ == "__main__":
    main()
