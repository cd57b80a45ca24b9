"""Delivery to a webhook: secret, order, parallel chats, retries, switching back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from sandbox import Person, Sandbox, World
from sandbox.world.faults import Kind
from tests.sandbox.api import JSON, Api, soon


class Hook:
    """The bot's end: what it got, and how it answers."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[JSON] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[JSON], Awaitable[web.Response]] = self.fine
        self.at_once = 0
        self.most_at_once = 0

    async def fine(self, update: JSON) -> web.Response:
        return web.Response()

    async def take(self, request: web.BaseRequest) -> web.Response:
        update: JSON = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            response = await self.answer(update)
        finally:
            self.at_once -= 1
        if response.status == 200:
            self.got.append(update)
        return response

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.take), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield hook
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret_and_waiting_ones_first(
    api: Api, hook: Hook, citizen: Person, world: World
) -> None:
    await citizen.sends("sebelum")
    assert await api("setWebhook", url=hook.url, secret_token="rahasia-1", max_connections=4)
    await citizen.sends("sesudah")
    await soon(lambda: len(hook.got) == 2)
    assert hook.texts == ["sebelum", "sesudah"]
    assert hook.secrets == ["rahasia-1", "rahasia-1"]
    await soon(lambda: not world.updates.pending)
    info = await api("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 4)
    refused = await api.refuses("getUpdates")
    assert refused.status == 409
    assert refused.description.startswith("Conflict: can't use getUpdates method while webhook is active")


async def test_one_chat_in_order_and_chats_in_parallel(api: Api, hook: Hook, world: World) -> None:
    async def slow(update: JSON) -> web.Response:
        await soon(lambda: hook.most_at_once == 3)
        await asyncio.sleep(0.03)  # so that a fourth would be seen
        return web.Response()

    hook.answer = slow
    people = [world.person(f"Warga {number}") for number in range(6)]
    await api("setWebhook", url=hook.url, max_connections=3)
    for number in range(3):
        for person in people:
            await person.sends(f"{person.name}: {number}")
    await soon(lambda: len(hook.got) == 18)
    assert hook.most_at_once == 3
    for person in people:
        assert [text for text in hook.texts if text.startswith(person.name + ":")] == [
            f"{person.name}: {number}" for number in range(3)
        ]


async def test_a_failed_delivery_is_tried_again_before_the_next(api: Api, hook: Hook, citizen: Person) -> None:
    failures = iter([500, 403, 200, 200])

    async def unwell(update: JSON) -> web.Response:
        return web.Response(status=next(failures))

    hook.answer = unwell
    await api("setWebhook", url=hook.url)
    await citizen.sends("satu")
    await citizen.sends("dua")
    await soon(lambda: len(hook.got) == 2)
    assert hook.texts == ["satu", "dua"]
    info = await api("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"
    assert info["last_error_date"] > 0


async def test_a_refused_connection_leaves_updates_waiting_and_polling_takes_them(
    api: Api, server: Sandbox, citizen: Person, unused_tcp_port: int
) -> None:
    await api("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/", allowed_updates=["message"])
    await citizen.sends("halo")
    await soon(lambda: server.subscription.webhook and server.subscription.webhook.last_error)
    info = await api("getWebhookInfo")
    assert info["pending_update_count"] == 1
    assert info["last_error_message"] == "Connection refused"
    assert info["allowed_updates"] == ["message"]
    assert await api("deleteWebhook")
    assert len(await api.updates()) == 1
    assert (await api("getWebhookInfo"))["url"] == ""


async def test_pending_updates_can_be_dropped(api: Api, hook: Hook, citizen: Person) -> None:
    await citizen.sends("lama")
    await api("setWebhook", url=hook.url, drop_pending_updates=True)
    await citizen.sends("baru")
    await soon(lambda: hook.got)
    assert hook.texts == ["baru"]
    await api("deleteWebhook", drop_pending_updates=True)


async def test_setting_a_webhook_ends_a_waiting_poll(api: Api, hook: Hook, world: World) -> None:
    poll = asyncio.create_task(api.refuses("getUpdates", timeout=20))
    await soon(lambda: world.updates._poll)
    await api("setWebhook", url=hook.url)
    assert (await poll).status == 409
    await api("setWebhook", url="")
    assert await api.updates() == []


async def test_a_call_in_the_response_is_carried_out_and_its_refusal_told_to_nobody(
    api: Api, hook: Hook, citizen: Person, world: World
) -> None:
    async def calls(update: JSON) -> web.Response:
        chat = update["message"]["chat"]["id"]
        return web.json_response({"method": "sendMessage", "chat_id": chat, "text": update["message"].get("text", "")})

    hook.answer = calls
    await api("setWebhook", url=hook.url)
    await citizen.sends("halo")
    assert (await citizen.hears()).text == "halo"
    assert world.ignored == []
    await citizen.sends_photo(caption="tanpa teks")
    await soon(lambda: world.ignored == ["Bad Request: message text is empty"])
    await soon(lambda: not world.updates.pending)


async def test_faults_reach_a_webhook_too(api: Api, hook: Hook, citizen: Person, world: World) -> None:
    await api("setWebhook", url=hook.url)
    world.faults.add(Kind.TWICE)
    world.faults.holds_updates(1.0)
    await citizen.sends("satu")
    await citizen.sends("dua")
    await asyncio.sleep(0.03)
    assert not hook.got
    await soon(lambda: len(hook.got) == 3)
    assert hook.texts == ["satu", "satu", "dua"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org/", "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": "https://example.org/", "max_connections": 101}, "max_connections must be between 1 and 100"),
    ],
)
async def test_a_webhook_telegram_refuses(api: Api, params: dict[str, object], description: str) -> None:
    assert (await api.refuses("setWebhook", **params)).description == f"Bad Request: {description}"


async def test_stopping_the_server_stops_the_webhook(server: Sandbox, hook: Hook, api: Api, citizen: Person) -> None:
    await api("setWebhook", url=hook.url)
    await server.stop()
    await citizen.sends("halo")
    await asyncio.sleep(0.05)
    assert not hook.got
