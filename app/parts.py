"""The running parts of the bot: what is built, in which order it starts, and how it ends."""

import asyncio
import contextlib
import logging
import os
import tomllib
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

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.error import TelegramError as BotError

from app import systemd
from app.admin import alone, open_database
from app.protection import CannotStart
from app.settings import Settings
from broadcasts.programme import Programme
from broadcasts.programme_file import load
from db.database import Database
from db.unit_of_work import Resort
from db.vault import Vault
from exports.exporter import Exporter
from exports.job import Greeting
from gateway import polling, webhook
from gateway.after_commit import AfterCommit
from gateway.announcer import Announcer
from gateway.evidence import EvidenceFetcher
from gateway.inbox import Inbox
from gateway.pacing import Pace, Rate, overall_rate
from gateway.sender import Sender
from gateway.transport import Transport
from gateway.upkeep import Upkeep
from gateway.window import Window
from handlers.common.commands import set_menus
from handlers.operations.alarms import Alarms
from handlers.routes import ALLOWED_UPDATES
from handlers.switchboard import Switchboard
from handlers.ticker import Ticker
from health import http
from health.checkup import Checkup
from health.condition import Trouble, troubles
from metrics.vitals import Vitals
from reports.routing import Rule, default_rules, parse_rules
from resort.area import Areas
from resort.wrong_file import WrongFile, text_of

log = logging.getLogger("bot")

RESTART_SECONDS = 5.0
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Siaga:
    """The running parts, as the command line and the tests need them."""

    database: Database
    vault: Vault
    inbox: Inbox
    sender: Sender
    announcer: Announcer
    exporter: Exporter
    ticker: Ticker
    alarms: Alarms
    vitals: Vitals
    username: str


def never_set() -> timedelta:
    """Answer for a played clock: it was never set."""
    return timedelta(0)


@asynccontextmanager
async def running(settings: Settings, now: Clock, was_set: Callable[[], timedelta] = never_set) -> AsyncIterator[Siaga]:
    """Build everything and run it until the block is left; then finish what is in hand.

    `was_set` tells by how much the clock was set, ahead or back, since it was last asked.
    """
    areas = Areas.load(settings.resort_code)
    if not areas.districts:
        raise CannotStart(f"RESORT_CODE: no kabupaten or kota has the code {settings.resort_code}")
    rules, programme = _rules(settings), programme_of(settings)
    async with contextlib.AsyncExitStack() as parts:
        parts.enter_context(alone(settings.database))
        vitals = Vitals(now)
        database, vault = await open_database(settings, vitals)
        parts.push_async_callback(database.close)
        zone = ZoneInfo(settings.timezone)
        checkup = Checkup(database, vitals, now, version(), programme, zone)
        if settings.health_listen:
            await parts.enter_async_context(_health(settings.health_listen, checkup, vitals))
        token = settings.bot_token.get_secret_value()
        transport = Transport(settings.telegram_api_url, token, vitals)
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

        window = Window(_window(settings))
        files = settings.database.with_name("exports")
        sender = Sender(database, vault, transport, _pace(settings), now, window, files, vitals)
        announcer = Announcer(database, vault, sender, now, window, paid=settings.paid_broadcasts)
        fetcher = EvidenceFetcher(database, transport, settings.database.with_name("evidence"), now)
        resort = Resort(
            name=settings.resort_name,
            prefix=settings.report_prefix,
            zone=zone,
            areas=areas,
            bot_username=bot.username,
            reports_per_hour=settings.reports_per_hour,
            response_time=settings.response_time,
            rules=rules,
            programme=programme,
            guarded_names=tuple(name for part in settings.guarded_names.split(",") if (name := part.strip())),
            unsent_after=timedelta(minutes=settings.minutes_unsent),
        )
        exports_changed = asyncio.Event()
        after_commit = AfterCommit(database, sender, announcer, fetcher, exports_changed)
        greeting = Greeting(
            database=str(settings.database.absolute()),
            data_key=settings.data_key.get_secret_value(),
            resort_code=settings.resort_code,
            timezone=settings.timezone,
            unsent_seconds=resort.unsent_after.total_seconds(),
        )
        exporter = Exporter(database, vault, resort, after_commit, files, greeting, now, exports_changed)
        switchboard = Switchboard(database, vault, transport, after_commit, checkup, bot, resort, now, vitals)
        inbox = Inbox(database, vault, switchboard.handle, now, vitals)

        await sender.resume()
        sending = asyncio.create_task(sender.run())
        parts.push_async_callback(_stop_sending, sender, sending)
        await parts.enter_async_context(_background(fetcher.run))
        await parts.enter_async_context(_background(exporter.run))
        await parts.enter_async_context(_background(partial(_tell_menus, bot)))
        await parts.enter_async_context(_background(announcer.run))
        ticker = Ticker(database, vault, after_commit, announcer, resort, now, was_set, vitals)
        alarms = Alarms(database, vault, after_commit, checkup, vitals, resort, now)
        await parts.enter_async_context(_background(Upkeep(database, now, partial(_tick, ticker, alarms, vitals)).run))
        parts.push_async_callback(switchboard.finish)
        parts.push_async_callback(inbox.stop)
        await inbox.resume()
        if settings.webhook_url:
            await parts.enter_async_context(_webhook(settings, bot, inbox))
            watching = partial(webhook.watch, transport, settings.webhook_url, vitals.webhook_seen)
            await parts.enter_async_context(_background(watching))
        else:
            await _insist(bot.delete_webhook)
            await parts.enter_async_context(_background(partial(polling.poll, transport, inbox, ALLOWED_UPDATES)))
        if Trouble.NOBODY in troubles(await checkup.look()):
            log.warning("nobody can be called: import units and invite officers, as README.md says")
        yield Siaga(database, vault, inbox, sender, announcer, exporter, ticker, alarms, vitals, bot.username)


def version() -> str:
    """Of this program, as its pyproject.toml says."""
    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


async def _tick(ticker: Ticker, alarms: Alarms, vitals: Vitals) -> None:
    systemd.tell(systemd.ALIVE)
    try:
        await ticker.tick()
        vitals.ticked.note()  # one that fails is none: the command is told when what is due does not happen
    finally:
        await alarms.look()


@asynccontextmanager
async def _health(listen: str, checkup: Checkup, vitals: Vitals) -> AsyncIterator[None]:
    """Answer how the bot is. An address that cannot be had never keeps the bot from citizens."""
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(http.application(checkup.look, vitals), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, int(port)).start()
        except OSError as error:
            log.warning("HEALTH_LISTEN: cannot listen on %s, the bot runs on without: %s", listen, error.strerror)
        yield
    finally:
        await runner.cleanup()


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
        return parse_rules(text_of(Path(settings.routing_file).read_bytes()))
    except OSError as error:
        raise CannotStart(f"ROUTING_FILE: {settings.routing_file}: {error.strerror}") from None
    except WrongFile as error:
        raise CannotStart("\n".join(f"ROUTING_FILE: {problem}" for problem in error.problems)) from None


def programme_of(settings: Settings) -> Programme:
    """The election that the settings name. Raises `CannotStart`."""
    try:
        return load(settings.election)
    except WrongFile as error:
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
