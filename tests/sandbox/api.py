"""A bare client of the Bot API, for the tests of the sandbox."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import aiohttp

JSON = dict[str, Any]  # what a test picks apart needs no types


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """An answer with `ok: false`."""

    status: int
    description: str
    parameters: JSON


class Api:
    """Calls methods with JSON bodies; a refusal is raised."""

    def __init__(self, url: str, token: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.token = token
        self.session = session
        self.offset = 0

    def address(self, method: str) -> str:
        return f"{self.url}/bot{self.token}/{method}"

    async def __call__(self, method: str, **params: object) -> Any:
        async with self.session.post(self.address(method), json=params) as response:
            return await told(response)

    async def form(self, method: str, data: aiohttp.FormData | dict[str, str]) -> Any:
        async with self.session.post(self.address(method), data=data) as response:
            return await told(response)

    async def updates(self, timeout: int = 0, **params: object) -> list[JSON]:
        """What is new, confirmed at the next time."""
        new = cast("list[JSON]", await self("getUpdates", offset=self.offset, timeout=timeout, **params))
        if new:
            self.offset = new[-1]["update_id"] + 1
        return new

    async def refuses(self, method: str, **params: object) -> Refused:
        """The refusal of a call that must not pass."""
        try:
            result = await self(method, **params)
        except Refused as refused:
            return refused
        raise AssertionError(f"{method} was accepted: {result}")


class Stopwatch:
    """A clock in seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def told(response: aiohttp.ClientResponse) -> Any:
    """The result, or a `Refused` whose status and error_code agree."""
    body: JSON = await response.json()
    if body["ok"]:
        assert response.status == 200
        return body["result"]
    assert body["error_code"] == response.status
    raise Refused(response.status, body["description"], body.get("parameters", {}))


async def soon(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something holds."""
    for _ in range(int(seconds / 0.005)):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"not within {seconds} s")
