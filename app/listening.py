"""The addresses the bot listens on: for Telegram's webhook and for the operator's programs."""

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import TelegramError as BotError

from app.background import insist
from app.protection import CannotStart
from app.settings import Settings
from gateway import webhook
from gateway.inbox import Inbox
from handlers.routes import ALLOWED_UPDATES
from health import http
from health.checkup import Checkup
from metrics.vitals import Vitals

log = logging.getLogger("bot")


@asynccontextmanager
async def health_door(listen: str, checkup: Checkup, vitals: Vitals) -> AsyncIterator[None]:
    """Answer the operator's programs. If the address cannot be used, the bot runs without."""
    async with _answered(http.application(checkup.look, vitals), listen):
        yield


@asynccontextmanager
async def standby_door(listen: str) -> AsyncIterator[None]:
    """Answer the operator's programs while another bot holds the resort: this one is alive, and stands by."""
    async with _answered(http.standing_by(), listen):
        yield


@asynccontextmanager
async def _answered(application: web.Application, listen: str) -> AsyncIterator[None]:
    async with AsyncExitStack() as door:
        try:
            await door.enter_async_context(_served(application, listen))
        except OSError as error:
            log.warning("HEALTH_LISTEN: cannot listen on %s, the bot runs on without: %s", listen, error.strerror)
        yield


@asynccontextmanager
async def webhook_door(settings: Settings, bot: Bot, inbox: Inbox) -> AsyncIterator[None]:
    """Receive updates by webhook, and tell Telegram the address. Raises `CannotStart`."""
    secret = settings.webhook_secret.get_secret_value()
    application = webhook.application(inbox, secret, urlsplit(settings.webhook_url).path or "/")
    async with AsyncExitStack() as door:
        try:
            await door.enter_async_context(_served(application, settings.listen))
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
            await insist(set_webhook)
        except BotError as error:
            raise CannotStart(f"WEBHOOK_URL: Telegram refuses it: {error}") from None
        yield


@asynccontextmanager
async def _served(application: web.Application, listen: str) -> AsyncIterator[None]:
    """Answer at an address, `HOST:PORT`. Raises `OSError` when it cannot be used."""
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(application, access_log=None, keepalive_timeout=webhook.HEAD_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, int(port)).start()
        yield
    finally:
        await runner.cleanup()
