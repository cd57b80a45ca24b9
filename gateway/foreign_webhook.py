"""A webhook that somebody else set while we poll: Telegram then gives us no updates.

It may be a leftover: it is removed once. Set again within the hour, somebody else holds the token, and the command has
to know. Its address is never logged: it may carry a secret.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from gateway.errors import TelegramError
from gateway.transport import Transport

log = logging.getLogger(__name__)

REMOVED_ONCE_IN = timedelta(hours=1)


class ForeignWebhook:
    """Removes it once an hour; tells `leaked` when it came back sooner, and when updates come again."""

    def __init__(self, transport: Transport, now: Callable[[], datetime], leaked: Callable[[bool], None]) -> None:
        self._transport, self._now, self._leaked = transport, now, leaked
        self._removed_at: datetime | None = None

    async def met_conflict(self) -> None:
        """Telegram gives no updates: look whether a webhook is why."""
        try:
            if not (await self._transport.call("getWebhookInfo", {})).get("url"):
                return  # another program polls
            if self._removed_at is not None and abs(self._now() - self._removed_at) < REMOVED_ONCE_IN:
                log.error("a foreign webhook was set again: somebody else has the token")
                self._leaked(True)
                return
            log.error("a foreign webhook is removed")
            await self._transport.call("deleteWebhook", {})
            self._removed_at = self._now()
        except TelegramError as error:
            log.warning("a foreign webhook could not be looked at: %s", error)

    def heard(self) -> None:
        """Updates come."""
        self._leaked(False)
