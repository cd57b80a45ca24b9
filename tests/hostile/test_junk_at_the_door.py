"""The webhook fed with junk by somebody who even knows the secret: refused in so many words, and the bot goes on."""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator
from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.telegram.test_webhook_door import HEADER, update

SECRET = "rahasia-kait-yang-cukup-panjang-01"


@pytest.fixture
def way_in() -> str:
    return "webhook"


@pytest.fixture
async def stranger() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
        yield session


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> object:
    """Nothing a stranger sends is an error of ours, nor is it quoted."""
    yield
    assert [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []
    assert "RAHASIA-WARGA" not in caplog.text


def nested(levels: int) -> bytes:
    return b'{"update_id":5,"message":' + b'{"a":' * levels + b"1" + b"}" * levels + b"}"


def broken(words: str) -> bytes:
    return b'{"update_id":6,"message":{"text":"RAHASIA-WARGA ' + words.encode() + b'"}}'


BODIES: dict[str, tuple[bytes, dict[str, str], int]] = {
    "truncated": (b'{"update_id":1,"message":{"te', {}, 400),
    "not a number": (b'{"update_id":1,"x":NaN}', {}, 400),
    "two of them": (b'{"update_id":1}{"update_id":2}', {}, 400),
    "too deep to read": (nested(5_000), {}, 400),
    "too deep to store": (nested(600), {}, 200),
    "half a character": (broken("\\ud800"), {}, 200),
    "bytes that are no text": (b'{"update_id":7,"message":{"text":"\xed\xa0\x80\xff"}}', {}, 200),
    "huge numbers": (b'{"update_id":8,"message":{"chat":{"id":' + b"9" * 400 + b"}}}", {}, 400),
    "another content type": (b'{"update_id":9}', {"Content-Type": "multipart/form-data; boundary=x"}, 200),
    "another charset": (b'{"update_id":10}', {"Content-Type": "application/json; charset=utf-7"}, 200),
    "packed": (gzip.compress(b'{"update_id":11}'), {"Content-Encoding": "gzip"}, 200),
    "packed badly": (b"\x1f\x8b\x08RAHASIA-WARGA", {"Content-Encoding": "gzip"}, 400),
    "said to be packed": (b'{"update_id":12}', {"Content-Encoding": "deflate"}, 400),
    "packed in an unknown way": (b'{"update_id":13}', {"Content-Encoding": "rot13"}, 200),
    "a bomb": (gzip.compress(b"[" * (30 << 20)), {"Content-Encoding": "gzip"}, 413),
    "giant": (b"[" * (2 << 20), {}, 413),
}


@pytest.mark.parametrize("name", BODIES)
async def test_junk_is_refused_or_passed_over_and_the_bot_goes_on(
    name: str, way_in: str, resident: Person, town: Town, stranger: aiohttp.ClientSession
) -> None:
    body, headers, status = BODIES[name]
    for secret, expected in ((SECRET, status), ("salah", 403)):
        async with stranger.post(
            town.settings.webhook_url, data=BytesIO(body), headers={HEADER: secret, **headers}
        ) as answer:
            assert answer.status == expected
            assert "RAHASIA-WARGA" not in await answer.text()
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
    await town.rests()
    assert await town.rows("SELECT update_id FROM inbox WHERE done_at IS NULL") == []
    assert await town.rows("SELECT failure FROM inbox WHERE failure NOT IN ('unreadable')") == []


POST = b"POST /telegram HTTP/1.1\r\nHost: x\r\n"
KNOWING = POST + f"{HEADER}: {SECRET}\r\n".encode()
RAW: dict[str, bytes] = {
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "an endless header": POST + b"A: " + b"x" * 100_000 + b"\r\n\r\n",
    "a wrong length": POST + b"Content-Length: -1\r\n\r\n",
    "two lengths": POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "a bad chunk": KNOWING + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "gone in the middle": KNOWING + b"Content-Length: 99\r\n\r\n{",
}


@pytest.mark.parametrize("name", RAW)
async def test_what_is_no_request_disturbs_nobody(name: str, way_in: str, resident: Person, town: Town) -> None:
    where = urlsplit(town.settings.webhook_url)
    _, writer = await asyncio.open_connection(where.hostname, where.port)
    writer.write(RAW[name])
    await writer.drain()
    writer.close()
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
    await town.rests()


async def test_slow_bodies_hold_nobody(way_in: str, resident: Person, town: Town) -> None:
    where = urlsplit(town.settings.webhook_url)
    writers = []
    for _ in range(100):
        _, writer = await asyncio.open_connection(where.hostname, where.port)
        writer.write(KNOWING + b"Content-Length: 500\r\n\r\n{")
        writers.append(writer)
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
    for writer in writers:
        writer.close()
    await town.rests()


async def test_half_a_character_in_one_update_does_not_hold_the_polling(resident: Person, town: Town) -> None:
    """getUpdates brings a hundred at once: one that is broken must not keep the others from being read."""
    other = json.loads(update(town, 1))["message"]
    number = town.world.injects({"message": {**other, "text": "PLACEHOLDER"}}, lane=0)
    pending = town.world.updates.pending[number]
    town.world.updates.pending[number] = pending._replace(body=pending.body.replace(b"PLACEHOLDER", b"\\ud800\\u0000"))
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
    await town.rests()
    assert await town.rows("SELECT failure FROM inbox WHERE done_at IS NULL OR failure IS NOT NULL") == []
