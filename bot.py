"""Siaga's command line, and the only place that builds its parts."""

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

os.environ.setdefault("PTB_TIMEDELTA", "1")

import uvloop
from aiohttp import web
from pydantic import SecretStr
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.error import TelegramError as BotError

import admin
import drill
import logs
import settings as setting
from admin import CannotStart, alone, open_database
from broadcasts.programme import Programme
from broadcasts.programme_file import WrongProgramme, load
from db import events
from db.database import Database
from db.vault import Vault
from gateway import polling, webhook
from gateway.announcer import Announcer
from gateway.errors import TelegramError
from gateway.evidence import EvidenceFetcher
from gateway.inbox import Inbox
from gateway.pacing import Pace, Rate, overall_rate
from gateway.sender import Sender
from gateway.transport import Transport
from gateway.upkeep import Upkeep
from handlers import ALLOWED_UPDATES
from handlers.commands import set_menus
from handlers.office import Resort
from handlers.switchboard import Switchboard
from handlers.ticker import Ticker
from reports.area import Areas
from reports.authority import INVITED, Post
from reports.routing import Rule, RulesError, default_rules, parse_rules
from settings import Settings, WrongSetting
from wallclock import WallClock, read_wall

log = logging.getLogger("bot")

LEAVE_SECONDS = 8.0
RESTART_SECONDS = 5.0
OBJECTS_BETWEEN_COLLECTIONS = 20_000  # not Python's 700: the updates in hand alone hold more
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Siaga:
    """The running parts, for who starts them: the command line and the tests."""

    database: Database
    vault: Vault
    inbox: Inbox
    sender: Sender
    announcer: Announcer
    ticker: Ticker
    username: str


def never_set_back() -> timedelta:
    """Of a clock that is played."""
    return timedelta(0)


@asynccontextmanager
async def running(
    settings: Settings, now: Clock, set_back: Callable[[], timedelta] = never_set_back
) -> AsyncIterator[Siaga]:
    """Build everything and run it until the block is left; then finish what is in hand.

    `set_back` tells by how much the clock was set back since it was last asked.
    """
    areas = Areas.load(settings.resort_code)
    if not areas.districts:
        raise CannotStart(f"RESORT_CODE: no kabupaten or kota has the code {settings.resort_code}")
    async with contextlib.AsyncExitStack() as parts:
        parts.enter_context(alone(settings.database))
        database, vault = await open_database(settings)
        parts.push_async_callback(database.close)
        token = settings.bot_token.get_secret_value()
        transport = Transport(settings.telegram_api_url, token)
        bot = Bot(
            token,
            base_url=f"{settings.telegram_api_url.rstrip('/')}/bot",
            request=transport,
            get_updates_request=transport,
        )
        parts.push_async_callback(transport.shutdown)
        try:
            await _insist(bot.initialize)
        except InvalidToken:
            raise CannotStart("BOT_TOKEN: Telegram does not know this token") from None

        sender = Sender(database, vault, transport, _pace(settings), now)
        announcer = Announcer(database, vault, sender, now, window=_window(settings), paid=settings.paid_broadcasts)
        fetcher = EvidenceFetcher(database, transport, settings.database.with_name("evidence"), now)
        resort = Resort(
            name=settings.resort_name,
            prefix=settings.report_prefix,
            zone=ZoneInfo(settings.timezone),
            areas=areas,
            bot_username=bot.username,
            reports_per_hour=settings.reports_per_hour,
            patience=settings.patience,
            rules=_rules(settings),
            programme=_programme(settings),
            guarded_names=tuple(name for part in settings.guarded_names.split(",") if (name := part.strip())),
            unsent_after=timedelta(minutes=settings.minutes_unsent),
        )
        switchboard = Switchboard(database, vault, transport, sender, announcer, fetcher, bot, resort, now)
        inbox = Inbox(database, vault, switchboard.handle, now)

        await sender.resume()
        sending = asyncio.create_task(sender.run())
        parts.push_async_callback(_stop_sending, sender, sending)
        await parts.enter_async_context(_background(fetcher.run))
        await parts.enter_async_context(_background(partial(_tell_menus, bot)))
        await parts.enter_async_context(_background(announcer.run))
        ticker = Ticker(database, vault, sender, announcer, fetcher, resort, now, set_back)
        await parts.enter_async_context(_background(Upkeep(database, now, ticker.tick).run))
        parts.push_async_callback(switchboard.finish)
        parts.push_async_callback(inbox.stop)
        await inbox.resume()
        if settings.webhook_url:
            await parts.enter_async_context(_webhook(settings, bot, inbox))
        else:
            await _insist(bot.delete_webhook)
            await parts.enter_async_context(_background(partial(polling.poll, transport, inbox, ALLOWED_UPDATES)))
        yield Siaga(database, vault, inbox, sender, announcer, ticker, bot.username)


async def _insist(call: Callable[[], Awaitable[object]]) -> None:
    """Ask something of Telegram at the start, again and again while it is away; what it refuses comes out."""
    pause = 0.5
    while True:
        try:
            await call()
        except BadRequest:
            raise
        except RetryAfter as error:
            wait = error.retry_after
            await asyncio.sleep(wait.total_seconds() if isinstance(wait, timedelta) else wait)
        except NetworkError as error:
            log.warning("Telegram cannot be reached, next try in %.2g s: %s", pause, error)
            await asyncio.sleep(pause)
            pause = min(30.0, pause * 2)
        else:
            return


async def _tell_menus(bot: Bot) -> None:
    try:
        await set_menus(bot)
    except BotError as error:
        log.warning("the command menus could not be set: %s", error)


async def _stop_sending(sender: Sender, sending: asyncio.Task[None]) -> None:
    sender.stop()
    await sending


@asynccontextmanager
async def _background(work: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Run something beside the rest until the end; should it ever fail, it is begun again."""

    async def keep_going() -> None:
        while True:
            try:
                return await work()
            except Exception:
                log.exception("a part failed and is begun again")
                await asyncio.sleep(RESTART_SECONDS)

    task = asyncio.create_task(keep_going())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def _webhook(settings: Settings, bot: Bot, inbox: Inbox) -> AsyncIterator[None]:
    host, _, port = settings.listen.rpartition(":")
    secret = settings.webhook_secret.get_secret_value()
    runner = web.AppRunner(
        webhook.application(inbox, secret, urlsplit(settings.webhook_url).path or "/"), access_log=None
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, int(port)).start()
        except OSError as error:
            raise CannotStart(f"LISTEN: cannot listen on {settings.listen}: {error.strerror}") from None
        set_webhook = partial(
            bot.set_webhook,
            settings.webhook_url,
            secret_token=secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=100,
        )
        try:
            await _insist(set_webhook)
        except BotError as error:
            raise CannotStart(f"WEBHOOK_URL: Telegram refuses it: {error}") from None
        yield
    finally:
        await runner.cleanup()


def _rules(settings: Settings) -> tuple[Rule, ...]:
    if not settings.routing_file:
        return default_rules()
    try:
        return parse_rules(Path(settings.routing_file).read_text(encoding="utf-8"))
    except (OSError, RulesError) as error:
        first = str(error).splitlines()[0]
        raise CannotStart(f"ROUTING_FILE: {first}") from None


def _programme(settings: Settings) -> Programme:
    try:
        return load(settings.election)
    except WrongProgramme as error:
        raise CannotStart(f"ELECTION: {error.problems[0]}") from None


def _window(settings: Settings) -> int:
    """About a second of announcements: no more of them are unsure after a kill."""
    return max(10, min(100, round(settings.messages_per_second)))


def _pace(settings: Settings) -> Pace:
    private = settings.chat_messages_per_second
    return Pace(
        overall=overall_rate(settings.messages_per_second),
        private=Rate(private, max(4, round(private))),
        paid=Rate(1000.0, 100) if settings.paid_broadcasts else None,
    )


async def run_until_told(
    settings: Settings,
    now: Clock,
    set_back: Callable[[], timedelta] = never_set_back,
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
        async with running(settings, now, set_back) as siaga:
            started = True
            if ready is not None:
                await ready(siaga)
            gc.freeze()  # what was built at the start stays: the collector need not walk through it again and again
            gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
            log.info("Siaga is running as @%s", siaga.username)
            await stop.wait()
            log.info("finishing what is in hand")
    except asyncio.CancelledError:
        if started or not stop.is_set():
            raise


def _leave_now() -> None:
    """What takes longer stays on disk for the next start."""
    log.warning("some work is left for the next start")
    logging.shutdown()
    os._exit(0)


def run(settings: Settings, clock: WallClock) -> None:
    """Run the bot against Telegram, or in the sandbox when there is no token."""
    if not settings.bot_token.get_secret_value():
        print("BOT_TOKEN is empty: starting the sandbox, without Telegram.")
        sandbox(settings)
        return
    uvloop.run(run_until_told(settings, clock, clock.set_back))


def sandbox(settings: Settings) -> None:
    """Run the bot and a local stand-in for Telegram in one process."""
    uvloop.run(_in_sandbox(settings))


async def _in_sandbox(settings: Settings) -> None:
    from sandbox import Clock as PlayedClock
    from sandbox import Sandbox, World

    host, _, port = settings.sandbox_listen.rpartition(":")
    clock = PlayedClock(min(read_wall(), drill.eve(_programme(settings), ZoneInfo(settings.timezone))))
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
    logs.set_up(settings.log_level, settings.bot_token.get_secret_value())
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
