"""What becomes of a subscription as the chat changes: put out, silenced, moved, closed, deleted, and let in again."""

import pytest

from gateway.errors import from_answer
from gateway.refusals import ending_of
from sandbox import Group, Person
from sandbox.telegram.members import Member
from tests.stage.subscribers import ALL, chosen, commanders, goes_out
from tests.stage.town import Town

ACTIVE = [("grup", None, ALL, "")]


@pytest.fixture
def chair(town: Town) -> Person:
    return town.citizen("Ketua RT")


@pytest.fixture
async def group(town: Town, chair: Person) -> Group:
    """A group that has subscribed."""
    return await subscribed(town.world.group("Warga RT 3", owner=chair), chair)


async def subscribed(group: Group, chair: Person) -> Group:
    group.adds_bot(chair)
    await chair.taps("Atur langganan", chat=group)
    await chair.hears("Langganan aktif", chat=group)
    return group


async def hears_once(person: Person, group: Group, text: str) -> None:
    await person.hears(text, chat=group)
    heard = [message for message in group.messages if message.from_bot and text in message.text]
    assert len(heard) == 1


async def test_a_group_that_puts_the_bot_out_and_takes_it_back_goes_on(town: Town, group: Group, chair: Person) -> None:
    await chair.taps("Klarifikasi hoaks", chat=group)
    await chair.hears("Topik: Imbauan, Pengingat hari-H", chat=group)
    group.removes_bot(chair)
    assert await chosen(town) == [("grup", "dikeluarkan", "imbauan pengingat", "")]
    assert await town.rows("SELECT count(*) FROM chats WHERE kind = 'group' AND off_at IS NOT NULL") == [(1,)]
    await goes_out(town, "Mari jaga ketertiban")
    group.adds_bot(chair)
    await chair.hears("berlanjut seperti sebelumnya", chat=group)
    assert await chosen(town) == [("grup", None, "imbauan pengingat", "")]
    await goes_out(town, "Simpan nomor 110")
    await hears_once(chair, group, "Simpan nomor 110")
    assert not [message for message in group.messages if "Mari jaga" in message.text]


async def test_a_group_that_stopped_is_not_taken_up_again_by_adding_the_bot(
    town: Town, group: Group, chair: Person
) -> None:
    await chair.sends("/berhenti", chat=group)
    await chair.hears("langganan dihentikan", chat=group)
    group.removes_bot(chair)
    await town.rests()
    town.clock.passes(days=1)
    group.adds_bot(chair)
    await chair.hears("Halo, kami Siaga", chat=group)
    assert await chosen(town) == [("grup", "berhenti", ALL, "")]


async def test_a_group_is_greeted_once_a_day_however_often_it_adds_the_bot(town: Town, chair: Person) -> None:
    group = town.world.group("Warga RT 4", owner=chair)
    for hours in (0, 1, 12, 10.9, 0.2, 1):
        town.clock.passes(hours=hours)
        group.adds_bot(chair)
        await town.rests()
        group.removes_bot(chair)
        await town.rests()
    greetings = [each for each in group.messages if each.from_bot and "Halo, kami Siaga" in each.text]
    assert len(greetings) == 2


async def test_a_promotion_says_nothing(town: Town, group: Group, chair: Person) -> None:
    group.promotes_bot(chair)
    group.demotes_bot(chair)
    await town.rests()
    await chair.hears_nothing(chat=group)
    assert await chosen(town) == ACTIVE


async def test_a_supergroup_that_silences_the_bot_and_lets_it_write_again_goes_on(town: Town, chair: Person) -> None:
    group = await subscribed(town.world.group("Kelurahan", owner=chair, supergroup=True), chair)
    group.loses_right_to_write(chair)
    assert await chosen(town) == [("grup", "dibungkam", ALL, "")]
    await goes_out(town, "Mari jaga ketertiban")
    assert await town.rows("SELECT state FROM deliveries") == []
    group.gets_right_to_write(chair)
    await chair.hears("berlanjut seperti sebelumnya", chat=group)
    assert await chosen(town) == ACTIVE


async def test_a_group_in_which_nobody_may_write_is_found_out_by_writing(
    town: Town, group: Group, chair: Person
) -> None:
    group.loses_right_to_write()
    await goes_out(town, "Mari jaga ketertiban")
    assert await chosen(town) == [("grup", "dibungkam", ALL, "")]
    assert await town.rows("SELECT state FROM deliveries") == [("muted",)]
    group.gets_right_to_write()
    await chair.sends("/langganan", chat=group)
    await chair.hears("Langganan aktif", chat=group)
    assert await chosen(town) == ACTIVE


async def test_a_bot_let_in_without_the_right_to_write_says_nothing_until_it_has_it(town: Town, chair: Person) -> None:
    group = town.world.group("Kelurahan", owner=chair, supergroup=True)
    town.world.injects(
        {
            "my_chat_member": {
                "chat": group.info,
                "from": chair.user,
                "date": town.world.timestamp(),
                "old_chat_member": {"user": town.world.bot, "status": "left"},
                "new_chat_member": Member(town.world.bot, "restricted").raw("supergroup"),
            }
        },
        lane=group.id,
    )
    await town.rests()
    assert group.messages == []
    assert await chosen(town) == []


async def test_a_deleted_group_of_which_telegram_told_nothing_is_found_out(
    town: Town, group: Group, chair: Person
) -> None:
    await commanders(town)
    group.deleted = True
    await goes_out(town, "Mari jaga ketertiban")
    assert await chosen(town) == [("grup", "dihapus", ALL, "")]
    assert await town.rows("SELECT count(*) FROM chats WHERE kind = 'group' AND off_at IS NOT NULL") == [(1,)]


async def test_a_deleted_group_gets_nothing_more(town: Town, group: Group) -> None:
    group.deletes()
    assert await chosen(town) == [("grup", "dikeluarkan", ALL, "")]


async def test_announcements_go_to_the_topic_in_which_they_were_asked_for(town: Town, chair: Person) -> None:
    forum = town.world.group("Kecamatan", owner=chair, forum=True)
    forum.adds_bot(chair)
    news, other = forum.opens_topic("Imbauan"), forum.opens_topic("Obrolan")
    await chair.hears("Halo, kami Siaga", chat=forum)
    await chair.sends("/langganan", chat=forum, topic=news)
    choice = await chair.hears("Langganan aktif", chat=forum)
    assert choice.thread == news
    await chair.taps("Klarifikasi hoaks", on=choice)
    assert (await chair.hears("Topik: Imbauan, Pengingat", chat=forum)).thread == news
    await goes_out(town, "Mari jaga ketertiban")
    assert (await chair.hears("Mari jaga", chat=forum)).thread == news
    await chair.sends("/langganan", chat=forum, topic=other)
    assert (await chair.hears("Langganan aktif", chat=forum)).thread == other
    await goes_out(town, "Simpan nomor 110")
    assert (await chair.hears("Simpan nomor 110", chat=forum)).thread == other
    await chair.sends("/langganan", chat=forum)
    await chair.hears("Langganan aktif", chat=forum)
    assert await town.rows("SELECT thread FROM subscribers") == [(None,)]


async def test_a_closed_topic_gets_nothing_until_it_is_opened_again(town: Town, chair: Person) -> None:
    forum, news, other = await forum_with_topic(town, chair)
    forum.closes_topic(other)
    assert await chosen(town) == ACTIVE
    forum.closes_topic(news)
    assert await chosen(town) == [("grup", "topik_ditutup", ALL, "")]
    forum.reopens_topic(news)
    assert await chosen(town) == ACTIVE


async def test_in_a_closed_topic_an_admin_bot_goes_on_writing(town: Town, chair: Person) -> None:
    forum, news, _ = await forum_with_topic(town, chair)
    forum.promotes_bot(chair)
    forum.closes_topic(news)
    assert await chosen(town) == ACTIVE
    await goes_out(town, "Mari jaga ketertiban")
    await chair.hears("Mari jaga", chat=forum)


async def test_a_deleted_topic_is_found_out_by_writing(town: Town, chair: Person) -> None:
    forum, news, other = await forum_with_topic(town, chair)
    forum.deletes_topic(news)
    await goes_out(town, "Mari jaga ketertiban")
    assert await chosen(town) == [("grup", "topik_dihapus", ALL, "")]
    await chair.sends("/langganan", chat=forum, topic=other)
    await chair.hears("Langganan aktif", chat=forum)
    await goes_out(town, "Simpan nomor 110")
    assert (await chair.hears("Simpan nomor 110", chat=forum)).thread == other


async def forum_with_topic(town: Town, chair: Person) -> tuple[Group, int, int]:
    """A forum, the topic in which it has subscribed, and another one."""
    forum = town.world.group("Kecamatan", owner=chair, forum=True)
    forum.adds_bot(chair)
    news, other = forum.opens_topic("Imbauan"), forum.opens_topic("Obrolan")
    await chair.sends("/langganan", chat=forum, topic=news)
    await chair.hears("Langganan aktif", chat=forum)
    return forum, news, other


async def test_a_group_that_becomes_a_supergroup_goes_on(town: Town, group: Group, chair: Person) -> None:
    group.becomes_supergroup()
    await town.rests()
    await goes_out(town, "Mari jaga ketertiban")
    await hears_once(chair, group, "Mari jaga")
    await is_one_group(town)
    await chair.sends("/langganan", chat=group)
    await chair.hears("Langganan aktif", chat=group)
    assert await chosen(town) == ACTIVE


@pytest.mark.parametrize("told", ["old", "new", "new old", "old new", "old new old", "new old new"])
@pytest.mark.parametrize("met_before", [False, True])
async def test_a_move_told_in_any_order_leaves_one_group(quiet_town: Town, told: str, met_before: bool) -> None:
    town = quiet_town
    async with town.open():
        chair = town.citizen("Ketua RT")
        group = await subscribed(town.world.group("Warga RT 3", owner=chair), chair)
        await chair.taps("Klarifikasi hoaks", chat=group)
        await chair.hears("Topik: Imbauan, Pengingat hari-H", chat=group)
        await commanders(town)
        await town.rests()
        town.world.updates.allow(["callback_query"])  # the order is the test's: what the sandbox tells is not heard
        old = group.info
        group.becomes_supergroup()
        service = {
            "old": {"chat": old, "migrate_to_chat_id": group.id},
            "new": {"chat": group.info, "migrate_from_chat_id": old["id"]},
        }
        if met_before:
            tell(town, {"chat": group.info, "text": "/lapor", "entities": [COMMAND]}, chair)
            await chair.hears("laporan tidak dibuat di grup", chat=group)
        for where in told.split():
            tell(town, service[where], chair)
            await town.rests()
        assert await chosen(town) == [("grup", None, "imbauan pengingat", "")]
        await is_one_group(town)
        await goes_out(town, "Mari jaga ketertiban")
        await hears_once(chair, group, "Mari jaga")


async def test_a_move_of_which_nothing_was_told_is_found_out_by_writing(
    town: Town, group: Group, chair: Person
) -> None:
    await commanders(town)
    town.world.updates.allow(["callback_query"])
    group.becomes_supergroup()
    await goes_out(town, "Mari jaga ketertiban")
    await hears_once(chair, group, "Mari jaga")
    assert await chosen(town) == ACTIVE
    assert await town.rows("SELECT state FROM deliveries") == [("sent",)]


async def test_of_two_subscriptions_of_one_group_the_later_choice_counts_and_nothing_comes_twice(
    town: Town, group: Group, chair: Person
) -> None:
    await commanders(town)
    town.world.updates.allow(["callback_query"])
    old = group.info
    group.becomes_supergroup()
    town.world.updates.allow(["callback_query", "message"])
    await chair.sends("/langganan", chat=group)
    choice = await chair.hears("Langganan aktif", chat=group)
    await chair.taps("Klarifikasi hoaks", on=choice)
    await chair.hears("Topik: Imbauan, Pengingat hari-H", chat=group)
    assert len(await chosen(town)) == 2
    await goes_out(town, "Mari jaga ketertiban")
    await hears_once(chair, group, "Mari jaga")
    assert await chosen(town) == [("grup", None, "imbauan pengingat", "")]
    assert await town.rows("SELECT state FROM deliveries") == [("sent",)]
    tell(town, {"chat": group.info, "migrate_from_chat_id": old["id"]}, chair)
    await goes_out(town, "Simpan nomor 110")
    await hears_once(chair, group, "Simpan nomor 110")
    await is_one_group(town)


COMMAND = {"type": "bot_command", "offset": 0, "length": 6}


def tell(town: Town, content: dict[str, object], by: Person) -> None:
    """A message update that the test words itself."""
    chat = content["chat"]
    assert isinstance(chat, dict)
    town.world.injects(
        {"message": {"message_id": 900, "date": town.world.timestamp(), "from": by.user, **content}}, lane=chat["id"]
    )


async def is_one_group(town: Town) -> None:
    assert await town.rows("SELECT kind FROM chats WHERE kind <> 'private' AND off_at IS NULL") == [("supergroup",)]


@pytest.mark.parametrize(
    ("status", "description", "ending"),
    [
        (403, "Forbidden: bot was blocked by the user", "dikeluarkan"),
        (403, "Forbidden: bot was kicked from the supergroup chat", "dikeluarkan"),
        (403, "Forbidden: bot is not a member of the channel chat", "dikeluarkan"),
        (403, "Forbidden: user is deactivated", "dihapus"),
        (403, "Forbidden: the group chat was deleted", "dihapus"),
        (400, "Bad Request: chat not found", "dihapus"),
        (400, "Bad Request: not enough rights to send text messages to the chat", "dibungkam"),
        (400, "Bad Request: need administrator rights in the channel chat", "dibungkam"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", "dibungkam"),
        (400, "Bad Request: not enough rights to send photos to the chat", None),
        (400, "Bad Request: TOPIC_CLOSED", "topik_ditutup"),
        (400, "Bad Request: message thread not found", "topik_dihapus"),
        (400, "Bad Request: message is too long", None),
        (429, "Too Many Requests: retry after 5", None),
        (502, "Bad Gateway", None),
    ],
)
def test_what_a_refusal_says_of_the_chat(status: int, description: str, ending: str | None) -> None:
    assert ending_of(from_answer(status, description, {})) == ending
