"""Groups, supergroups, forums and channels, and the bot's standing in them."""

import pytest

from sandbox import Group, Person, World
from tests.sandbox.api import JSON, Api


@pytest.fixture
def chief(world: World) -> Person:
    return world.person("Ketua RT")


@pytest.fixture
def group(world: World, chief: Person, citizen: Person) -> Group:
    return world.group("RT 03", members=[citizen], owner=chief, bot="member")


async def test_adding_and_removing_the_bot_is_told(api: Api, world: World, chief: Person) -> None:
    group = world.group("RT 04", owner=chief)
    group.adds_bot(by=chief)
    changed, joined = await api.updates()
    change = changed["my_chat_member"]
    assert [change[f"{age}_chat_member"]["status"] for age in ("old", "new")] == ["left", "member"]
    assert change["from"]["id"] == chief.id
    assert joined["message"]["new_chat_members"][0]["id"] == world.bot_id
    group.removes_bot(by=chief)
    left, changed = await api.updates()
    assert left["message"]["left_chat_member"]["id"] == world.bot_id
    assert changed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    refused = await api.refuses("sendMessage", chat_id=group.id, text="halo")
    assert (refused.status, refused.description) == (403, "Forbidden: bot was kicked from the group chat")


async def test_privacy_mode_hides_what_is_not_meant_for_the_bot(api: Api, group: Group, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=group.id, text="ada apa?")
    await citizen.sends("obrolan biasa", chat=group)
    await citizen.sends("/lapor", chat=group)
    await citizen.sends("/lapor@siaga_sandbox_bot", chat=group)
    await citizen.sends("/lapor@other_bot", chat=group)
    await citizen.sends("hai @siaga_sandbox_bot", chat=group)
    await citizen.sends("menjawab", chat=group, reply_to=group.by_id[sent["message_id"]])
    await citizen.sends_photo(chat=group)
    texts = [update["message"]["text"] for update in await api.updates()]
    assert texts == ["/lapor", "/lapor@siaga_sandbox_bot", "hai @siaga_sandbox_bot", "menjawab"]
    group.promotes_bot()
    await citizen.sends("obrolan biasa", chat=group)
    assert [next(iter(update.keys() - {"update_id"})) for update in await api.updates()] == [
        "my_chat_member",
        "message",
    ]


async def test_a_group_becomes_a_supergroup(api: Api, group: Group, citizen: Person) -> None:
    old = group.id
    group.becomes_supergroup()
    to, from_ = [update["message"] for update in await api.updates()]
    assert (to["chat"]["id"], to["migrate_to_chat_id"]) == (old, group.id)
    assert (from_["chat"]["id"], from_["migrate_from_chat_id"]) == (group.id, old)
    assert from_["chat"]["type"] == "supergroup"
    refused = await api.refuses("sendMessage", chat_id=old, text="halo")
    assert (refused.status, refused.parameters) == (400, {"migrate_to_chat_id": group.id})
    assert refused.description == "Bad Request: group chat was upgraded to a supergroup chat"
    await api("sendMessage", chat_id=group.id, text="di rumah baru")
    assert (await citizen.hears("rumah baru", chat=group)).id == 2


async def test_losing_the_right_to_write(api: Api, world: World, group: Group, chief: Person) -> None:
    group.loses_right_to_write()
    refused = await api.refuses("sendMessage", chat_id=group.id, text="halo")
    assert refused.description == "Bad Request: not enough rights to send text messages to the chat"
    large = world.group("Kelurahan", owner=chief, supergroup=True, bot="member")
    large.loses_right_to_write()
    [update] = await api.updates()
    assert update["my_chat_member"]["new_chat_member"]["can_send_messages"] is False
    photo = (await chief.sends_photo()).file_id
    refused = await api.refuses("sendPhoto", chat_id=large.id, photo=photo)
    assert refused.description == "Bad Request: not enough rights to send photos to the chat"
    for each in (group, large):
        each.gets_right_to_write()
        assert await api("sendMessage", chat_id=each.id, text="halo")


async def test_a_deleted_group_and_one_the_bot_left(api: Api, world: World, group: Group, chief: Person) -> None:
    assert await api("leaveChat", chat_id=group.id)
    refused = await api.refuses("sendMessage", chat_id=group.id, text="halo")
    assert refused.description == "Forbidden: bot is not a member of the group chat"
    group.deletes()
    refused = await api.refuses("sendMessage", chat_id=group.id, text="halo")
    assert refused.description == "Forbidden: the group chat was deleted"


async def test_forum_topics(api: Api, world: World, chief: Person) -> None:
    forum = world.group("Kecamatan", owner=chief, forum=True, bot="member")
    topic = forum.opens_topic("Imbauan")
    opened = (await api.updates())[0]["message"]
    assert opened["message_id"] == opened["message_thread_id"] == topic
    sent = await api("sendMessage", chat_id=forum.id, text="halo", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    said = await chief.sends("/cek", chat=forum, topic=topic)
    assert said.thread == topic
    refused = await api.refuses("sendMessage", chat_id=forum.id, text="halo", message_thread_id=99)
    assert refused.description == "Bad Request: message thread not found"
    forum.closes_topic(topic)
    refused = await api.refuses("sendMessage", chat_id=forum.id, text="halo", message_thread_id=topic)
    assert refused.description == "Bad Request: TOPIC_CLOSED"


async def test_an_anonymous_admin_writes_as_the_group_and_taps_as_a_person(
    api: Api, group: Group, chief: Person, citizen: Person
) -> None:
    group.promotes(citizen, by=chief, anonymous=True)
    said = await citizen.sends("/langganan", chat=group)
    message = (await api.updates())[0]["message"]
    assert message["from"]["id"] == 1087968824
    assert message["sender_chat"]["id"] == group.id
    await citizen.forges("x", on=said)
    assert (await api.updates())[0]["callback_query"]["from"]["id"] == citizen.id


async def test_channels(api: Api, world: World, chief: Person) -> None:
    channel = world.channel("Humas", admins=[chief], username="humas_contoh")
    channel.adds_bot(by=chief)
    post = await chief.sends("pengumuman", chat=channel)
    await chief.edits(post, "pengumuman baru")
    joined, posted, edited = await api.updates()
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert posted["channel_post"]["sender_chat"]["id"] == channel.id
    assert "from" not in posted["channel_post"]
    assert edited["edited_channel_post"]["text"] == "pengumuman baru"
    sent = await api("sendMessage", chat_id="@humas_contoh", text="imbauan")
    assert sent["sender_chat"]["id"] == channel.id
    assert "from" not in sent
    await api("editMessageText", chat_id=channel.id, message_id=sent["message_id"], text="ralat")
    await api("forwardMessage", chat_id=channel.id, from_chat_id=channel.id, message_id=post.id)
    forwarded = channel.messages[-1].raw["forward_origin"]
    assert isinstance(forwarded, dict)
    assert forwarded["type"] == "channel"
    channel.demotes_bot()
    refused = await api.refuses("sendMessage", chat_id=channel.id, text="x")
    assert refused.description == "Bad Request: need administrator rights in the channel chat"
    channel.removes_bot()
    refused = await api.refuses("sendMessage", chat_id=channel.id, text="x")
    assert refused.description == "Forbidden: bot was kicked from the channel chat"


async def test_members_come_and_go(api: Api, world: World, group: Group, chief: Person) -> None:
    newcomer = world.person("Warga baru")
    await api.updates(allowed_updates=["message", "chat_member"])
    group.joins(newcomer, by=chief)
    group.leaves(newcomer)
    joined, left = await api.updates()
    assert joined["message"]["new_chat_members"][0]["id"] == newcomer.id
    assert joined["message"]["from"]["id"] == chief.id
    assert left["message"]["left_chat_member"]["id"] == newcomer.id
    group.promotes_bot()
    await api.updates()
    group.joins(newcomer)
    changed, _ = await api.updates()
    assert changed["chat_member"]["new_chat_member"]["status"] == "member"


async def test_looking_up_chats_and_members(api: Api, group: Group, chief: Person, citizen: Person) -> None:
    full: JSON = await api("getChat", chat_id=group.id)
    assert {"accent_color_id", "max_reaction_count", "accepted_gift_types", "permissions"} <= full.keys()
    assert (await api("getChat", chat_id=citizen.id))["first_name"] == "Warga"
    statuses = [
        (await api("getChatMember", chat_id=group.id, user_id=person.id))["status"] for person in (chief, citizen)
    ]
    assert statuses == ["creator", "member"]
    assert (await api("getChatMember", chat_id=group.id, user_id=group.world.bot_id))["user"]["is_bot"]
    refused = await api.refuses("getChatMember", chat_id=group.id, user_id=5)
    assert refused.description == "Bad Request: user not found"
    group.promotes(citizen)
    admins = await api("getChatAdministrators", chat_id=group.id)
    assert {admin["user"]["id"] for admin in admins} == {chief.id, citizen.id}
    assert await api("getChatMemberCount", chat_id=group.id) == 3
    refused = await api.refuses("getChatAdministrators", chat_id=citizen.id)
    assert refused.description == "Bad Request: there are no administrators in the private chat"


async def test_what_needs_rights_in_a_group(api: Api, group: Group, citizen: Person) -> None:
    said = await citizen.sends("/cek", chat=group)
    place = {"chat_id": group.id, "message_id": said.id}
    refused = await api.refuses("deleteMessage", **place)
    assert refused.description == "Bad Request: message can't be deleted"
    refused = await api.refuses("pinChatMessage", **place)
    assert refused.description == "Bad Request: not enough rights to manage pinned messages in the chat"
    group.promotes_bot()
    assert await api("pinChatMessage", **place)
    assert await api("unpinAllChatMessages", chat_id=group.id)
    assert await api("deleteMessage", **place)
    group.renames("RT 03 baru")
    assert (await api("getChat", chat_id=group.id))["title"] == "RT 03 baru"


async def test_an_administrator_deletes_in_a_group_and_in_a_supergroup_only_with_the_right(
    api: Api, world: World, group: Group, chief: Person
) -> None:
    large = world.group("Kelurahan", owner=chief, supergroup=True, bot="member")
    for each in (group, large):
        each.promotes_bot(rights=["can_manage_chat"])
    said, other = await chief.sends("/cek", chat=group), await chief.sends("/cek", chat=large)
    assert await api("deleteMessage", chat_id=group.id, message_id=said.id)
    refused = await api.refuses("deleteMessage", chat_id=large.id, message_id=other.id)
    assert refused.description == "Bad Request: message can't be deleted"


async def test_a_phone_number_is_asked_for_in_private_only(api: Api, group: Group) -> None:
    keyboard = {"keyboard": [[{"text": "Nomor", "request_contact": True}]]}
    refused = await api.refuses("sendMessage", chat_id=group.id, text="x", reply_markup=keyboard)
    assert refused.description == "Bad Request: phone number can be requested in private chats only"
