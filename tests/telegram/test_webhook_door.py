"""The webhook as a stranger meets it: no entry without the secret, nothing too large, nothing that is no update."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
import pytest

from gateway import webhook
from tests.stage.town import Town

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def way_in() -> str:
    return "webhook"


@pytest.fixture
async def stranger() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def post(town: Town, session: aiohttp.ClientSession, body: bytes, secret: str | None) -> int:
    headers = {} if secret is None else {HEADER: secret}
    async with session.post(town.settings.webhook_url, data=BytesIO(body), headers=headers) as response:
        return response.status


def update(town: Town, number: int, text: str = "/start") -> bytes:
    person = town.citizen()
    message = {
        "message_id": 1,
        "date": 1732666440,
        "chat": {"id": person.id, "type": "private", "first_name": "Warga"},
        "from": person.user,
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_a_wrong_secret_is_refused_and_stores_nothing(
    way_in: str, town: Town, stranger: aiohttp.ClientSession
) -> None:
    for secret in (None, "", "salah", "rahasia-kai", "RAHASIA-KAIT"):
        assert await post(town, stranger, update(town, 1), secret) == 403
    assert await town.rows("SELECT count(*) FROM inbox") == [(0,)]


@pytest.mark.parametrize("secret", ["rahasia-käit".encode(), b"rahasia-k\xe4it", b"\xff\xfe"])
async def test_a_secret_of_odd_bytes_is_refused(way_in: str, town: Town, secret: bytes) -> None:
    where = urlsplit(town.settings.webhook_url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 2\r\n{HEADER}: ".encode()
    writer.write(head + secret + b"\r\n\r\n{}")
    status = (await reader.readline()).split()[1]
    writer.close()
    await writer.wait_closed()
    assert status == b"403"


async def test_the_right_secret_stores_the_update_once(
    way_in: str, town: Town, stranger: aiohttp.ClientSession
) -> None:
    body = update(town, 7)
    for _ in range(3):
        assert await post(town, stranger, body, "rahasia-kait-yang-cukup-panjang-01") == 200
    assert await town.rows("SELECT update_id FROM inbox") == [(7,)]


async def test_a_body_over_one_megabyte_is_refused(way_in: str, town: Town, stranger: aiohttp.ClientSession) -> None:
    assert await post(town, stranger, update(town, 1, "x" * (1 << 20)), "rahasia-kait-yang-cukup-panjang-01") == 413
    assert await post(town, stranger, update(town, 1, "x" * (1 << 20)), "salah") == 403
    assert await town.rows("SELECT count(*) FROM inbox") == [(0,)]


NO_UPDATES = (
    b"", b"{", b"null", b"[]", b'"halo"', b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b'{"update_id": -1}',
    b'{"update_id": 99999999999999999999999}', b'{"update_id": 1.5}', b"\xff\xfe", b"[" * 10_000,
)  # fmt: skip


async def test_what_is_no_update_is_refused(way_in: str, town: Town, stranger: aiohttp.ClientSession) -> None:
    for body in NO_UPDATES:
        assert await post(town, stranger, body, "rahasia-kait-yang-cukup-panjang-01") == 400, body[:50]
    assert await town.rows("SELECT count(*) FROM inbox") == [(0,)]


async def test_a_body_that_does_not_arrive_gives_its_place_back(
    way_in: str, town: Town, stranger: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "READ_SECONDS", 0.05)
    where = urlsplit(town.settings.webhook_url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    secret = f"{HEADER}: rahasia-kait-yang-cukup-panjang-01"
    head = f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 100\r\n{secret}\r\n\r\n"
    writer.write(head.encode() + b'{"update_id"')
    async with asyncio.timeout(10):
        assert await reader.read() == b"", "the connection is closed"
    writer.close()
    assert await post(town, stranger, update(town, 8), "rahasia-kait-yang-cukup-panjang-01") == 200
    assert await town.rows("SELECT update_id FROM inbox") == [(8,)]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "HEAD_SECONDS", 0.3)


async def test_a_head_that_comes_a_letter_at_a_time_gives_its_place_back(
    hasty: None, way_in: str, town: Town, stranger: aiohttp.ClientSession
) -> None:
    """Also behind a request that was answered: a connection is held by nobody who says nothing whole."""
    where = urlsplit(town.settings.webhook_url)
    secret = "rahasia-kait-yang-cukup-panjang-01"
    body = update(town, 8)
    length = len(body)
    whole = f"POST {where.path} HTTP/1.1\r\nHost: x\r\n{HEADER}: {secret}\r\nContent-Length: {length}\r\n\r\n".encode()
    for before in (b"", whole + body):
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        writer.write(before)
        if before:
            assert b"200" in await reader.readline()

        async def trickles(writer: asyncio.StreamWriter = writer) -> None:
            for letter in whole.decode():
                writer.write(letter.encode())
                await asyncio.sleep(0.02)

        trickling = asyncio.create_task(trickles())
        async with asyncio.timeout(10):
            with suppress(ConnectionResetError):  # what was on its way when it was closed
                while await reader.read(4096):
                    pass
        trickling.cancel()
        writer.close()
    assert await town.rows("SELECT update_id FROM inbox") == [(8,)]


async def test_nothing_else_is_served(way_in: str, town: Town, stranger: aiohttp.ClientSession) -> None:
    url = town.settings.webhook_url
    async with stranger.get(url) as response:
        assert response.status == 405
    async with stranger.get(url.replace("/telegram", "/")) as response:
        assert response.status == 404
