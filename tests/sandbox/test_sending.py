"""Messages of the bot: what people see, what Telegram echoes, what it refuses."""

from datetime import timedelta

import pytest

from sandbox import Clock, Person, World
from tests.sandbox.api import Api


async def test_a_person_hears_what_the_bot_sends(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="Selamat <b>pagi</b> 👋", parse_mode="HTML")
    message = await citizen.hears("pagi")
    assert message.text == "Selamat pagi 👋"
    assert message.raw == sent
    assert sent["entities"] == [{"type": "bold", "offset": 8, "length": 4}]
    assert sent["from"]["is_bot"] is True
    assert citizen.last.text == message.text


async def test_a_reply_keyboard_is_shown_but_not_echoed(api: Api, citizen: Person) -> None:
    keyboard = {"keyboard": [[{"text": "Lapor"}], [{"text": "Batal"}]], "resize_keyboard": True}
    sent = await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=keyboard)
    assert "reply_markup" not in sent
    await citizen.taps("Lapor")
    assert [update["message"]["text"] for update in await api.updates()] == ["Lapor"]
    await api("sendMessage", chat_id=citizen.id, text="baik", reply_markup={"remove_keyboard": True})
    with pytest.raises(AssertionError, match="no button 'Batal'"):
        await citizen.taps("Batal", timeout=0.05)


async def test_a_reply_shows_what_it_answers(api: Api, citizen: Person) -> None:
    asked = await citizen.sends("apa kabar?")
    sent = await api("sendMessage", chat_id=citizen.id, text="baik", reply_parameters={"message_id": asked.id})
    assert sent["reply_to_message"]["text"] == "apa kabar?"
    again = await api("sendMessage", chat_id=citizen.id, text="ya", reply_parameters={"message_id": sent["message_id"]})
    assert "reply_to_message" not in again["reply_to_message"]
    lost = await api.refuses("sendMessage", chat_id=citizen.id, text="ya", reply_parameters={"message_id": 1})
    assert lost.description == "Bad Request: message to be replied not found"
    kept = {"message_id": 1, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api("sendMessage", chat_id=citizen.id, text="ya", reply_parameters=kept)


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": " \n\u200b"}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "parse_mode": "Word"}, "unsupported parse_mode"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "parse_mode MarkdownV2 is not played by the sandbox"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
    ],
)
async def test_a_text_telegram_refuses(api: Api, citizen: Person, params: dict[str, object], description: str) -> None:
    refused = await api.refuses("sendMessage", chat_id=citizen.id, **params)
    assert (refused.status, refused.description) == (400, f"Bad Request: {description}")


async def test_lengths_count_after_parsing_in_utf16(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "a", "url": "ftp://x"},
            "inline keyboard button URL 'ftp://x' is invalid: Unsupported URL protocol",
        ),
        ({"text": " ", "callback_data": "x"}, "can't parse inline keyboard button: Text is empty"),
    ],
)
async def test_a_button_telegram_refuses(
    api: Api, citizen: Person, button: dict[str, object], description: str
) -> None:
    refused = await api.refuses(
        "sendMessage", chat_id=citizen.id, text="x", reply_markup={"inline_keyboard": [[button]]}
    )
    assert (refused.status, refused.description) == (400, f"Bad Request: {description}")


async def test_64_bytes_of_callback_data_pass(api: Api, citizen: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 64}]]}
    assert (await api("sendMessage", chat_id=citizen.id, text="x", reply_markup=keyboard))["reply_markup"] == keyboard


async def test_who_cannot_be_written_to(api: Api, world: World, citizen: Person) -> None:
    stranger, neighbour = world.person("Orang asing"), world.person("Tetangga")
    world.group("RT 03", members=[neighbour], bot="member")
    blocker, leaver = world.person("Pemblokir"), world.person("Yang pergi")
    for person in (blocker, leaver):
        await person.sends("/start")
    await blocker.blocks_bot()
    await leaver.deletes_account()
    expected = {
        stranger: (400, "Bad Request: chat not found"),
        neighbour: (403, "Forbidden: bot can't initiate conversation with a user"),
        blocker: (403, "Forbidden: bot was blocked by the user"),
        leaver: (403, "Forbidden: user is deactivated"),
    }
    for person, told in expected.items():
        refused = await api.refuses("sendMessage", chat_id=person.id, text="halo")
        assert (refused.status, refused.description) == told
    await blocker.unblocks_bot()
    assert await api("sendMessage", chat_id=blocker.id, text="halo")


async def test_blocking_is_told_as_a_change_of_membership(api: Api, citizen: Person) -> None:
    await citizen.blocks_bot()
    await citizen.unblocks_bot()
    changes = [update["my_chat_member"] for update in await api.updates()]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    assert changes[0]["from"]["id"] == changes[0]["chat"]["id"] == citizen.id


async def test_forwards_and_copies(api: Api, world: World, citizen: Person) -> None:
    other = world.person("Petugas")
    await other.sends("/start")
    said = await citizen.sends("ada ricuh")
    place = {"chat_id": other.id, "from_chat_id": citizen.id, "message_id": said.id}
    forwarded = await api("forwardMessage", **place)
    assert forwarded["forward_origin"]["sender_user"]["id"] == citizen.id
    await api("copyMessage", **place)
    assert "forward_origin" not in other.last.raw
    assert other.last.text == "ada ricuh"
    both = await api("copyMessages", chat_id=other.id, from_chat_id=citizen.id, message_ids=[said.id, 1])
    assert len(both) == 1
    assert (await api.refuses("copyMessage", **{**place, "message_id": 1})).description.endswith(
        "message to copy not found"
    )
    sent = await api("sendMessage", chat_id=citizen.id, text="rahasia", protect_content=True)
    refused = await api.refuses("forwardMessage", **{**place, "message_id": sent["message_id"]})
    assert refused.description == "Bad Request: message can't be forwarded"


async def test_a_person_forwards_with_one_of_the_four_origins(api: Api, world: World, citizen: Person) -> None:
    announced = await api("sendMessage", chat_id=citizen.id, text="imbauan")
    await citizen.forwards(await citizen.hears("imbauan"))
    hidden, admin = world.person("Tersembunyi"), world.person("Admin")
    hidden.hides_account()
    group = world.group("RT 03", members=[hidden, citizen], supergroup=True)
    group.promotes(admin, anonymous=True)
    channel = world.channel("Warta", admins=[admin])
    await citizen.forwards(await hidden.sends("bisik", chat=group))
    await citizen.forwards(await admin.sends("pengumuman", chat=group))
    posted = await admin.sends("kabar", chat=channel)
    await citizen.forwards(await citizen.forwards(posted))
    origins = [update["message"]["forward_origin"] for update in await api.updates()]
    assert [origin["type"] for origin in origins] == ["user", "hidden_user", "chat", "channel", "channel"]
    assert origins[0]["sender_user"] == announced["from"]
    assert origins[1]["sender_user_name"] == "Tersembunyi"
    assert origins[2]["sender_chat"]["id"] == group.id
    assert (origins[4]["chat"]["id"], origins[4]["message_id"]) == (channel.id, posted.id)


async def test_a_person_answers_to_a_part_of_a_message(api: Api, citizen: Person) -> None:
    await api("sendMessage", chat_id=citizen.id, text="👮 Di mana? Kapan?")
    await citizen.sends("tadi pagi", reply_to=await citizen.hears(), quote="Kapan?")
    (update,) = await api.updates()
    assert update["message"]["reply_to_message"]["text"] == "👮 Di mana? Kapan?"
    assert update["message"]["quote"] == {"text": "Kapan?", "position": 12, "is_manual": True}


async def test_what_comes_without_a_sound_is_known(api: Api, citizen: Person) -> None:
    said = await citizen.sends("ada ricuh")
    place = {"chat_id": citizen.id, "from_chat_id": citizen.id, "message_id": said.id}
    for quiet in (True, False):
        await api("sendMessage", chat_id=citizen.id, text="kabar", disable_notification=quiet)
        await api("forwardMessage", **place, disable_notification=quiet)
    sent = [message for message in citizen.chat_with_bot.messages if message.from_bot]
    assert [message.silent for message in sent] == [True, True, False, False]
    await api("editMessageText", chat_id=citizen.id, message_id=sent[0].id, text="kabar baru")
    assert citizen.chat_with_bot.by_id[sent[0].id].silent
    assert "disable_notification" not in sent[0].raw


async def test_many_are_deleted_at_once(api: Api, citizen: Person) -> None:
    sent = [await api("sendMessage", chat_id=citizen.id, text=f"kabar {number}") for number in range(3)]
    numbers = [each["message_id"] for each in sent]
    assert await api("deleteMessages", chat_id=citizen.id, message_ids=[*numbers[:2], 1])
    assert citizen.chat_with_bot.by_id.keys() & numbers == {numbers[2]}
    refused = await api.refuses("deleteMessages", chat_id=citizen.id, message_ids=list(range(1, 102)))
    assert refused.status == 400


async def test_chat_actions_reactions_and_pins(api: Api, citizen: Person) -> None:
    said = await citizen.sends("ada ricuh")
    place = {"chat_id": citizen.id, "message_id": said.id}
    assert await api("sendChatAction", chat_id=citizen.id, action="typing")
    assert citizen.chat_with_bot.actions == ["typing"]
    refused = await api.refuses("sendChatAction", chat_id=citizen.id, action="sleeping")
    assert refused.description == "Bad Request: wrong parameter action in request"
    assert await api("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert citizen.chat_with_bot.reactions[said.id] == ["👀"]
    refused = await api.refuses("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "🚓"}])
    assert refused.description == "Bad Request: REACTION_INVALID"
    assert await api("pinChatMessage", **place)
    assert (await api("getChat", chat_id=citizen.id))["pinned_message"]["message_id"] == said.id
    assert await api("unpinChatMessage", chat_id=citizen.id)
    assert "pinned_message" not in await api("getChat", chat_id=citizen.id)


async def test_places_contacts_and_dice(api: Api, citizen: Person) -> None:
    where = {"latitude": 1.6667, "longitude": 101.4333}
    assert (await api("sendLocation", chat_id=citizen.id, **where))["location"] == where
    venue = await api("sendVenue", chat_id=citizen.id, **where, title="TPS 012", address="Jl. Sudirman")
    assert venue["venue"]["location"] == where
    contact = await api("sendContact", chat_id=citizen.id, phone_number="110", first_name="Polisi")
    assert contact["contact"]["phone_number"] == "110"
    assert 1 <= (await api("sendDice", chat_id=citizen.id))["dice"]["value"] <= 6
    assert (await api.refuses("sendLocation", chat_id=citizen.id, latitude=91, longitude=0)).status == 400


async def test_deleting(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="salah kirim")
    assert await api("deleteMessage", chat_id=citizen.id, message_id=sent["message_id"])
    assert citizen.chat_with_bot.by_id.get(sent["message_id"]) is None
    refused = await api.refuses("deleteMessage", chat_id=citizen.id, message_id=sent["message_id"])
    assert refused.description == "Bad Request: message to delete not found"
    assert await api("deleteMessages", chat_id=citizen.id, message_ids=[sent["message_id"]])


async def test_what_is_two_days_old_can_no_longer_be_deleted(api: Api, world: World, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="lama")
    assert isinstance(world.clock, Clock)
    world.clock.jump(timedelta(hours=48, minutes=1))
    refused = await api.refuses("deleteMessage", chat_id=citizen.id, message_id=sent["message_id"])
    assert refused.description == "Bad Request: message can't be deleted for everyone"
    newer = await api("sendMessage", chat_id=citizen.id, text="baru")
    both = [sent["message_id"], newer["message_id"]]
    assert await api("deleteMessages", chat_id=citizen.id, message_ids=both)
    assert citizen.last.text == "lama"
    assert await api("editMessageText", chat_id=citizen.id, message_id=sent["message_id"], text="diralat")
