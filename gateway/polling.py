"""Long polling: a batch is confirmed by asking for the next one, and that only after it is on disk."""

import asyncio
import logging
from collections.abc import Sequence

from db.database import Unavailable
from gateway.errors import BadToken, Conflict, NotSent, SlowDown, TelegramError
from gateway.foreign_webhook import ForeignWebhook
from gateway.inbox import Inbox
from gateway.transport import Transport

log = logging.getLogger(__name__)

WAIT_SECONDS = 25
MAY_POLL_ON = WAIT_SECONDS + 5.0  # a bot that held the resort before this one
LONGEST_PAUSE = 30.0
LONGEST_SLOW_DOWN = 120.0  # whatever Telegram asks for: a silence of hours is worse than another refusal
LONGEST_ABSENCE = 5.0  # until the next look whether Telegram, or the database, is there again: a look costs nothing


async def poll(
    transport: Transport,
    inbox: Inbox,
    allowed_updates: Sequence[str],
    webhook: ForeignWebhook | None = None,
    *,
    moved: bool = False,
) -> None:
    """Fetch updates until cancelled. Whatever fails is tried again, ever more slowly.

    `moved` says that another of this resort's bots may have polled until now.
    """
    offset: int | None = None
    settled_at = asyncio.get_running_loop().time() + (MAY_POLL_ON if moved else 0)
    pause = 0.0
    while True:
        params: dict[str, object] = {
            "timeout": 0 if pause else WAIT_SECONDS,  # after a failure an empty answer tells that all is well again
            "limit": 100,
            "allowed_updates": list(allowed_updates),
        }
        if offset is not None:
            params["offset"] = offset
        try:
            updates = await transport.call("getUpdates", params, seconds=WAIT_SECONDS + 10)
            if updates:
                await inbox.receive(updates)
                offset = max(update["update_id"] for update in updates) + 1
            pause = 0.0
            if webhook is not None:
                webhook.heard()
        except (TelegramError, Unavailable) as error:
            longest = LONGEST_ABSENCE if isinstance(error, NotSent | Unavailable) else LONGEST_PAUSE
            pause = (
                min(LONGEST_SLOW_DOWN, error.seconds)
                if isinstance(error, SlowDown)
                else min(longest, pause * 2 or 0.25)
            )
            conflict = isinstance(error, Conflict)
            if conflict and asyncio.get_running_loop().time() < settled_at:
                log.info("another bot of this resort had not ended yet, next try in %.2g s", pause)
            else:
                level = logging.ERROR if isinstance(error, BadToken | Conflict) else logging.WARNING
                log.log(level, "no updates, next try in %.2g s: %s: %s", pause, type(error).__name__, error)
            if conflict and webhook is not None:
                await webhook.met_conflict()
            await asyncio.sleep(pause)
