"""The webhook: answers 200 only after the update is on disk."""

import asyncio
import hmac
import logging
from collections.abc import Callable

import orjson
from aiohttp import web
from aiohttp.http import HttpProcessingError

from db.database import Unavailable
from gateway import text
from gateway.errors import TelegramError
from gateway.inbox import Inbox
from gateway.transport import Transport

log = logging.getLogger(__name__)

WATCH_SECONDS = 60.0
LARGEST_BODY = 1 << 20
READ_SECONDS = 10.0  # for the whole body: Telegram sends it at once
HEAD_SECONDS = 20.0  # for the head of a request, and between two requests: a slow connection is closed
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


async def watch(transport: Transport, url: str, seen: Callable[[bool], None]) -> None:
    """Ask Telegram every minute, until cancelled, whether the webhook is still ours, and tell `seen`."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        try:
            info = await transport.call("getWebhookInfo", {})
        except TelegramError as error:
            log.info("the webhook is not known: %s", error)
            continue
        if not (ours := info.get("url") == url):
            log.error("the webhook was taken away: somebody else uses the token")
        seen(ours)


def application(inbox: Inbox, secret: str, path: str) -> web.Application:
    """The web application that takes updates at `path`.

    403 for a wrong secret, 413 for a body over 1 MB, 400 for what is no update, 503 while it cannot be stored:
    Telegram then tries again. The connection is closed where the body does not arrive within `READ_SECONDS`.
    """

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode()):
            return web.Response(status=403, text="wrong secret")
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await request.read()
        except TimeoutError:
            log.warning("a body that did not arrive in time was refused")
            request.protocol.force_close()  # an answer would wait for the rest of the body
            return web.Response(status=408, text="too slow")
        except (web.RequestPayloadError, ConnectionError) as error:
            return _refused(error)
        try:
            update = text.loads(body)
            if type(update["update_id"]) is not int or not 0 <= update["update_id"] < 1 << 63:
                raise TypeError
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            return _refused(error)
        try:
            await inbox.receive([update])
        except Unavailable as error:
            log.warning("an update could not be stored: %s", error)
            return web.Response(status=503, text="try again")
        return web.Response()

    logging.getLogger("aiohttp.server").addFilter(_concerns_us)
    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post(path, take)
    return app


def _refused(error: Exception) -> web.Response:
    log.warning("what is no update was refused: %s", type(error).__name__)
    return web.Response(status=400, text="not an update")


def _concerns_us(record: logging.LogRecord) -> bool:
    """Whether a line of the web server tells of an error of ours, and not of something sent that is no request."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | web.RequestPayloadError | ConnectionError)
