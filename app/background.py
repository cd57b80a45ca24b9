"""Background tasks that are restarted when they fail, and calls that are repeated until Telegram answers."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter

log = logging.getLogger("bot")

RESTART_SECONDS = 5.0


@asynccontextmanager
async def background(work: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Run `work` in the background while the block runs; if it fails, start it again."""

    async def keep_going() -> None:
        while True:
            try:
                return await work()
            except Exception:
                log.exception("a part failed and is started again")
                await asyncio.sleep(RESTART_SECONDS)

    task = asyncio.create_task(keep_going())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def insist(call: Callable[[], Awaitable[object]]) -> None:
    """Repeat a call to Telegram until it is answered. A refusal is raised."""
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
