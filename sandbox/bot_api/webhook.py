"""Delivery to a webhook: a chat's updates in order, chats in parallel, tried again until the bot answers 2xx."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import orjson

from sandbox.telegram.shapes import Raw
from sandbox.world.delivery import Pending, Updates
from sandbox.world.faults import Faults


@dataclass(slots=True)
class Settings:
    """What setWebhook was given."""

    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""


class Webhook:
    """One webhook while it is set. `answer` takes a call that the bot wrote into its response."""

    first_wait = 0.1  # seconds before the second try; doubles up to `longest_wait`. Telegram starts with 1.
    longest_wait = 5.0

    def __init__(
        self,
        settings: Settings,
        updates: Updates,
        faults: Faults,
        answer: Callable[[Raw], Awaitable[object]],
        now: Callable[[], int],
    ) -> None:
        self.settings = settings
        self.last_error: tuple[int, str] | None = None
        self._updates = updates
        self._faults = faults
        self._answer = answer
        self._now = now
        self._turns = asyncio.Semaphore(settings.max_connections)
        self._lanes: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=settings.max_connections),
            timeout=aiohttp.ClientTimeout(total=60),
        )
        self._headers = {"Content-Type": "application/json"}
        if settings.secret:
            self._headers["X-Telegram-Bot-Api-Secret-Token"] = settings.secret
        updates.arrived = self._take
        for pending in list(updates.pending.values()):
            self._take(pending)

    async def close(self) -> None:
        """Stop delivering; what was not taken stays queued."""
        self._updates.arrived = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    def _take(self, pending: Pending) -> None:
        lane = self._lanes.get(pending.lane)
        if lane is not None:
            lane.append(pending)
            return
        self._lanes[pending.lane] = deque([pending])
        task = asyncio.create_task(self._serve(pending.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, key: int) -> None:
        lane = self._lanes[key]
        wait = self.first_wait
        while lane:
            pending = lane[0]
            if pending.id not in self._updates.pending:  # dropped meanwhile
                lane.popleft()
                continue
            if held := self._faults.held_for or self._faults.away_for:
                await asyncio.sleep(held)
            async with self._turns:
                problem = await self._post(pending)
            if problem is None:
                wait = self.first_wait
                self._updates.confirm(pending.id)
                continue
            self.last_error = (self._now(), problem)
            await asyncio.sleep(wait)
            wait = min(2 * wait, self.longest_wait)
        del self._lanes[key]

    async def _post(self, pending: Pending) -> str | None:
        """Why it failed, or None."""
        if self._faults.latency:
            await asyncio.sleep(self._faults.latency / 2)
        try:
            async with self._session.post(
                self.settings.url, data=pending.body, headers=self._headers, allow_redirects=False
            ) as response:
                body = await response.read()
                if not 200 <= response.status < 300:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except (aiohttp.ClientError, TimeoutError, OSError):
            return "Connection was closed or timed out"
        if body.startswith(b"{"):
            try:
                call = orjson.loads(body)
            except orjson.JSONDecodeError:
                return None
            if isinstance(call, dict) and "method" in call:
                await self._answer(call)
        return None
