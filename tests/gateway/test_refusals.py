"""What Telegram's failures mean to us, and that none of them carries the token."""

import re
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from gateway import errors
from gateway.errors import (
    BadToken,
    Conflict,
    Gone,
    Migrated,
    NotSent,
    Rejected,
    ServerFailed,
    SlowDown,
    TelegramError,
    Unsure,
    from_answer,
)
from gateway.transport import Transport
from metrics.call_outcome import CallOutcome
from sandbox import Sandbox, World

Parameters = dict[str, object]
ALBUM_FLOOD = 'Bad Request: failed to send message #1 with the error message "Too Many Requests: retry after 31"'


@pytest.mark.parametrize(
    ("status", "description", "parameters", "meaning"),
    [
        (400, "Bad Request: chat not found", {}, Gone),
        (400, "Bad Request: can't parse entities", {}, Rejected),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -1001}, Migrated),
        (
            400,
            'Bad Request: failed to send message #1 with the error message "Too Many Requests: retry after 7"',
            {},
            SlowDown,
        ),
        (400, "Bad Request: file is temporarily unavailable", {}, SlowDown),
        (400, "Bad Request: user was kicked", {}, Gone),
        (401, "Unauthorized", {}, BadToken),
        (403, "Forbidden: bot was blocked by the user", {}, Gone),
        (403, "Forbidden: bot was kicked from the group chat", {}, Gone),
        (404, "Not Found", {}, BadToken),
        (409, "Conflict: terminated by other getUpdates request", {}, Conflict),
        (413, "Request Entity Too Large", {}, Rejected),
        (429, "Too Many Requests: retry after 7", {"retry_after": 7}, SlowDown),
        (429, "Too Many Requests", {}, SlowDown),
        (500, "Internal Server Error", {}, ServerFailed),
        (502, "Bad Gateway", {}, ServerFailed),
        (504, "Gateway Timeout", {}, ServerFailed),
        (302, "Found", {}, Unsure),
    ],
)
def test_an_answer_that_is_not_ok_has_one_meaning(
    status: int, description: str, parameters: Parameters, meaning: type[TelegramError]
) -> None:
    error = from_answer(status, description, parameters)
    assert type(error) is meaning
    assert str(error) == description


def test_how_long_and_where_to_come_along() -> None:
    slow, moved = from_answer(429, "-", {"retry_after": 7}), from_answer(400, "-", {"migrate_to_chat_id": -1001})
    assert isinstance(slow, SlowDown)
    assert slow.seconds == 7
    assert isinstance(moved, Migrated)
    assert moved.telegram_id == -1001


def test_a_flood_told_in_words_says_how_long() -> None:
    album = from_answer(400, ALBUM_FLOOD, {})
    assert isinstance(album, SlowDown)
    assert album.seconds == 31


def test_each_class_of_error_has_its_own_label_in_the_metrics() -> None:
    outcomes = [kind.outcome for kind in TelegramError.__subclasses__()]
    assert sorted(outcomes) == sorted(set(CallOutcome) - {CallOutcome.ANSWERED})
    assert [str(outcome) for outcome in outcomes] == [kind.__name__ for kind in TelegramError.__subclasses__()]


def test_telegrams_words_stand_in_one_file() -> None:
    files = [file for file in Path(errors.__file__).parent.glob("*.py") if file.name != "errors.py"]
    sources = {file.name: file.read_text(encoding="utf-8") for file in files}
    sentences = [text for text, _ in errors._TEXTS if " " in text]
    assert [(name, text) for name, source in sources.items() for text in sentences if text in source] == []
    assert [name for name, source in sources.items() if re.search(r"in str\(\w*error\)", source)] == []


@pytest.fixture
def world() -> World:
    return World()


async def fails(world: World, kind: str, **fault: object) -> TelegramError:
    """How one call that meets a fault ends."""
    async with await Sandbox.start(world) as sandbox:
        transport = Transport(sandbox.url, sandbox.token)
        await transport.initialize()
        try:
            world.faults.add(kind, **fault)  # type: ignore[arg-type]
            with pytest.raises(TelegramError) as raised:
                await transport.call("getMe", {})
        finally:
            await transport.shutdown()
        assert sandbox.token not in f"{raised.value} {raised.value!r} {raised.value.__cause__!r}"
        return raised.value


async def test_a_refused_connection_was_surely_not_sent() -> None:
    token = "123456789:a-token-that-must-not-show"
    transport = Transport(f"http://127.0.0.1:{unused_port()}", token)
    await transport.initialize()
    with pytest.raises(NotSent) as raised:
        await transport.call("sendMessage", {})
    await transport.shutdown()
    assert token not in f"{raised.value} {raised.value!r} {raised.value.__cause__!r} {raised.value.__context__!r}"


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "error"])
async def test_a_broken_connection_or_a_bad_gateway_may_have_been_sent(world: World, kind: str) -> None:
    assert isinstance(await fails(world, kind), Unsure)


async def test_a_flood_says_how_long(world: World) -> None:
    error = await fails(world, "flood", retry_after=3)
    assert isinstance(error, SlowDown)
    assert error.seconds == 3


async def test_no_answer_in_time_may_have_been_sent(world: World) -> None:
    async with await Sandbox.start(world) as sandbox:
        transport = Transport(sandbox.url, sandbox.token)
        await transport.initialize()
        world.faults.latency = 2.0
        with pytest.raises(Unsure, match="TimeoutError"):
            await transport.call("getMe", {}, seconds=0.05)
        world.faults.latency = 0.0
        await transport.shutdown()


async def test_an_answer_nobody_can_read_may_have_been_sent(world: World) -> None:
    async with await Sandbox.start(world) as sandbox:
        transport = Transport(f"{sandbox.url}/sandbox/people?", sandbox.token)  # something that is no Bot API
        await transport.initialize()
        with pytest.raises(Unsure, match="without a readable answer"):
            await transport.call("getMe", {})
        await transport.shutdown()


async def test_a_wrong_token_is_told_apart(world: World) -> None:
    async with await Sandbox.start(world) as sandbox:
        transport = Transport(sandbox.url, "123456789:AAEhBP0av28NSYtzJ-not-the-right-one")
        await transport.initialize()
        with pytest.raises(BadToken):
            await transport.call("getMe", {})
        await transport.shutdown()
