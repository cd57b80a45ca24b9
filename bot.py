"""Siaga's command line: runs the bot or the sandbox, or does one thing and leaves."""

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import uvloop
from pydantic import SecretStr

from app import admin, drill, logs, systemd
from app import settings as setting
from app.parts import Clock, Siaga, never_set, programme_of, running
from app.protection import CannotStart
from app.settings import Settings, WrongSetting
from app.wallclock import WallClock, read_wall
from db import events
from gateway.errors import TelegramError
from resort.rights import INVITED, Post

log = logging.getLogger("bot")

LEAVE_SECONDS = 8.0
_DAMAGED = "DATABASE_URL: {} is damaged; put the newest backup in place with `bot.py restore`"
OBJECTS_BETWEEN_COLLECTIONS = 20_000  # not Python's 700: the updates in hand alone hold more


async def run_until_told(
    settings: Settings,
    now: Clock,
    was_set: Callable[[], timedelta] = never_set,
    ready: Callable[[Siaga], Awaitable[None]] | None = None,
) -> None:
    """Run until SIGTERM or SIGINT; then finish what is in hand."""
    loop, stop, this = asyncio.get_running_loop(), asyncio.Event(), asyncio.current_task()
    assert this is not None
    started = False

    def leave() -> None:
        if not stop.is_set():
            loop.call_later(LEAVE_SECONDS, _leave_now)
            stop.set()
            if not started:  # it may be waiting for a Telegram that is away
                this.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, leave)
    try:
        async with running(settings, now, was_set) as siaga:
            started = True
            if ready is not None:
                await ready(siaga)
            gc.freeze()  # what was built at the start stays: the collector need not walk through it again and again
            gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
            log.info("Siaga is running as @%s", siaga.username)
            systemd.tell(systemd.RUNNING)
            await _first(stop, siaga.database.damaged)
            if siaga.database.damaged.is_set():
                loop.call_later(LEAVE_SECONDS, _leave_now, 1)
                raise CannotStart(_DAMAGED.format(settings.database))
            systemd.tell(systemd.LEAVING)
            log.info("finishing what is in hand")
    except asyncio.CancelledError:
        if started or not stop.is_set():
            raise


async def _first(*events: asyncio.Event) -> None:
    """Wait until one of them is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


def _leave_now(code: int = 0) -> None:
    """What takes longer stays on disk for the next start."""
    log.warning("some work is left for the next start")
    logging.shutdown()
    os._exit(code)


def run(settings: Settings, clock: WallClock) -> None:
    """Run the bot against Telegram, or in the sandbox when there is no token."""
    if not settings.bot_token.get_secret_value():
        print("BOT_TOKEN is empty: starting the sandbox, without Telegram.")
        sandbox(settings)
        return
    uvloop.run(run_until_told(settings, clock, clock.was_set))


def sandbox(settings: Settings) -> None:
    """Run the bot and a local stand-in for Telegram in one process."""
    uvloop.run(_in_sandbox(settings))


async def _in_sandbox(settings: Settings) -> None:
    from sandbox import Clock as PlayedClock
    from sandbox import Sandbox, World

    host, _, port = settings.sandbox_listen.rpartition(":")
    clock = PlayedClock(min(read_wall(), drill.eve(programme_of(settings), ZoneInfo(settings.timezone))))
    world = World(clock=clock)
    try:
        server = await Sandbox.start(world, host=host, port=int(port))
    except OSError as error:
        raise CannotStart(f"SANDBOX_LISTEN: cannot listen on {settings.sandbox_listen}: {error.strerror}") from None
    try:
        changes = {
            "bot_token": SecretStr(server.token),
            "telegram_api_url": server.url,
            "database_url": f"sqlite:///{settings.sandbox_database}",
            "webhook_url": "",
        }
        print(
            f"The sandbox is at {server.url}: open it in a browser. By hand: python -m sandbox say /start", flush=True
        )
        settings = settings.model_copy(update=changes)

        async def ready(siaga: Siaga) -> None:
            latest = await siaga.database.read(events.latest)
            clock.set(max(clock(), latest or clock()))  # what was played before a restart is never still to come
            drill.tell_stories(server, siaga)

        await run_until_told(settings, world.now, ready=ready)
    finally:
        await server.stop()


def main(arguments: list[str] | None = None, clock: WallClock | None = None) -> int:
    """Parse the command line and carry it out; returns the exit code: 0 done, 1 it failed, 2 it was wrong to ask.

    `clock` is the machine's, unless a rehearsal plays it.
    """
    parser = argparse.ArgumentParser(prog="bot.py", description="Siaga: reports and announcements around elections.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot (the default); in the sandbox when BOT_TOKEN is empty")
    commands.add_parser("sandbox", help="run the bot against a local stand-in for Telegram")
    commands.add_parser("migrate", help="bring the database up to date and leave")
    backing_up = commands.add_parser("backup", help="copy the database, also while the bot runs")
    backing_up.add_argument("file", type=Path, metavar="FILE", help="where the copy goes")
    restoring = commands.add_parser("restore", help="put a backup in place of a database that is lost")
    restoring.add_argument("file", type=Path, metavar="FILE", help="what `backup` has written")
    of_units = commands.add_parser("units", help="the resort's units").add_subparsers(dest="what", required=True)
    of_units.add_parser("import", help="take units over from a CSV").add_argument("file", type=Path, metavar="FILE")
    of_units.add_parser("example", help="print a CSV for this resort that works as it stands")
    inviting = commands.add_parser("invite", help="print a one-time code that lets somebody in")
    inviting.add_argument("--role", choices=[str(role) for role in INVITED], required=True)
    inviting.add_argument("--unit", required=True, metavar="CODE")
    inviting.add_argument("--post", choices=[str(post) for post in Post], help="for the command")
    inviting.add_argument("--village", metavar="CODE", help="a Bhabinkamtibmas' kelurahan")
    auditing = commands.add_parser("audit", help="the memory of acts").add_subparsers(dest="what", required=True)
    auditing.add_parser("verify", help="find events that are missing or were changed")
    asked = parser.parse_args(arguments)
    try:
        settings = setting.read()
    except WrongSetting as error:
        print(f"bot.py: {error}", file=sys.stderr)
        return 2
    logs.set_up(settings.log_level, settings.bot_token.get_secret_value(), settings.log_format)
    try:
        return _carry_out(asked, settings, clock or WallClock())
    except (CannotStart, TelegramError, OSError) as error:
        print(f"bot.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _carry_out(asked: argparse.Namespace, settings: Settings, clock: WallClock) -> int:
    match asked.command, getattr(asked, "what", None):
        case "sandbox", _:
            sandbox(settings)
        case "migrate", _:
            admin.migrate(settings)
        case "backup", _:
            admin.backup(settings, asked.file)
        case "restore", _:
            admin.restore(settings, asked.file, clock())
        case "units", "import":
            admin.import_units(settings, asked.file)
        case "units", _:
            admin.example_units(settings)
        case "invite", _:
            to = admin.invitation(asked.role, asked.unit, asked.post, asked.village)
            admin.invite(settings, to, clock())
        case "audit", _:
            return 0 if admin.verify_audit(settings) else 1
        case _:
            run(settings, clock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
