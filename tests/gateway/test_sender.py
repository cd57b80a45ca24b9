"""Sending over real HTTP: order, lanes, limits, blocks, edits and broken connections."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from db import sqlite
from db.outbox import Lane, Outgoing
from gateway.sender import FOR_ANSWERS, MOST_AT_ONCE
from sandbox import Limits, Message, Person
from sandbox.world.limits import Pace
from tests.gateway.owing import meets, owes
from tests.sandbox.api import soon
from tests.stage.outside import unusable
from tests.stage.town import Town


def heard(person: Person) -> list[str]:
    """All the bot wrote to a person, in order."""
    return [message.text for message in person.chat_with_bot.news]


async def ends(town: Town, query: str = "SELECT state, reason FROM outbox ORDER BY id") -> list[tuple[object, ...]]:
    """How each message ended, once none waits."""
    siaga = town.siaga
    assert siaga is not None
    await soon(lambda: not siaga.sender.depth)
    return await town.rows(query)


async def test_one_chats_messages_leave_in_the_order_they_were_owed(town: Town) -> None:
    people = [town.citizen() for _ in range(20)]
    for person in people:
        await owes(town, await meets(town, person), [f"Kabar {number}" for number in range(10)])
    await ends(town)
    for person in people:
        assert heard(person) == [f"Kabar {number}" for number in range(10)]


async def test_the_urgent_lane_goes_first_and_each_lane_keeps_its_order(town: Town) -> None:
    assert town.siaga is not None
    sender = town.siaga.sender
    person = town.citizen()
    chat = await meets(town, person)
    owed: list[Outgoing] = []
    for lane in reversed(Lane):
        owed += await owes(town, chat, [f"{lane.name} 1", f"{lane.name} 2"], lane=lane, told=False)
    sender.add(owed[:1])
    await soon(lambda: town.world.calls_of("sendMessage"))
    sender.add(owed[1:])
    await ends(town)
    assert heard(person) == [
        "ANNOUNCEMENT 1",  # it was under way already
        "PING 1", "PING 2", "ANSWER 1", "ANSWER 2", "WARNING 1", "WARNING 2", "NOTICE 1", "NOTICE 2", "ANNOUNCEMENT 2",
    ]  # fmt: skip


async def test_every_first_call_leaves_before_any_second_and_answers_take_turns_with_later_calls(
    quiet_town: Town,
) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"messages_per_second": 100.0})
    async with town.open():
        assert town.siaga is not None
        officers = [await meets(town, town.citizen()) for _ in range(10)]
        citizens = [await meets(town, town.citizen()) for _ in range(8)]
        owed: list[Outgoing] = []
        for report in range(6):
            for turn in range(len(officers)):
                chat = officers[(report + turn) % len(officers)]
                owed += await owes(town, chat, [f"panggilan {report}.{turn}"], lane=Lane.PING, told=False, turn=turn)
        for chat in citizens:
            owed += await owes(town, chat, ["jawaban"], told=False)
        before = len(town.world.calls_of("sendMessage"))
        town.siaga.sender.add(owed)
        await ends(town)
        texts = [str(call.params["text"]) for call in town.world.calls_of("sendMessage")[before:]]
    assert sorted(texts[:6]) == [f"panggilan {report}.0" for report in range(6)]
    behind = texts[6:]
    answers = [place for place, each in enumerate(behind) if each == "jawaban"]
    assert answers[-1] <= 2 * len(citizens) + 12, "54 later calls do not keep eight people waiting"
    assert len([each for each in behind[: answers[-1]] if each != "jawaban"]) >= len(citizens) - 6, "nor they the calls"


@pytest.mark.parametrize("order", [1, -1])
async def test_of_two_messages_of_a_series_that_wait_the_newer_leaves(town: Town, order: int) -> None:
    """Also where what was committed last is handed over first."""
    assert town.siaga is not None
    person = town.citizen()
    chat = await meets(town, person)
    owed: list[Outgoing] = []
    for number in range(3):
        owed += await owes(town, chat, [f"daftar {number}"], lane=Lane.PING, told=False, series="calls")
        owed += await owes(town, chat, [f"panggilan {number}"], lane=Lane.PING, told=False)
    town.siaga.sender.add(owed[::order])
    states = await ends(town, "SELECT state FROM outbox ORDER BY id")
    assert sorted(heard(person)) == ["daftar 2", "panggilan 0", "panggilan 1", "panggilan 2"]
    assert [state for (state,) in states[-6:]] == ["superseded", "sent", "superseded", "sent", "sent", "sent"]


async def test_an_answer_overtakes_ten_thousand_announcements(quiet_town: Town) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"messages_per_second": 20.0})
    async with town.open():
        assert town.siaga is not None
        people = [town.citizen() for _ in range(100)]
        for person in people:
            chat = await meets(town, person)
            await owes(town, chat, [f"Imbauan {n}" for n in range(100)], lane=Lane.ANNOUNCEMENT)
        asking = town.citizen("Warga yang bertanya")
        before = sum(len(person.chat_with_bot.news) for person in people)
        await asking.sends("/bantuan")
        await asking.hears("Cara memakai")
        meanwhile = sum(len(person.chat_with_bot.news) for person in people) - before
        assert meanwhile <= 1_000  # what may leave while somebody waits in vain, and far from all
        assert town.siaga.sender.depth > 8_000
    assert await town.rows("SELECT count(*) FROM outbox WHERE state = 'queued'") > [(8_000,)]


@pytest.mark.parametrize("lane", [Lane.ANNOUNCEMENT, Lane.WARNING])
async def test_what_goes_to_many_leaves_the_burst_to_who_waits(quiet_town: Town, lane: Lane) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"messages_per_second": 0.2})
    async with town.open():
        many = [town.citizen() for _ in range(20)]
        for person in many:
            await owes(town, await meets(town, person), ["Waspada banjir"], lane=lane)
        await soon(lambda: any(heard(person) for person in many))
        asking = [town.citizen(f"Warga {number}") for number in range(3)]
        for person in asking:
            await person.sends("/bantuan")
            await person.hears("Cara memakai")
        assert sum(len(heard(person)) for person in many) <= 3


async def test_slow_announcements_leave_room_for_an_answer(town: Town) -> None:
    people = [town.citizen() for _ in range(300)]
    chats = [await meets(town, person) for person in people]
    town.world.faults.latency = 40.0
    for chat in chats:
        await owes(town, chat, ["Imbauan"], lane=Lane.ANNOUNCEMENT)
    await soon(lambda: town.world.quiet_watch.in_hand >= MOST_AT_ONCE - FOR_ANSWERS)  # all that may be on their way
    town.world.faults.latency = 0.0
    asking = town.citizen()
    await asking.sends("/bantuan")
    await asking.hears("Cara memakai")
    assert not any(person.chat_with_bot.news for person in people)
    town.world.faults.goes_away(0.1)  # so that nobody waits for the rest


async def test_a_chat_that_is_slowed_down_waits_alone_and_as_long_as_it_is_told(quiet_town: Town) -> None:
    town = quiet_town
    town.world.limits = Limits(on=True, overall=Pace(10_000, 1, 10_000), private=Pace(1, 3, 3))
    calls: dict[object, list[float]] = {}

    def note(method: str, params: object) -> None:
        if method == "sendMessage" and isinstance(params, dict):
            calls.setdefault(params["chat_id"], []).append(asyncio.get_running_loop().time())

    town.world.on_call(note)
    async with town.open():
        busy, calm = town.citizen(), town.citizen()
        await owes(town, await meets(town, busy), [f"Kabar {number}" for number in range(5)])
        await soon(lambda: town.world.limits.refused)
        await owes(town, await meets(town, calm), ["Kabar lain"])
        await calm.hears("Kabar lain")
        assert heard(busy) == ["Kabar 0", "Kabar 1", "Kabar 2"]
        await ends(town)

    assert heard(busy) == [f"Kabar {number}" for number in range(5)]
    refused, again = calls[busy.id][3:5]
    assert again - refused >= 2.99
    assert town.world.limits.refused <= 3


async def test_our_own_pace_keeps_below_telegrams_limits(quiet_town: Town) -> None:
    town = quiet_town
    town.world.limits.on = True
    town.settings = town.settings.model_copy(update={"messages_per_second": 29.0, "chat_messages_per_second": 1.0})
    town.world.limits.private = Pace(1, 1, 4)
    async with town.open():
        for _ in range(50):
            await owes(town, await meets(town, town.citizen()), ["Kabar"])
        await ends(town)
    assert town.world.limits.refused == 0


async def test_who_blocks_us_is_off_until_they_write_again(town: Town) -> None:
    person = town.citizen()
    chat = await meets(town, person)
    person.chat_with_bot.blocked = True  # Telegram has not told us
    await owes(town, chat, ["Kabar"])
    assert await ends(town) == [("blocked", "Forbidden: bot was blocked by the user")]
    assert await town.rows("SELECT count(*) FROM chats WHERE off_at IS NOT NULL") == [(1,)]

    person.chat_with_bot.blocked = False
    await person.sends("/bantuan")
    await person.hears("Cara memakai")
    assert await town.rows("SELECT count(*) FROM chats WHERE off_at IS NOT NULL") == [(0,)]


async def test_who_leaves_and_comes_back_is_off_and_on_again(town: Town) -> None:
    person = town.citizen()
    await person.sends("/bantuan")
    await person.hears("Cara memakai")
    await person.blocks_bot()
    await town.turns("SELECT 1 FROM chats WHERE off_at IS NOT NULL")
    await person.unblocks_bot()
    await town.turns("SELECT 1 FROM chats WHERE off_at IS NULL")


async def test_a_message_telegram_refuses_ends_there_and_holds_nothing(town: Town) -> None:
    person = town.citizen()
    chat = await meets(town, person)
    await owes(town, chat, [{"text": "<b>salah", "parse_mode": "HTML"}, "Kabar berikutnya"])
    ((first, reason), second) = await ends(town)
    assert (first, second) == ("failed", ("sent", None))
    assert "can't parse entities" in str(reason)
    assert heard(person) == ["Kabar berikutnya"]


async def shown(town: Town, person: Person) -> Message:
    """A message of ours with a button, as the person sees it."""
    await person.sends("/bantuan")
    return await person.hears("Cara memakai")


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
async def test_an_edit_that_changes_nothing_is_as_good_as_done(town: Town, method: str) -> None:
    person = town.citizen()
    message = await shown(town, person)
    chat = await meets(town, person)
    change = {"message_id": message.id, **({"text": "Baru"} if method == "editMessageText" else {})}
    await owes(town, chat, [change, change], method=method)
    assert [state for state, _ in await ends(town)] == ["sent", "sent", "sent"]
    assert len([each for each in person.chat_with_bot.messages if each.from_bot]) == 1


async def test_an_edit_of_a_message_that_is_gone_comes_as_a_new_one(town: Town) -> None:
    person = town.citizen()
    message = await shown(town, person)
    await person.deletes(message)
    await owes(town, await meets(town, person), [{"message_id": message.id, "text": "Baru"}], method="editMessageText")
    assert (await person.hears("Baru")).id != message.id
    assert [state for state, _ in await ends(town)] == ["sent", "sent"]


async def test_what_was_surely_not_sent_is_sent_once(town: Town) -> None:
    person = town.citizen()
    town.world.faults.add("drop_before", times=1, methods=["sendMessage"])
    await owes(town, await meets(town, person), ["Kabar"])
    assert [state for state, _ in await ends(town)] == ["sent"]
    assert heard(person) == ["Kabar"]


async def test_what_may_have_been_sent_comes_again_rather_than_never(town: Town) -> None:
    person = town.citizen()
    town.world.faults.add("drop_after", times=1, methods=["sendMessage"])
    await owes(town, await meets(town, person), ["Kabar", "Kabar berikutnya"])
    assert [state for state, _ in await ends(town)] == ["sent", "sent"]
    assert heard(person) == ["Kabar", "Kabar", "Kabar berikutnya"]


async def test_a_bad_gateway_loses_nothing_and_mixes_nothing_up(town: Town) -> None:
    people = [town.citizen() for _ in range(10)]
    town.world.faults.add("error", times=20, methods=["sendMessage"], share=0.5)
    for person in people:
        await owes(town, await meets(town, person), [f"Kabar {number}" for number in range(5)])
    await ends(town)
    for person in people:
        assert heard(person) == [f"Kabar {number}" for number in range(5)]


async def test_messages_wait_while_telegram_is_away(town: Town) -> None:
    people = [town.citizen() for _ in range(5)]
    chats = [await meets(town, person) for person in people]
    town.world.faults.goes_away(1.0)
    for chat in chats:
        await owes(town, chat, ["Kabar 1", "Kabar 2"])
    await ends(town)
    for person in people:
        assert heard(person) == ["Kabar 1", "Kabar 2"]


async def test_what_a_restart_interrupts_is_sent_after_it(quiet_town: Town) -> None:
    town = quiet_town
    person = town.citizen()
    async with town.open():
        await owes(town, await meets(town, person), [f"Kabar {number}" for number in range(3)], told=False)
    async with town.open():
        await ends(town)
    async with town.open():
        await town.rests()
    assert heard(person) == ["Kabar 0", "Kabar 1", "Kabar 2"]


@pytest.fixture
async def impatient_town(quiet_town: Town, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A town whose bot waits for a locked database only a moment at a time."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    async with quiet_town.open():
        yield quiet_town


async def test_a_message_is_not_sent_again_because_the_database_is_busy(impatient_town: Town) -> None:
    town = impatient_town
    person = town.citizen()
    chat = await meets(town, person)
    with contextlib.ExitStack() as held:

        def lock(method: str, _: object) -> None:
            if method == "sendMessage":
                held.enter_context(unusable(town.settings.address))

        town.world.on_call(lock)
        await owes(town, chat, ["Kabar"])
        await person.hears("Kabar")
        await asyncio.sleep(0.5)  # several tries to write it down
        town.world._call_observers.pop()
    assert [state for state, _ in await ends(town)] == ["sent"]
    assert heard(person) == ["Kabar"]


async def test_updates_wait_for_a_locked_database_and_are_answered_after(impatient_town: Town) -> None:
    town = impatient_town
    people = [town.citizen() for _ in range(10)]
    await town.rests()
    with unusable(town.settings.address):
        for person in people:
            await person.sends("/bantuan")
        await asyncio.sleep(0.5)
        assert not any(heard(person) for person in people)
    for person in people:
        await person.hears("Cara memakai")
    await ends(town)
    assert Counter(len(heard(person)) for person in people) == {1: 10}
    assert await town.rows("SELECT count(*) FROM inbox WHERE done_at IS NULL") == [(0,)]


async def test_while_telegram_is_away_one_message_at_a_time_looks_for_it(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    people = [town.citizen() for _ in range(100)]
    chats = [await meets(town, person) for person in people]
    town.world.faults.goes_away(3.0)
    for chat in chats:
        await owes(town, chat, ["Satu", "Dua"])
    await soon(lambda: "cannot be reached, messages wait" in caplog.text)
    for person in people:
        await person.hears("Dua")
    assert heard(people[0]) == ["Satu", "Dua"]
    assert {tuple(row) for row in await ends(town)} == {("sent", None)}
    waits = [record for record in caplog.records if "messages wait" in record.message or " waits: " in record.message]
    assert len(waits) == 1  # not one for each message and try, for as long as it lasts


async def test_of_many_changes_of_one_message_that_wait_the_newest_leaves(town: Town) -> None:
    person = town.citizen()
    chat = await meets(town, person)
    [first, other] = await owes(town, chat, ["Lama", "Lain"])
    await person.hears("Lain")
    owed = await owes(town, chat, ["Sebentar"], told=False)
    changes = [(first, "Baru 0"), (first, "Baru 1"), (first, "Baru 2"), (other, "Lain yang baru"), (first, "Baru 3")]
    for changed, text in [*changes, (first, "Baru 4")]:
        owed += await owes(town, chat, [text], lane=Lane.NOTICE, method="editMessageText", edits=changed, told=False)
    assert town.siaga is not None
    town.siaga.sender.add(owed)
    assert await ends(town, "SELECT state FROM outbox WHERE method = 'editMessageText' ORDER BY id") == [
        ("superseded",), ("superseded",), ("superseded",), ("sent",), ("superseded",), ("sent",),
    ]  # fmt: skip
    assert heard(person) == ["Lama", "Lain", "Sebentar", "Baru 4", "Lain yang baru"]


async def test_changes_that_a_restart_finds_waiting_are_one_as_well(quiet_town: Town) -> None:
    town, person = quiet_town, quiet_town.citizen()
    async with town.open():
        chat = await meets(town, person)
        [first] = await owes(town, chat, ["Lama"])
        await person.hears("Lama")
        changes = [f"Baru {number}" for number in range(3)]
        await owes(town, chat, changes, lane=Lane.NOTICE, method="editMessageText", edits=first, told=False)
    async with town.open():
        await ends(town)
    assert heard(person) == ["Lama", "Baru 2"]
