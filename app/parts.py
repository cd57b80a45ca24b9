"""The running parts of the bot: what is built, in which order it starts, and how it ends."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import InvalidToken
from telegram.error import TelegramError as BotError

from app import begun, systemd
from app.background import background, insist
from app.configuration import (
    areas_of,
    pace_of,
    programme_of,
    reserve_of,
    resort_of,
    rules_of,
    texts_of,
    version,
    window_of,
)
from app.erased_list import follow_erasures
from app.following import follow_memory, follow_terrain, follow_words, load_terrain
from app.holding import held, keep
from app.key_change import follow_key
from app.listening import health_door, standby_door, webhook_door
from app.opening import open_database
from app.protection import CannotStart
from app.settings import Settings
from app.text_folder import SHIPPED
from copies.copier import QUICK_SECONDS, Copier
from copies.process import CopyingProcess
from copies.recordings import recodes
from db.address import Schema, url_of
from db.database import Database
from db.unit_of_work import Resort
from db.vault import Vault
from exports.exporter import FOLDER, Exporter
from exports.job import Greeting
from gateway import polling, webhook
from gateway.after_commit import AfterCommit
from gateway.announcer import Announcer
from gateway.disk import Ballast
from gateway.errors import TelegramError
from gateway.evidence import EvidenceFetcher
from gateway.foreign_webhook import ForeignWebhook
from gateway.inbox import Inbox
from gateway.sender import Sender
from gateway.transport import Transport
from gateway.upkeep import Upkeep
from gateway.window import Window
from handlers.common import profile
from handlers.common.commands import set_menus
from handlers.operations.alarms import Alarms
from handlers.operations.group_watch import GroupWatch
from handlers.routes import ALLOWED_UPDATES
from handlers.switchboard import Switchboard
from handlers.telegram.update import Account
from handlers.ticker import Ticker
from health.checkup import Checkup
from health.condition import Trouble, troubles
from health.operator_channel import OperatorChannel
from metrics.vitals import Vitals
from reports.meaning import prepare

log = logging.getLogger("bot")

Clock = Callable[[], datetime]
PICTURE = "gambar.jpg"  # of the bot, beside the resort's texts


@dataclass(frozen=True, slots=True)
class Siaga:
    """The running parts, as the command line and the tests need them."""

    database: Database
    vault: Vault
    inbox: Inbox
    sender: Sender
    announcer: Announcer
    exporter: Exporter
    copier: Copier
    ticker: Ticker
    alarms: Alarms
    vitals: Vitals
    username: str


def never_set() -> timedelta:
    """Answer for a played clock: it was never set."""
    return timedelta(0)


async def tick(ticker: Ticker, alarms: Alarms, vitals: Vitals) -> None:
    """Do what is due, then let the bot look at itself."""
    systemd.tell(systemd.ALIVE)
    try:
        await ticker.tick()
        vitals.ticked.note()  # one that fails is none: the command is told when what is due does not happen
    finally:
        await alarms.look()


@asynccontextmanager
async def running(
    settings: Settings,
    now: Clock,
    was_set: Callable[[], timedelta] = never_set,
    each_second: Callable[[Ticker, Alarms, Vitals], Awaitable[None]] = tick,
) -> AsyncIterator[Siaga]:
    """Build everything and run it until the block is left; then finish what is in hand.

    `was_set` tells by how much the clock was set, ahead or back, since it was last asked. With another `each_second`
    it is for the caller to `tick`.
    """
    areas, rules, programme = areas_of(settings), rules_of(settings), programme_of(settings)
    prepare(areas, now())
    async with AsyncExitStack() as parts:
        async with AsyncExitStack() as waiting:
            if settings.health_listen and isinstance(settings.address, Schema):
                await waiting.enter_async_context(standby_door(settings.health_listen))
            lease = await parts.enter_async_context(held(settings.address, begin=not begun.is_noted(settings.data)))
        vitals = Vitals(now)
        database, vault = await open_database(settings, vitals, now, lease, begin=True)
        parts.push_async_callback(database.close)
        if lease is not None:
            await _keep_running(parts, partial(keep, database))
        imported = await load_terrain(database, areas)
        texts, data, reserve = texts_of(settings), settings.data, reserve_of(settings)
        zone = ZoneInfo(settings.timezone)
        checkup = Checkup(database, data, vitals, now, version(), programme, zone, texts, reserve, recodes)
        if settings.health_listen:
            await parts.enter_async_context(health_door(settings.health_listen, checkup, vitals))
        transport, bot = await _connect(parts, settings, vitals)
        resort = resort_of(settings, areas, rules, programme, bot.username, texts)

        window, fetched = Window(window_of(settings)), asyncio.Event()
        exports_changed, groups_changed, erased = asyncio.Event(), asyncio.Event(), asyncio.Event()
        originals, copies = data / "evidence", data / "copies"
        quick = CopyingProcess(QUICK_SECONDS)
        parts.push_async_callback(quick.kill)
        sender = Sender(
            database, vault, transport, pace_of(settings), now, window, data, vitals, quick.stamp, groups_changed.set
        )
        announcer = Announcer(database, vault, sender, now, window, paid=settings.paid_broadcasts)
        fetcher = EvidenceFetcher(database, transport, originals, copies, now, fetched, reserve)
        after_commit = AfterCommit(database, sender, announcer, fetcher, exports_changed, groups_changed, erased)
        copier = Copier(database, vault, resort, after_commit, originals, copies, quick, now, fetched, reserve)
        greeting = _greeting(settings, resort)
        exporter = Exporter(database, vault, resort, after_commit, data / FOLDER, greeting, now, exports_changed)
        me = Account(bot.id, bot.username)
        switchboard = Switchboard(database, vault, transport, after_commit, checkup, me, resort, now, vitals)
        inbox = Inbox(database, vault, switchboard.handle, now, vitals)
        ticker = Ticker(database, vault, after_commit, announcer, resort, now, was_set, vitals)
        most = settings.group_most_members
        watch = GroupWatch(database, vault, transport, after_commit, resort, most, now, groups_changed)
        alarm_url, operator = settings.alarm_url.get_secret_value(), resort.contacts.operator_chat
        channel = OperatorChannel(transport, alarm_url, operator, resort.name, version(), vitals)
        alarms = Alarms(database, vault, after_commit, checkup, vitals, channel, resort, now)

        await sender.resume()
        sending = asyncio.create_task(sender.run())
        parts.push_async_callback(_stop_sending, sender, sending)
        await _keep_running(
            parts,
            Ballast(data / "cadangan-ruang").run,
            fetcher.run,
            copier.run,
            exporter.run,
            partial(_introduce, bot, transport, settings, texts.own),
            partial(follow_terrain, database, areas, imported),
            partial(follow_key, database, now),
            announcer.run,
            watch.run,
            channel.run,
            Upkeep(database, now, partial(each_second, ticker, alarms, vitals)).run,
        )
        parts.push_async_callback(switchboard.finish)
        parts.push_async_callback(inbox.stop)
        await inbox.resume()
        if settings.webhook_url:
            await parts.enter_async_context(webhook_door(settings, bot, inbox))
            await _keep_running(parts, partial(webhook.watch, transport, settings.webhook_url, vitals.webhook_seen))
        else:
            await insist(bot.delete_webhook)
            foreign = ForeignWebhook(transport, now, vitals.token_leaked)
            moved = lease is not None
            await _keep_running(parts, partial(polling.poll, transport, inbox, ALLOWED_UPDATES, foreign, moved=moved))
        await _keep_running(
            parts,
            partial(follow_memory, database, now),
            partial(follow_words, database, vault, resort, now),
            partial(follow_erasures, database, data, erased),
        )
        await _warn(resort, checkup)
        yield Siaga(database, vault, inbox, sender, announcer, exporter, copier, ticker, alarms, vitals, bot.username)


async def _keep_running(parts: AsyncExitStack, *works: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run each in the background for as long as the parts run."""
    for work in works:
        await parts.enter_async_context(background(work))


async def _connect(parts: AsyncExitStack, settings: Settings, vitals: Vitals) -> tuple[Transport, Bot]:
    """The way to Telegram, once it has answered. Raises `CannotStart` for a wrong token."""
    token = settings.bot_token.get_secret_value()
    transport = Transport(settings.telegram_api_url, token, vitals)
    parts.push_async_callback(transport.shutdown)
    url = f"{settings.telegram_api_url.rstrip('/')}/bot"
    bot = Bot(token, base_url=url, request=transport, get_updates_request=transport)
    try:
        await insist(bot.initialize)
    except InvalidToken:
        raise CannotStart("BOT_TOKEN: Telegram does not know this token") from None
    return transport, bot


def _greeting(settings: Settings, resort: Resort) -> Greeting:
    """What the process that makes exports needs to know."""
    return Greeting(
        database=url_of(settings.address),
        data_folder=str(settings.data.absolute()),
        data_key=settings.data_key.get_secret_value(),
        resort_code=settings.resort_code,
        timezone=settings.timezone,
        unsent_seconds=resort.unsent_after.total_seconds(),
    )


async def _warn(resort: Resort, checkup: Checkup) -> None:
    """Write into the log what is still missing for the bot to be of use."""
    if not resort.contacts.channel:
        log.warning("OPERATOR_CHAT and ALARM_URL are empty: alarms reach the command in chat, and no operator")
    if Trouble.NOBODY in troubles(await checkup.look()):
        log.warning("nobody can be called: import units and invite officers, as README.md says")


async def _introduce(bot: Bot, transport: Transport, settings: Settings, own_texts: Path) -> None:
    """The command menus, and what Telegram shows of the bot; none of it is worth a start that fails."""
    pictures = [own_texts / PICTURE, SHIPPED / PICTURE]
    try:
        await set_menus(bot)
        await profile.tell_descriptions(transport, settings.resort_name)
        await profile.show_picture(transport, pictures, settings.data / "gambar-bot.sha256")
    except (BotError, TelegramError, OSError) as error:
        log.warning("the command menus or the bot's profile could not be set: %s", error)


async def _stop_sending(sender: Sender, sending: asyncio.Task[None]) -> None:
    sender.stop()
    await sending
