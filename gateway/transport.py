"""The HTTP transport: aiohttp behind python-telegram-bot's own seam, with errors that say whether it was sent."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import IO, Any

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from gateway import text
from gateway.errors import NotSent, TelegramError, Unsure, from_answer
from metrics.call_outcome import CallOutcome
from metrics.observer import NOBODY, Observer

MOST_CONNECTIONS = 256
CALL_SECONDS = 20.0
CONNECT_SECONDS = 5.0
JSON = {"Content-Type": "application/json"}


class Transport(BaseRequest):
    """One connection pool to one Bot API server.

    `call` is the way for our own calls; the inherited `post` serves python-telegram-bot's `Bot`. The token is part
    of every address, so no address is ever put into a log or an error.
    """

    def __init__(self, api_url: str, token: str, observer: Observer = NOBODY) -> None:
        self._calls = f"{api_url.rstrip('/')}/bot{token}/"
        self._files = f"{api_url.rstrip('/')}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None
        self._observer = observer

    @property
    def read_timeout(self) -> float:
        return CALL_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, params: Mapping[str, object], seconds: float = CALL_SECONDS) -> Any:
        """Call a Bot API method and return its `result`. Raises the errors of `gateway.errors`; `seconds` bounds it."""
        return await self._call(method, orjson.dumps(params), JSON, seconds)

    async def upload(
        self,
        method: str,
        params: Mapping[str, object],
        field: str,
        name: str,
        content: IO[bytes],
        seconds: float = 120.0,
    ) -> Any:
        """Call a method with a file of ours in one of its fields; else like `call`."""
        form = aiohttp.FormData()
        for key, value in params.items():
            form.add_field(key, value if isinstance(value, str) else orjson.dumps(value).decode())
        form.add_field(field, content, filename=name, content_type="application/octet-stream")
        return await self._call(method, form, {}, seconds)

    @asynccontextmanager
    async def download(self, file_path: str, seconds: float = 120.0) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes of a file that `getFile` named, in pieces. Raises `Unsure` when the way there breaks.

        A Bot API server of our own in local mode names a file on this machine instead, by its absolute path.
        """
        if file_path.startswith("/"):
            try:
                file = await asyncio.to_thread(open, file_path, "rb")
            except OSError as error:
                raise Unsure(type(error).__name__) from None
            with file:
                yield _pieces(file)
            return
        assert self._session is not None
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        try:
            async with self._session.get(self._files + file_path, timeout=timeout) as response:
                if response.status != 200:
                    raise from_answer(response.status, f"HTTP {response.status}", {})
                yield response.content.iter_chunked(1 << 16)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unsure(type(error).__name__) from None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """python-telegram-bot's own calls; none of ours uploads through it."""
        params = request_data.parameters if request_data else {}
        asked, began = url.rpartition("/")[2], time.perf_counter()
        try:
            status, payload = await self._exchange(url, orjson.dumps(params), JSON, CALL_SECONDS)
        except TelegramError as error:
            self._observer.called(asked, time.perf_counter() - began, error.outcome)
            raise (NetworkError if isinstance(error, NotSent) else TimedOut)(str(error)) from None
        outcome = CallOutcome.ANSWERED if status == 200 else from_answer(status, f"HTTP {status}", {}).outcome
        self._observer.called(asked, time.perf_counter() - began, outcome)
        return status, payload

    async def _call(
        self, method: str, body: bytes | aiohttp.FormData, headers: Mapping[str, str], seconds: float
    ) -> Any:
        began = time.perf_counter()
        try:
            result = _result(*await self._exchange(self._calls + method, body, headers, seconds))
        except TelegramError as error:
            self._observer.called(method, time.perf_counter() - began, error.outcome)
            raise
        self._observer.called(method, time.perf_counter() - began, CallOutcome.ANSWERED)
        return result

    async def _exchange(
        self, url: str, body: bytes | aiohttp.FormData, headers: Mapping[str, str], seconds: float
    ) -> tuple[int, bytes]:
        assert self._session is not None, "the transport was not initialized"
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        try:
            async with self._session.post(url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unsure(type(error).__name__) from None


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(file.read, 1 << 16):
        yield piece


def _result(status: int, payload: bytes) -> Any:
    """The `result` of an answer; raises the error that an answer which is not ok means."""
    try:
        answer = text.loads(payload)
        if answer["ok"]:
            return answer["result"]
        description, parameters = str(answer["description"]), answer.get("parameters") or {}
    except (orjson.JSONDecodeError, KeyError, TypeError):
        words = f"HTTP {status} without a readable answer"
        raise (from_answer(status, words, {}) if status >= 500 else Unsure(words)) from None
    raise from_answer(status, description, parameters)
