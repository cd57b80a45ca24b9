"""The operator's channel: an address that takes the bot's condition as JSON, and a chat for the alarms.

What is posted is the condition, not its change: the same one twice does no harm, so that a restart posts it again.
"""

import asyncio
import logging
from collections.abc import Sequence

import aiohttp
import orjson

from gateway.errors import TelegramError
from gateway.transport import Transport
from health.condition import Trouble, verdict
from metrics.observer import Observer

log = logging.getLogger(__name__)

DAY = 86_400.0
RETRY_SECONDS = 60.0
POST_SECONDS = 10.0


class OperatorChannel:
    """Posts the condition when it changes, and tries the address and the chat once a day; `run` it as a task.

    The address may hold a secret: it is never logged.
    """

    def __init__(
        self, transport: Transport, address: str, chat: int | None, resort: str, version: str, observer: Observer
    ) -> None:
        self._transport, self._address, self._chat = transport, address, chat
        self._about = {"resort": resort, "version": version}
        self._observer = observer
        self._troubles: tuple[Trouble, ...] | None = None  # None until the first look
        self._posted: tuple[Trouble, ...] | None = None
        self._changed = asyncio.Event()

    def show(self, troubles: Sequence[Trouble]) -> None:
        """Take over the troubles that last now."""
        if (now := tuple(sorted(troubles))) != self._troubles:
            self._troubles = now
            self._changed.set()

    async def run(self) -> None:
        """Post and try until cancelled."""
        loop = asyncio.get_running_loop()
        daily_at = loop.time()
        while True:
            due = loop.time() >= daily_at
            well = True
            if self._troubles is not None and (due or self._troubles != self._posted):
                well = await self._post(self._troubles) and (not due or await self._chat_answers())
                self._observer.operator_reached(well)
                if well and due:
                    daily_at = loop.time() + DAY
            pause = daily_at - loop.time() if well else RETRY_SECONDS
            try:
                async with asyncio.timeout(max(0.0, pause) if self._troubles is not None else None):
                    await self._changed.wait()
            except TimeoutError:
                continue
            self._changed.clear()

    async def _post(self, troubles: tuple[Trouble, ...]) -> bool:
        """Post the condition; whether the address took it."""
        if not self._address:
            self._posted = troubles
            return True
        body = orjson.dumps({**self._about, "status": verdict(troubles), "reasons": troubles})
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=POST_SECONDS)) as session,
                session.post(self._address, data=body, headers={"Content-Type": "application/json"}) as answer,
            ):
                taken = 200 <= answer.status < 300
                if not taken:
                    log.warning("ALARM_URL answered %d", answer.status)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("ALARM_URL cannot be reached: %s", type(error).__name__)
            return False
        if taken:
            self._posted = troubles
        return taken

    async def _chat_answers(self) -> bool:
        """Whether the bot may write in the operator's chat; it shows that it writes, and sends nothing."""
        if self._chat is None:
            return True
        try:
            await self._transport.call("sendChatAction", {"chat_id": self._chat, "action": "typing"})
        except TelegramError as error:
            log.warning("OPERATOR_CHAT cannot be written to: %s", type(error).__name__)
            return False
        return True
