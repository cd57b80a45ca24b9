"""Receiving over real HTTP: nothing is lost, nothing is done twice, a chat keeps its order and holds no other."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from pydantic import SecretStr

from db import sqlite
from db.database import Database, Unavailable
from db.outbox import Lane
from db.vault import Vault
from gateway import inbox as inbox_module
from gateway import polling
from gateway.inbox import Inbox, Update, chat_of
from sandbox import Person
from tests.gateway.owing import meets, owes
from tests.sandbox.api import Api, soon
from tests.stage.outside import unusable
from tests.stage.town import MORNING, Town

SECRET = "rahasia-kait-yang-cukup-panjang-01"


def answers(person: Person) -> int:
    return len(person.chat_with_bot.news)


def update(number: int, chat: int) -> Update:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}, "text": str(number)}}


class Hands:
    """Stands where the handlers are: notes what comes, and holds the chats it is told to."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.held: dict[int, asyncio.Event] = {}
        self.fails = 0
        self.breaks: set[int] = set()

    def holds(self, chat: int) -> asyncio.Event:
        self.held[chat] = asyncio.Event()
        return self.held[chat]

    async def __call__(self, taken: Update) -> None:
        if self.fails:
            self.fails -= 1
            raise Unavailable("locked")
        number = taken["update_id"]
        self.begun.append(number)
        if number in self.breaks:
            raise LookupError("a bug")
        if (event := self.held.get(chat_of(taken))) is not None:
            await event.wait()
        self.done.append(number)


def inbox_of(store: Database, hands: Hands) -> Inbox:
    return Inbox(store, Vault(bytes(32)), hands, lambda: MORNING)


async def test_a_slow_chat_holds_only_itself_and_keeps_its_order(store: Database) -> None:
    hands = Hands()
    inbox = inbox_of(store, hands)
    slow = hands.holds(1)
    await inbox.receive([update(1, 1), update(2, 1), update(3, 2), update(4, 1), update(5, 2)])
    await soon(lambda: hands.done == [3, 5])
    assert hands.begun.count(1) == 1
    assert 2 not in hands.begun
    slow.set()
    await soon(lambda: hands.done == [3, 5, 1, 2, 4])
    assert inbox.depth == 0
    await inbox.stop()


async def test_an_update_that_comes_twice_is_handled_once(store: Database) -> None:
    hands = Hands()
    inbox = inbox_of(store, hands)
    await inbox.receive([update(1, 1), update(1, 1), update(2, 1)])
    await inbox.receive([update(2, 1), update(1, 1), update(3, 1)])
    await soon(lambda: hands.done == [1, 2, 3])
    await inbox.stop()


async def test_an_update_tried_again_keeps_its_place(store: Database) -> None:
    hands = Hands()
    hands.fails = 2
    inbox = inbox_of(store, hands)
    await inbox.receive([update(1, 1), update(2, 1)])
    await soon(lambda: hands.done == [1, 2])
    await inbox.stop()


async def test_a_bug_does_not_hold_what_the_chat_sends_after_it(store: Database) -> None:
    hands = Hands()
    hands.breaks = {1}
    inbox = inbox_of(store, hands)
    await inbox.receive([update(1, 1), update(2, 1)])
    await soon(lambda: hands.done == [2])
    await inbox.stop()


async def test_what_was_not_finished_is_handled_at_the_next_start_in_order(store: Database) -> None:
    first = Hands()
    first.holds(1)
    inbox = inbox_of(store, first)
    await inbox.receive([update(3, 1), update(4, 1)])
    await inbox.receive([update(5, 2)])
    await soon(lambda: first.done == [5])  # it is noted as done only by a handler's own transaction

    second = Hands()
    again = inbox_of(store, second)
    await again.resume()
    await soon(lambda: sorted(second.done) == [3, 4, 5])
    assert [number for number in second.done if number != 5] == [3, 4]
    first.held[1].set()
    await inbox.stop()
    await again.stop()


async def test_stopping_finishes_what_is_in_hand_and_begins_nothing(store: Database) -> None:
    hands = Hands()
    held = hands.holds(1)
    inbox = inbox_of(store, hands)
    await inbox.receive([update(1, 1), update(2, 1)])
    await soon(lambda: hands.begun == [1])
    stopping = asyncio.create_task(inbox.stop())
    await asyncio.sleep(0)
    held.set()
    await stopping
    assert hands.done == [1]


async def test_more_is_not_taken_than_can_be_kept_in_mind(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "MOST_WAITING", 10)
    hands = Hands()
    held = hands.holds(1)
    inbox = inbox_of(store, hands)
    taking = asyncio.create_task(inbox.receive([update(number, 1) for number in range(15)]))
    await soon(lambda: inbox.depth == 15)
    await asyncio.sleep(0.05)
    assert not taking.done()
    held.set()
    await taking
    await soon(lambda: hands.done == list(range(15)))
    await inbox.stop()


@pytest.mark.parametrize(
    ("content", "chat"),
    [
        ({"message": {"chat": {"id": 5}, "from": {"id": 7}}}, 5),
        ({"edited_message": {"chat": {"id": -5}}}, -5),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5),
        ({"callback_query": {"from": {"id": 7}}}, 7),
        ({"my_chat_member": {"chat": {"id": -9}, "from": {"id": 7}}}, -9),
        ({"message": "nonsense"}, 0),
        ({"message": {"chat": {"id": "five"}}}, 0),
        ({}, 0),
    ],
)
def test_whose_order_an_update_belongs_to(content: Update, chat: int) -> None:
    assert chat_of({"update_id": 1, **content}) == chat


async def test_a_doubled_update_is_answered_once(town: Town, way_in: str) -> None:
    person = town.citizen()
    town.world.faults.add("twice", times=3)
    for _ in range(3):
        await person.sends("/bantuan")
    await soon(lambda: answers(person) == 3)
    await town.rests()
    assert answers(person) == 3
    assert await town.rows("SELECT count(*), count(done_at), count(payload) FROM inbox") == [(3, 3, 0)]


async def test_late_updates_are_answered_in_their_order(town: Town, way_in: str) -> None:
    person = town.citizen()
    await town.rests()
    town.world.faults.holds_updates(2.0)
    await person.sends("/bantuan")
    await person.sends("/darurat")
    await person.hears_nothing(within=0.2)
    await person.hears("Cara memakai")
    await person.hears("110")


async def test_updates_wait_at_telegram_while_the_bot_is_away(quiet_town: Town, way_in: str) -> None:
    town = quiet_town
    person = town.citizen()
    async with town.open():
        await town.rests()
    await person.sends("/bantuan")
    async with town.open():
        await person.hears("Cara memakai")
        await town.rests()
    async with town.open():
        await town.rests()
    assert answers(person) == 1


async def test_a_telegram_that_goes_away_and_comes_back_is_found_again(town: Town) -> None:
    person = town.citizen()
    await town.rests()
    town.world.faults.goes_away(1.0)
    await person.sends("/bantuan")
    await person.hears("Cara memakai")


@pytest.mark.parametrize(("kind", "times"), [("error", 2), ("drop_before", 2), ("drop_after", 2), ("flood", 1)])
async def test_a_failing_poll_loses_and_doubles_nothing(town: Town, kind: str, times: int) -> None:
    people = [town.citizen() for _ in range(5)]
    town.world.faults.add(kind, times=times, methods=["getUpdates"])
    for person in people:
        await person.sends("/bantuan")
    await asyncio.gather(*(person.hears("Cara memakai") for person in people))
    await town.rests()
    assert [answers(person) for person in people] == [1] * 5


async def another_polls(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        await Api(town.sandbox.url, town.sandbox.token, session)("getUpdates", timeout=0)


async def test_another_poller_with_our_token_costs_time_but_no_update(
    quiet_town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "MAY_POLL_ON", 0.0)  # on a server, where it may be another bot of this resort
    town, person = quiet_town, quiet_town.citizen()
    async with town.open():
        await town.rests()
        await another_polls(town)
        await person.sends("/bantuan")
        await person.hears("Cara memakai")
    assert answers(person) == 1
    assert any(record.levelname == "ERROR" and "Conflict" in record.getMessage() for record in caplog.records)


async def test_a_poll_that_cannot_store_asks_for_the_same_again(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    town = quiet_town
    person = town.citizen()
    async with town.open():
        await town.rests()
        with unusable(town.settings.address):
            await person.sends("/bantuan")
            await asyncio.sleep(0.4)
            assert town.world.updates.pending
        await person.hears("Cara memakai")
        await town.rests()
    assert answers(person) == 1


async def test_what_was_taken_before_leaving_is_answered_before_leaving(quiet_town: Town) -> None:
    town = quiet_town
    people = [town.citizen() for _ in range(20)]
    async with town.open():
        await town.rests()
        for person in people:
            await person.sends("/bantuan")
        await soon(lambda: not town.world.updates.pending)
    assert [answers(person) for person in people] == [1] * 20


async def test_leaving_does_not_wait_for_announcements(quiet_town: Town) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"messages_per_second": 20.0})
    async with town.open():
        chat = await meets(town, town.citizen())
        await owes(town, chat, ["Imbauan"] * 500, lane=Lane.ANNOUNCEMENT)
        begun = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - begun < 5
    ((left,),) = await town.rows("SELECT count(*) FROM outbox WHERE state = 'queued'")
    assert int(str(left)) > 300


@pytest.fixture
async def kait(quiet_town: Town) -> AsyncIterator[str]:
    """Where the running bot takes a webhook's updates."""
    listen = f"127.0.0.1:{unused_port()}"
    changes = {"webhook_url": f"http://{listen}/kait", "webhook_secret": SecretStr(SECRET), "listen": listen}
    quiet_town.settings = quiet_town.settings.model_copy(update=changes)
    async with quiet_town.open():
        yield f"http://{listen}/kait"


SECRET_HEADER = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b'{"update_id": 1}', 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "salah"}, b'{"update_id": 1}', 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "rahasia-kait-yang-cukup-panjang-01\u00e9"}, b'{"update_id": 1}', 403),
        (SECRET_HEADER, b'{"update_id": 1}', 200),
        (SECRET_HEADER, b'{"update_id": 1, "message": "' + b"x" * (1 << 20) + b'"}', 413),
        (SECRET_HEADER, b"", 400),
        (SECRET_HEADER, b"not json", 400),
        (SECRET_HEADER, b"[]", 400),
        (SECRET_HEADER, b'"update_id"', 400),
        (SECRET_HEADER, b"{}", 400),
        (SECRET_HEADER, b'{"update_id": "1"}', 400),
        (SECRET_HEADER, b'{"update_id": true}', 400),
        (SECRET_HEADER, b'{"update_id": -1}', 400),
        (SECRET_HEADER, b'{"update_id": 99999999999999999999}', 400),
    ],
)
async def test_a_webhook_takes_only_updates_of_who_knows_the_secret(
    kait: str, quiet_town: Town, headers: dict[str, str], body: bytes, status: int
) -> None:
    async with aiohttp.ClientSession() as session, session.post(kait, headers=headers, data=BytesIO(body)) as response:
        assert response.status == status
    ((stored,),) = await quiet_town.rows("SELECT count(*) FROM inbox")
    assert stored == (1 if status == 200 else 0)


async def test_a_webhook_answers_nothing_else(kait: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(kait, headers=SECRET_HEADER) as response:
            assert response.status == 405
        async with session.post(f"{kait}/lain", headers=SECRET_HEADER, data=b"{}") as response:
            assert response.status == 404


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that waits for a busy database only a moment; asked for before the bot starts."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)


async def test_a_webhook_says_come_again_while_nothing_can_be_stored(
    quiet_town: Town, impatient: None, kait: str
) -> None:
    async with aiohttp.ClientSession() as session:
        with unusable(quiet_town.settings.address):
            async with session.post(kait, headers=SECRET_HEADER, data=b'{"update_id": 1}') as response:
                assert response.status == 503
        async with session.post(kait, headers=SECRET_HEADER, data=b'{"update_id": 1}') as response:
            assert response.status == 200
