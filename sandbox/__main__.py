"""The sandbox from a terminal: `serve` it, and from a second one talk to the bot as people do."""

import argparse
import asyncio
import json
import sys
from base64 import b64encode
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import cast
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from pydantic_settings import BaseSettings, SettingsConfigDict

from sandbox.telegram.shapes import Raw
from sandbox.web.screen import drawn, drawn_answers
from sandbox.web.server import Sandbox
from sandbox.world.world import World

ZONE = "Asia/Jakarta"  # where no bot tells the resort's own
_ANYWHERE = ("", "0.0.0.0", "[::]")  # noqa: S104 - it is called on this machine


class Where(BaseSettings):
    """Where the sandbox listens, as the bot that serves it was told."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore")

    sandbox_listen: str = "127.0.0.1:8081"

    @property
    def host(self) -> str:
        return self.sandbox_listen.rpartition(":")[0]

    @property
    def port(self) -> int:
        return int(self.sandbox_listen.rpartition(":")[2])

    @property
    def url(self) -> str:
        return f"http://{'127.0.0.1' if self.host in _ANYWHERE else self.host}:{self.port}"


class Failed(Exception):
    """What went wrong, in one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: it could not be done; 2: it was asked for wrongly."""
    order = _parser(Where()).parse_args(arguments)
    try:
        if order.command == "serve":
            asyncio.run(_serve(order.host, order.port, order.limits))
        else:
            print(_told(order))
    except (Failed, OSError) as problem:
        print(f"sandbox: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser(where: Where) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help_: str, *, acts: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_, description=help_)
        made.add_argument("--url", default=where.url, help="where the sandbox runs (default %(default)s)")
        if acts:
            made.add_argument("--as", dest="person", default="Warga", metavar="NAME", help="who does it")
            made.add_argument("--in", dest="group", metavar="GROUP", help="in a group instead of in private")
            made.add_argument("--wait", type=float, default=5.0, metavar="S", help="for the bot's answer, at most")
        return made

    serve = commands.add_parser("serve", help="run the sandbox alone, for a bot started elsewhere")
    serve.add_argument("--host", default=where.host or "127.0.0.1", help="(default %(default)s)")
    serve.add_argument("--port", type=int, default=where.port, help="(default %(default)s)")
    serve.add_argument("--limits", action="store_true", help="with Telegram's sending limits")
    command("say", "send a text").add_argument("text", nargs="+")
    command("tap", "tap a button").add_argument("label", nargs="+")
    for kind in ("photo", "document", "voice", "video"):
        file = command(kind, f"send a {kind}")
        file.add_argument("file", type=Path)
        file.add_argument("--caption", default="")
    location = command("location", "share a location")
    location.add_argument("latitude", type=float)
    location.add_argument("longitude", type=float)
    command("contact", "share the own phone number")
    command("sticker", "send a sticker")
    command("block", "block the bot")
    command("unblock", "unblock the bot")
    command("show", "print the conversation").add_argument("--last", type=int, default=30)
    command("people", "list people and groups", acts=False)
    group = command("group", "make a group with the bot in it", acts=False)
    group.add_argument("title")
    group.add_argument("--members", default="Warga", help="names, with commas between")
    group.add_argument("--admins", default="", help="names, with commas between")
    group.add_argument("--kind", choices=("group", "supergroup", "forum", "channel"), default="group")
    change = command("change", "let something happen to a group", acts=False)
    change.add_argument("group")
    change.add_argument("what", help="adds_bot, removes_bot, becomes_supergroup, joins, leaves, …")
    change.add_argument("--person")
    fault = command("fault", "let something go wrong", acts=False)
    fault.add_argument("kind", help="error, drop_before, drop_after, flood, twice, away, hold, latency or clear")
    fault.add_argument("amount", nargs="?", type=float, default=1, help="times, or seconds for the last four")
    return parser


async def _serve(host: str, port: int, limits: bool) -> None:
    world = World(record=1000)
    world.limits.on = limits
    async with await Sandbox.start(world, host=host, port=port) as sandbox:
        print(f"sandbox at {sandbox.url}, token {sandbox.token}", flush=True)
        await asyncio.Event().wait()


def _told(order: argparse.Namespace) -> str:
    """Carry out one command against a running sandbox; what to print."""
    url = cast(str, order.url)
    match order.command:
        case "show":
            asked = {"as": order.person, "last": order.last} | ({"in": order.group} if order.group else {})
            return drawn(_get(url, f"conversation?{urlencode(asked)}"), _zone(url))
        case "people":
            people = cast("list[Raw]", _get(url, "people"))
            groups = cast("list[Raw]", _get(url, "groups"))
            lines = [f"{each['name']}{' (blocked the bot)' if each['blocked'] else ''}" for each in people]
            lines += [f"{each['title']} ({each['kind']}, bot: {each['bot']})" for each in groups]
            return "\n".join(lines) or "nobody yet"
        case "group":
            names = {key: [name for name in getattr(order, key).split(",") if name] for key in ("members", "admins")}
            made = cast(Raw, _post(url, "groups", {"title": order.title, "kind": order.kind, **names}))
            return f"{made['title']} ({made['kind']}, {made['id']})"
        case "change":
            person = {"person": order.person} if order.person else {}
            made = cast(Raw, _post(url, "change", {"group": order.group, "do": order.what, **person}))
            return f"{made['title']} ({made['kind']}, {made['id']}), bot: {made['bot']}"
        case "fault":
            return json.dumps(_post(url, "faults", _fault(order.kind, order.amount)))
        case _:
            place = {"in": order.group} if order.group else {}
            asked = {"as": order.person, "wait": order.wait, **place, **_deed(order)}
            return drawn_answers(cast(Raw, _post(url, "act", asked)), _zone(url))


def _zone(url: str) -> ZoneInfo:
    """The resort's time zone."""
    return ZoneInfo(str(cast(Raw, _get(url, "story")).get("zone", ZONE)))


def _deed(order: argparse.Namespace) -> Raw:
    match order.command:
        case "say":
            return {"do": "says", "text": " ".join(order.text)}
        case "tap":
            return {"do": "taps", "label": " ".join(order.label)}
        case "location":
            return {"do": "location", "latitude": order.latitude, "longitude": order.longitude}
        case "photo" | "document" | "voice" | "video":
            data = b64encode(order.file.read_bytes()).decode()
            return {"do": order.command, "data": data, "name": order.file.name, "caption": order.caption}
        case "block" | "unblock":
            return {"do": f"{order.command}s", "wait": 0}
        case other:
            return {"do": other}


def _fault(kind: str, amount: float) -> Raw:
    if kind in ("away", "hold", "latency"):
        return {kind: amount}
    if kind == "clear":
        return {"clear": True}
    return {"add": {"kind": kind, "times": int(amount)}}


def _get(url: str, path: str) -> object:
    return _ask(url, "GET", path, None)


def _post(url: str, path: str, order: Raw) -> object:
    return _ask(url, "POST", path, json.dumps(order))


def _ask(url: str, verb: str, path: str, body: str | None) -> object:
    place = urlsplit(url)
    if place.scheme != "http" or not place.hostname:
        raise Failed(f"{url} is no http address")
    connection = HTTPConnection(place.hostname, place.port or 80, timeout=60)
    try:
        connection.request(verb, f"/sandbox/{path}", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told: object = json.load(answer)
    except OSError as problem:
        raise Failed(f"no sandbox at {url}: {problem.strerror or problem}") from None
    except (HTTPException, ValueError):
        raise Failed(f"what answers at {url} is no sandbox") from None
    finally:
        connection.close()
    if answer.status != 200:
        raise Failed(str(cast(Raw, told).get("error", f"HTTP {answer.status}")))
    return told


if __name__ == "__main__":
    sys.exit(main())
