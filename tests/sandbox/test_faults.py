"""What goes wrong on demand, and ends."""

import asyncio
import contextlib
import time

import aiohttp
import pytest

from sandbox import Person, World
from sandbox.world.faults import Faults, Kind
from tests.sandbox.api import Api, Stopwatch, soon


async def is_back(api: Api) -> None:
    """Wait until Telegram takes connections again."""
    async with asyncio.timeout(15):
        while True:
            with contextlib.suppress(aiohttp.ClientConnectionError):
                await api("getMe")
                return
            await asyncio.sleep(0.01)


async def test_an_error_is_answered_so_many_times_and_nothing_is_done(api: Api, world: World, citizen: Person) -> None:
    world.faults.add(Kind.ERROR, times=2, status=503)
    for _ in range(2):
        refused = await api.refuses("sendMessage", chat_id=citizen.id, text="halo")
        assert (refused.status, refused.description) == (503, "Service Unavailable")
    assert len(citizen.chat_with_bot.news) == 0
    assert await api("sendMessage", chat_id=citizen.id, text="halo")


async def test_a_flood_asks_to_come_back_later(api: Api, world: World, citizen: Person) -> None:
    world.faults.add("flood", retry_after=7, methods={"sendMessage"})
    assert await api("getMe")
    refused = await api.refuses("sendMessage", chat_id=citizen.id, text="halo")
    assert (refused.status, refused.parameters) == (429, {"retry_after": 7})
    assert await api("sendMessage", chat_id=citizen.id, text="halo")


async def test_one_chat_is_slowed_down_for_so_many_seconds(api: Api, world: World, citizen: Person) -> None:
    clock = Stopwatch()
    world.faults = Faults(clock=clock)
    other = world.person("Tetangga")
    await other.sends("/start")
    world.faults.add("flood", times=1000, seconds=30, retry_after=30, chats=[citizen.id])
    for _ in range(2):
        assert (await api.refuses("sendMessage", chat_id=citizen.id, text="halo")).status == 429
    assert await api("sendMessage", chat_id=other.id, text="halo")
    clock.now += 31
    assert await api("sendMessage", chat_id=citizen.id, text="halo")


@pytest.mark.parametrize(("kind", "done"), [(Kind.DROP_BEFORE, 0), (Kind.DROP_AFTER, 1)])
async def test_a_dropped_connection_leaves_it_undone_or_done(
    api: Api, world: World, citizen: Person, kind: Kind, done: int
) -> None:
    lost: list[object] = []
    world.on_loss(lambda method, result: lost.append((method, result)))
    world.faults.add(kind)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api("sendMessage", chat_id=citizen.id, text="halo")
    assert len(citizen.chat_with_bot.news) == done
    assert lost == [("sendMessage", message.raw) for message in citizen.chat_with_bot.news]
    assert world.faults.taken[kind] == 1
    assert await api("sendMessage", chat_id=citizen.id, text="halo")
    assert len(lost) == done


def test_a_fault_ends_with_its_time(watch: Stopwatch) -> None:
    faults = Faults(clock=watch)
    faults.add(Kind.ERROR, times=1000, seconds=60)
    watch.now += 59
    assert faults.for_call("getMe") is not None
    watch.now += 1
    assert faults.for_call("getMe") is None


def test_a_share_of_the_calls_meets_it() -> None:
    faults = Faults(seed=7)
    faults.add(Kind.ERROR, times=10_000, share=0.25)
    met = sum(faults.for_call("sendMessage") is not None for _ in range(1000))
    assert 200 < met < 300


async def test_latency_is_felt_on_every_call(api: Api, world: World) -> None:
    world.faults.latency = 0.06
    begun = time.monotonic()
    await api("getMe")
    assert time.monotonic() - begun >= 0.06


async def test_telegram_away_refuses_connections_and_comes_back(api: Api, world: World, citizen: Person) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=20))
    await soon(lambda: world.updates._poll)
    world.faults.goes_away(60)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await poll
    await citizen.sends("masih ada?")
    with pytest.raises(aiohttp.ClientConnectorError):
        await api("getMe")
    world.faults.clear()
    await is_back(api)
    assert [update["message"]["text"] for update in await api.updates()] == ["masih ada?"]


async def test_all_is_well_again_at_once(api: Api, world: World) -> None:
    world.faults.add(Kind.ERROR, times=1000)
    world.faults.goes_away(60)
    world.faults.clear()
    await is_back(api)
    assert await api("getMe")


async def test_an_update_is_delivered_twice(api: Api, world: World, citizen: Person) -> None:
    world.faults.add(Kind.TWICE)
    await citizen.sends("satu")
    first = await api.updates()
    await citizen.sends("dua")
    again = await api.updates()
    assert [update["message"]["text"] for update in again] == ["satu", "dua"]
    assert again[0] == first[0]
    assert await api.updates() == []


async def test_updates_come_late_and_in_order(api: Api, world: World, citizen: Person) -> None:
    world.faults.holds_updates(1.5)
    await citizen.sends("satu")
    await citizen.sends("dua")
    assert await api.updates() == []
    begun = time.monotonic()
    late = await api.updates(timeout=20)
    assert [update["message"]["text"] for update in late] == ["satu", "dua"]
    assert time.monotonic() - begun > 0.1


async def test_quiet_waits_for_the_bot_to_come_to_rest(api: Api, world: World, citizen: Person) -> None:
    async def echo() -> None:
        for update in await api.updates(timeout=5):
            await asyncio.sleep(0.02)
            await api("sendMessage", chat_id=citizen.id, text=update["message"]["text"])
        await api.updates()

    await citizen.sends("halo")
    bot = asyncio.create_task(echo())
    await world.quiet(0.5)
    assert bot.done()
    assert citizen.last.text == "halo"
    await citizen.sends("tak diambil")
    with pytest.raises(AssertionError, match="1 updates undelivered"):
        await world.quiet(timeout=0.05)


async def test_quiet_waits_for_a_call_that_is_slow(api: Api, world: World, citizen: Person) -> None:
    world.faults.latency = 0.4
    call = asyncio.create_task(api("sendMessage", chat_id=citizen.id, text="halo"))
    await soon(lambda: world.quiet_watch.in_hand)
    await world.quiet()
    assert citizen.last.text == "halo"
    await call


async def test_an_update_of_any_shape_can_be_injected(api: Api, world: World) -> None:
    number = world.injects({"message": {"text": 5}, "nonsense": [None]})
    assert await api.updates() == [{"update_id": number, "message": {"text": 5}, "nonsense": [None]}]


async def test_calls_and_updates_are_recorded_and_bounded() -> None:
    world = World(record=2)
    citizen = world.person("Warga")
    for text in ("satu", "dua", "tiga"):
        await citizen.sends(text)
    assert len(world.sent_updates) == 2
    assert "tiga" in str(world.sent_updates[-1])
