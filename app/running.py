"""The bot as a process: runs until a signal says stop, then finishes what is in hand."""

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta

import uvloop

from app import drill, systemd
from app.parts import Clock, Siaga, never_set, running
from app.protection import CannotStart
from app.settings import Settings
from app.wallclock import WallClock

log = logging.getLogger("bot")

SECONDS_TO_LEAVE = 8.0
OBJECTS_BETWEEN_COLLECTIONS = 20_000  # not Python's 700: the updates in hand alone hold more
_REPLACED = "another bot does"
_SILENT = "the server did not answer for five seconds, as when its standby is away"
_DAMAGED = "DATABASE_URL: {} is damaged; put the newest backup in place with `bot.py restore`"


def run(settings: Settings, clock: WallClock) -> None:
    """Run the bot against Telegram, or in the sandbox when there is no token."""
    if not settings.bot_token.get_secret_value():
        print("BOT_TOKEN is empty: starting the sandbox, without Telegram.")
        run_sandbox(settings)
        return
    uvloop.run(run_until_told(settings, clock, clock.was_set))


def run_sandbox(settings: Settings) -> None:
    """Run the bot and a local stand-in for Telegram in one process."""

    async def beside_the_stand_in() -> None:
        async with drill.stand_in(settings) as stand_in:
            await run_until_told(stand_in.settings, stand_in.now, ready=stand_in.tell)

    uvloop.run(beside_the_stand_in())


async def run_until_told(
    settings: Settings,
    now: Clock,
    was_set: Callable[[], timedelta] = never_set,
    ready: Callable[[Siaga], Awaitable[None]] | None = None,
) -> None:
    """Run until SIGTERM or SIGINT; then finish what is in hand. `ready` is called once the bot runs."""
    loop, stop, this = asyncio.get_running_loop(), asyncio.Event(), asyncio.current_task()
    assert this is not None
    started = False

    def leave() -> None:
        if not stop.is_set():
            loop.call_later(SECONDS_TO_LEAVE, _leave_now)
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
            await _first(stop, siaga.database.damaged, siaga.database.lost)
            if siaga.database.lost.is_set():
                why = _REPLACED if siaga.database.replaced else _SILENT
                log.error(
                    "this bot does not hold the resort's database any more (%s): it ends, to send nothing twice", why
                )
                _leave_now(1)
            if siaga.database.damaged.is_set():
                loop.call_later(SECONDS_TO_LEAVE, _leave_now, 1)
                raise CannotStart(_DAMAGED.format(settings.address))
            systemd.tell(systemd.LEAVING)
            log.info("finishing what is in hand")
    except asyncio.CancelledError:
        if started or not stop.is_set():
            raise


async def _first(*events: asyncio.Event) -> None:
    """Wait until one of the events is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


def _leave_now(code: int = 0) -> None:
    """End the process. Unfinished work stays on disk for the next start."""
    log.warning("some work is left for the next start")
    logging.shutdown()
    os._exit(code)
