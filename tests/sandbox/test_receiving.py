"""getUpdates and its rules over HTTP, and what people send in the updates."""

import asyncio
import time

import aiohttp
import pytest

from sandbox import Person, Sandbox, World
from tests.sandbox.api import Api, Refused, soon


async def test_a_message_reaches_the_bot_with_date_in_seconds_and_a_command_entity(api: Api, world: World) -> None:
    citizen = world.person("Warga", language_code="id")
    await citizen.sends("😀 /lapor sekarang")
    [update] = await api.updates()
    message = update["message"]
    assert message["text"] == "😀 /lapor sekarang"
    assert message["entities"] == [{"type": "bot_command", "offset": 3, "length": 6}]
    assert abs(message["date"] - time.time()) < 60
    assert message["from"] == {"id": citizen.id, "is_bot": False, "first_name": "Warga", "language_code": "id"}
    assert message["chat"] == {"id": citizen.id, "first_name": "Warga", "type": "private"}


async def test_an_unconfirmed_update_comes_again_and_a_confirmed_one_does_not(api: Api, citizen: Person) -> None:
    await citizen.sends("satu")
    await citizen.sends("dua")
    first = await api("getUpdates")
    assert [each["message"]["text"] for each in first] == ["satu", "dua"]
    assert await api("getUpdates", offset=first[0]["update_id"]) == first
    assert await api("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert await api("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert await api("getUpdates") == []


async def test_a_poll_waits_for_the_next_update(api: Api, citizen: Person) -> None:
    waiting = asyncio.create_task(api.updates(timeout=20))
    await soon(lambda: citizen.world.updates._poll)
    assert not waiting.done()
    await citizen.sends("halo")
    [update] = await waiting
    assert update["message"]["text"] == "halo"


async def test_a_poll_ends_empty_when_its_time_is_over(api: Api) -> None:
    begun = time.monotonic()
    assert await api.updates(timeout=1) == []
    assert time.monotonic() - begun > 0.9


async def test_limit_and_negative_offset(api: Api, citizen: Person) -> None:
    for number in range(5):
        await citizen.sends(str(number))
    assert [each["message"]["text"] for each in await api("getUpdates", limit=2)] == ["0", "1"]
    assert [each["message"]["text"] for each in await api("getUpdates", offset=-2)] == ["3", "4"]
    assert [each["message"]["text"] for each in await api("getUpdates")] == ["3", "4"]


async def test_a_second_poller_ends_the_first_with_a_conflict(api: Api, citizen: Person) -> None:
    first = asyncio.create_task(api("getUpdates", timeout=20))
    await soon(lambda: citizen.world.updates._poll)
    second = asyncio.create_task(api("getUpdates", timeout=20))
    with pytest.raises(Refused) as refused:
        await first
    assert refused.value.status == 409
    assert refused.value.description.startswith("Conflict: terminated by other getUpdates request")
    await citizen.sends("halo")
    assert len(await second) == 1


async def test_kinds_the_bot_did_not_ask_for_are_not_made(api: Api, citizen: Person) -> None:
    await api("getUpdates", allowed_updates=["callback_query"])
    await citizen.sends("halo")
    assert await api("getUpdates") == []
    await api("getUpdates", allowed_updates=[])
    await citizen.sends("halo lagi")
    assert len(await api("getUpdates")) == 1


async def test_reactions_come_only_when_asked_for(api: Api, citizen: Person) -> None:
    message = await citizen.sends("halo")
    await api.updates()
    await citizen.reacts(message, "👍")
    assert await api.updates() == []
    await api.updates(allowed_updates=["message", "message_reaction"])
    await citizen.reacts(message, "👍")
    [update] = await api.updates()
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]


async def test_an_update_stays_as_it_was_made(api: Api, citizen: Person) -> None:
    message = await citizen.sends("asli")
    await citizen.edits(message, "diubah")
    first, second = await api.updates()
    assert first["message"]["text"] == "asli"
    assert second["edited_message"]["text"] == "diubah"
    assert second["edited_message"]["edit_date"] >= first["message"]["date"]


async def test_a_persons_poll_place_contact_and_dice_reach_the_bot(api: Api, world: World, citizen: Person) -> None:
    await citizen.sends_poll("Kapan?", ["Pagi", "Sore"])
    await citizen.shares_location(1.5, 101.25)
    await citizen.shares_venue(1.5, 101.25, "TPS 012", "Jl. Sudirman")
    await citizen.shares_contact()
    await citizen.shares_contact(world.person("Saksi"))
    await citizen.sends_dice(6)
    await citizen.opens("tps-012")
    poll, place, venue, own, other, dice, start = [update["message"] for update in await api.updates()]
    assert poll["poll"]["options"][1]["text"] == "Sore"
    assert place["location"] == {"latitude": 1.5, "longitude": 101.25}
    assert venue["venue"]["title"] == "TPS 012"
    assert own["contact"]["user_id"] == citizen.id != other["contact"]["user_id"]
    assert dice["dice"]["value"] == 6
    assert start["text"] == "/start tps-012"


async def test_what_a_bot_writes_to_people_of_an_earlier_world_waits_for_them() -> None:
    number = World().person("Warga").id
    world = World(resumed=True)
    async with await Sandbox.start(world) as sandbox, aiohttp.ClientSession() as session:
        await Api(sandbox.url, sandbox.token, session)("sendMessage", chat_id=number, text="Kabar laporan Anda")
    citizen = world.person("Warga")
    assert (await citizen.hears("Kabar")).raw["chat"] == {"id": number, "first_name": "Warga", "type": "private"}


async def test_what_a_bot_writes_to_groups_of_an_earlier_world_waits_for_them() -> None:
    before = World()
    known = {each: before.group(each, supergroup=True, forum=True).id for each in ("Polsek", "RT 1")}
    known["Kabar"] = before.channel("Kabar").id
    world = World(resumed=True)
    async with await Sandbox.start(world) as sandbox, aiohttp.ClientSession() as session:
        api = Api(sandbox.url, sandbox.token, session)
        for number in known.values():
            await api("sendMessage", chat_id=number, text="Kabar wilayah")
        await api("sendMessage", chat_id=known["RT 1"], message_thread_id=77, text="Di topik")
        assert world.groups == []  # nobody here knows them yet
        chair = world.person("Ketua")
        group = world.group("RT 1", owner=chair, supergroup=True, forum=True)
        assert (await chair.hears("Di topik", chat=group)).thread == 77
        assert not group.bot.inside
        group.adds_bot(chair)
        channel = world.channel("Kabar", admins=[chair])
        await chair.hears("Kabar wilayah", chat=channel)
        assert (channel.kind, [each.title for each in world.groups]) == ("channel", ["RT 1", "Kabar"])
