"""The HTTP server: the Bot API at /bot<token>/, downloads at /file/bot<token>/, the controls and their page."""

import asyncio
import re
from typing import Self
from urllib.parse import unquote

import orjson
from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from aiohttp.streams import StreamReader

from sandbox.bot_api.methods import METHODS
from sandbox.bot_api.parameters import check, spelled
from sandbox.bot_api.reading import read
from sandbox.bot_api.subscription import Subscription
from sandbox.telegram.refusals import Refusal, flooded
from sandbox.telegram.shapes import Params, Raw
from sandbox.web import serving
from sandbox.web.callers import is_local
from sandbox.web.control import Control
from sandbox.world.bell import Bell
from sandbox.world.faults import Fault, Kind
from sandbox.world.world import World

_TOKEN = re.compile(r"\d+:[\w-]{10,}")
_BODY_LIMIT = 52 * 1024 * 1024  # Telegram takes uploads of 50 MB


class Sandbox:
    """A world with its server. `async with await Sandbox.start(world) as sandbox:`, or `start` and `stop`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.subscription = Subscription(world, self._answer_from_webhook)
        self.control = Control(world)
        self._waiting = {
            "getUpdates": self.subscription.get_updates,
            "setWebhook": self.subscription.set_webhook,
            "deleteWebhook": self.subscription.delete_webhook,
            "getWebhookInfo": self.subscription.get_webhook_info,
        }
        self._prefix = f"/bot{world.token}/"
        self._runner: web.ServerRunner | None = None
        self._site: web.TCPSite | None = None
        self._address = ("", 0)
        self._absence: asyncio.Task[None] | None = None
        self._changes = Bell()  # rings when the faults changed

    @property
    def token(self) -> str:
        return self.world.token

    @classmethod
    async def start(cls, world: World, *, host: str = "127.0.0.1", port: int = 0) -> Self:
        """Listen; port 0 takes a free one. `url` then says where."""
        sandbox = cls(world)
        await sandbox._listen(host, port)
        world.faults.changed = sandbox._faults_changed
        return sandbox

    async def stop(self) -> None:
        self.world.faults.changed = lambda: None
        if self._absence is not None:
            self._absence.cancel()
        self.world.updates.end()
        await self.subscription.close()
        await self.control.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    async def _listen(self, host: str, port: int) -> None:
        server = web.Server(self._handle, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, host, port, reuse_address=True, backlog=1024)
        await self._site.start()
        bound = self._runner.addresses[0]
        self._address = (bound[0], bound[1])
        shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        self.url = f"http://{shown}:{bound[1]}"

    # Going away and coming back

    def _faults_changed(self) -> None:
        self._changes.ring()
        if self.world.faults.away_for and self._absence is None:
            self._absence = asyncio.get_running_loop().create_task(self._stay_away())

    async def _stay_away(self) -> None:
        """Refuse connections and break the open ones until Telegram is back."""
        assert self._runner is not None
        await self._runner.cleanup()
        self._runner = None
        while seconds := self.world.faults.away_for:
            await self._changes.wait(seconds)
        await self._listen(*self._address)
        self._absence = None

    # A request

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if not is_local(request):
            return _refused(Refusal(403, "Forbidden: the sandbox answers only this machine"))
        path, _, query = request.raw_path.partition("?")
        if path.startswith(self._prefix):
            return await self._call(request, path[len(self._prefix) :], query)
        if "%" in path:
            path = unquote(path)
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            if token == self.world.token:
                return await self._call(request, method, query)
            return _wrong_token(token)
        if path.startswith("/file/bot"):
            token, _, path = path[9:].partition("/")
            if token != self.world.token:
                return _wrong_token(token)
            file = self.world.files.at(path)
            if file is None:
                return _refused(Refusal(404, "Not Found"))
            return web.Response(body=file.data, content_type="application/octet-stream")
        if path == "/sandbox" or path.startswith("/sandbox/"):
            return await self.control.handle(request, path.removeprefix("/sandbox").strip("/"))
        if request.method in ("GET", "HEAD") and (shown := serving.page(path)) is not None:
            return shown
        return _refused(Refusal(404, "Not Found"))

    async def _call(self, request: web.BaseRequest, name: str, query: str) -> web.StreamResponse:
        if name.lower() == "getupdates":  # it waits while all is quiet
            return await self._answer(request, name, query)
        with self.world.quiet_watch.call():
            return await self._answer(request, name, query)

    async def _answer(self, request: web.BaseRequest, name: str, query: str) -> web.StreamResponse:
        faults = self.world.faults
        if faults.latency:
            await asyncio.sleep(faults.latency / 2)
        fault: Fault | None = None
        result: bytes | None = None
        try:
            method = spelled(name)
            params = await read(request, method, query)
            fault = faults.for_call(method, params.get("chat_id"))
            if fault is not None and fault.kind is not Kind.DROP_AFTER:
                return _faulty(request, fault)
            result = await self._carry_out(method, params)
            response = web.Response(body=b'{"ok":true,"result":' + result + b"}", content_type="application/json")
        except Refusal as refusal:
            response = _refused(refusal)
        except web.HTTPRequestEntityTooLarge:
            response = _refused(Refusal(413, "Request Entity Too Large"))
        if fault is None and await self._stands(request):
            return response
        if result is not None:
            self.world.lost(spelled(name), orjson.loads(result))
        return _broken(request)

    async def _stands(self, request: web.BaseRequest) -> bool:
        """Whether the connection is still there when an answer has made its way back."""
        if latency := self.world.faults.latency:
            await asyncio.sleep(latency / 2)
        return request.transport is not None and not request.transport.is_closing()

    async def _carry_out(self, method: str, params: Params) -> bytes:
        """Do what a checked call asks; the JSON of its result."""
        world = self.world
        world.called(method, params)
        waiting = self._waiting.get(method)
        if waiting is not None:
            if method == "getUpdates":
                return await waiting(params)
            result = await waiting(params)
            world.answered(method, params, orjson.loads(result))
            return result
        done = METHODS[method](world, params)
        world.answered(method, params, done)
        return orjson.dumps(done)

    async def _answer_from_webhook(self, call: Raw) -> None:
        """A call in a webhook's response: done, but nobody learns of its result or failure."""
        given = dict(call)
        try:
            method = spelled(str(given.pop("method")))
            with self.world.quiet_watch.call():
                await self._carry_out(method, check(method, given, form=False))
        except Refusal as refusal:
            self.world.ignored.append(refusal.description)


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: web.RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_BODY_LIMIT)


def _refused(refusal: Refusal) -> web.Response:
    told: Raw = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        told["parameters"] = refusal.parameters
    return web.Response(body=orjson.dumps(told), status=refusal.code, content_type="application/json")


def _wrong_token(token: str) -> web.Response:
    return _refused(Refusal(401, "Unauthorized") if _TOKEN.fullmatch(token) else Refusal(404, "Not Found"))


def _faulty(request: web.BaseRequest, fault: Fault) -> web.Response:
    if fault.kind is Kind.FLOOD:
        return _refused(flooded(fault.retry_after))
    if fault.kind is Kind.REFUSAL:
        return _refused(Refusal(400, fault.description))
    if fault.kind is Kind.ERROR:
        words = {
            500: "Internal Server Error",
            502: "Bad Gateway",
            503: "Service Unavailable",
            504: "Gateway Timeout",
        }
        return _refused(Refusal(fault.status, words.get(fault.status, "Internal Server Error")))
    return _broken(request)


def _broken(request: web.BaseRequest) -> web.Response:
    """The connection breaks without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
