"""How the bot takes its updates: getUpdates, or a webhook that is set, described and deleted."""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import orjson

from sandbox.bot_api.webhook import Settings, Webhook
from sandbox.telegram.refusals import bad, conflict
from sandbox.telegram.shapes import Params, Raw
from sandbox.world.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LONGEST_POLL = 50  # seconds; the real server cuts longer ones too


class Subscription:
    """Holds the webhook while one is set. `answer` carries out a call written into a webhook's response."""

    def __init__(self, world: World, answer: Callable[[Raw], Awaitable[object]]) -> None:
        self.webhook: Webhook | None = None
        self._world = world
        self._answer = answer

    async def get_updates(self, params: Params) -> bytes:
        """The JSON of the result, as it goes out."""
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        if "allowed_updates" in params:
            self._allow(params)
        limit = params.number("limit", 100)
        return await self._world.updates.poll(
            params.number("offset"),
            limit if 1 <= limit <= 100 else 100,
            min(max(params.number("timeout"), 0), _LONGEST_POLL),
        )

    async def set_webhook(self, params: Params) -> bytes:
        url = params.text("url")
        if url:
            parts = urlsplit(url)
            if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
                raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.text("secret_token")
        if len(secret) > 256:
            raise bad("secret token is too long")
        if secret and not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        connections = params.number("max_connections", 40)
        if not 1 <= connections <= 100:
            raise bad("max_connections must be between 1 and 100")
        await self.close()
        if params.flag("drop_pending_updates"):
            self._world.updates.drop()
        if "allowed_updates" in params:
            self._allow(params)
        if url:
            self._world.updates.interrupt()
            settings = Settings(url, secret, connections, params.text("ip_address"))
            world = self._world
            self.webhook = Webhook(settings, world.updates, world.faults, self._answer, world.timestamp)
        return b"true"

    async def delete_webhook(self, params: Params) -> bytes:
        await self.close()
        if params.flag("drop_pending_updates"):
            self._world.updates.drop()
        return b"true"

    async def get_webhook_info(self, params: Params) -> bytes:
        updates = self._world.updates
        info: Raw = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.pending)}
        if self.webhook is not None:
            settings = self.webhook.settings
            info |= {"url": settings.url, "max_connections": settings.max_connections}
            if settings.ip_address:
                info["ip_address"] = settings.ip_address
            if self.webhook.last_error is not None:
                info["last_error_date"], info["last_error_message"] = self.webhook.last_error
        if updates.asked:
            info["allowed_updates"] = updates.asked
        return orjson.dumps(info)

    async def close(self) -> None:
        if self.webhook is not None:
            await self.webhook.close()
            self.webhook = None

    def _allow(self, params: Params) -> None:
        kinds = params["allowed_updates"]
        assert isinstance(kinds, list)
        self._world.updates.allow(kinds)
