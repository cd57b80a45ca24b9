"""Updates with less than Telegram documents, with more, and with what it may write next year: nothing gets lost."""

import pytest

from handlers.telegram.service import SERVICE
from resort.rights import Post
from sandbox import Group, Person
from sandbox.telegram.shapes import Raw
from tests.operations.test_alarms import looks
from tests.stage.officers import a_command
from tests.stage.subscribers import chosen, goes_out
from tests.stage.town import Town

ODD: tuple[object, ...] = (None, [], {}, "?", -1, {"type": "baru"}, [[{}]])
FILE: Raw = {"file_id": "x", "file_unique_id": "y"}
CONTENT: dict[str, object] = {
    "text": "apa kabar",
    "photo": [FILE],
    "video": FILE,
    "voice": FILE,
    "audio": FILE,
    "document": FILE,
    "video_note": FILE,
    "animation": FILE,
    "live_photo": FILE,
    "sticker": FILE,
    "contact": {"phone_number": "1"},
    "location": {"latitude": 1.5, "longitude": 101.5},
    "venue": {"title": "Pos"},
    "poll": {"question": "Siapa?"},
    "dice": {},
    "game": {},
    "story": {},
    "invoice": {},
    "paid_media": {},
    "checklist": {},
    "giveaway": {},
    "passport_data": {},
    "rich_message": {"blocks": []},
    "a_kind_of_next_year": {"words": "halo"},
}
AROUND = (
    "entities", "caption_entities", "forward_origin", "reply_to_message", "external_reply", "quote", "via_bot",
    "sender_chat", "sender_boost_count", "sender_tag", "reply_to_story", "edit_date", "media_group_id",
    "is_from_offline", "message_thread_id", "is_topic_message", "reply_markup", "effect_id", "a_field_of_next_year",
)  # fmt: skip


def brings(town: Town, chat: Raw, by: Raw | None, **content: object) -> None:
    """A message with nothing beside what the test says."""
    message: Raw = {"message_id": 700, "date": town.world.timestamp(), "chat": chat, **content}
    if by is not None:
        message["from"] = by
    lane = chat["id"]
    assert isinstance(lane, int)
    town.world.injects({"message": message}, lane=lane)


def bare(person: Person) -> Raw:
    return {"id": person.id, "type": "private"}


async def answers(town: Town, citizen: Person) -> int:
    """How many answers the person has had."""
    await town.rests()
    return len(citizen.chat_with_bot.news)


async def test_every_kind_of_message_is_answered_in_private_and_passed_over_in_a_group(
    town: Town, resident: Person
) -> None:
    group = town.world.group("Warga", bot="member")
    unanswered: list[str] = []
    for kind, content in CONTENT.items():
        heard = await answers(town, resident)
        town.clock.passes(minutes=1)
        brings(town, bare(resident), {"id": resident.id}, **{kind: content})
        brings(town, {"id": group.id, "type": "group"}, {"id": resident.id}, **{kind: content})
        unanswered += [kind] if await answers(town, resident) == heard else []
    assert unanswered == []
    assert not [message for message in group.messages if message.from_bot]
    assert await town.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == []


async def test_what_telegram_tells_of_a_chat_is_answered_nowhere(town: Town, resident: Person) -> None:
    heard = await answers(town, resident)
    for kind in sorted(SERVICE - {"migrate_to_chat_id", "migrate_from_chat_id"}):
        brings(town, bare(resident), {"id": resident.id}, **{kind: {}})
    assert await answers(town, resident) == heard


async def test_what_stands_around_the_words_may_be_anything(town: Town, resident: Person) -> None:
    oddities = [dict.fromkeys(AROUND, odd) for odd in ODD] + [{field: {"type": "baru"}} for field in AROUND]
    unheard: list[dict[str, object]] = []
    for odd in oddities:
        heard = await answers(town, resident)
        town.clock.passes(minutes=1)
        brings(town, bare(resident), {"id": resident.id}, text="apa kabar", **odd)
        unheard += [odd] if await answers(town, resident) == heard else []
    assert unheard == []
    assert await town.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == []


async def test_words_below_a_kind_of_file_that_is_new_are_heard(town: Town, resident: Person) -> None:
    brings(town, bare(resident), {"id": resident.id}, hologram={}, caption="tolong pak ada orang bawa parang di TPS 5")
    await resident.hears("telepon 110")


async def test_what_cannot_be_read_is_asked_for_again_and_told_to_the_command(town: Town, resident: Person) -> None:
    chief = await a_command(town, Post.CHIEF)
    town.world.injects({"message": {"chat": bare(resident), "text": "ada keributan"}}, lane=resident.id)
    assert "tulis lagi" in (await resident.hears("tidak bisa kami baca")).text
    town.world.injects({"message": {"chat": {"id": -100, "type": "group"}, "text": "halo"}}, lane=-100)
    await town.rests()
    assert await town.rows("SELECT count(*) FROM inbox WHERE failure = 'unreadable'") == [(2,)]
    await looks(town)
    assert "memperbarui bot" in (await chief.hears("2 pesan dari Telegram tidak bisa dibaca")).text


@pytest.fixture
def chair(town: Town) -> Person:
    return town.citizen("Ketua RT")


def becomes(town: Town, group: Group, by: Person, before: Raw | None, now: Raw) -> None:
    """Telegram tells what the bot is in a chat, in as few words as it may."""
    change: Raw = {"chat": {"id": group.id, "type": group.kind}, "from": {"id": by.id}, "new_chat_member": now}
    if before is not None:
        change["old_chat_member"] = before
    town.world.injects({"my_chat_member": change}, lane=group.id)


async def test_a_group_that_mutes_the_bot_and_frees_it_in_few_words_gets_the_next_announcement(
    town: Town, chair: Person
) -> None:
    group = town.world.group("Kelurahan", owner=chair, supergroup=True)
    group.adds_bot(chair)
    await chair.taps("Atur langganan", chat=group, on=await chair.hears("Halo, kami", chat=group))
    await chair.hears("Langganan aktif", chat=group)
    muted: Raw = {"status": "restricted", "is_member": True, "can_send_messages": False}
    freed: Raw = {"status": "restricted", "is_member": True, "can_send_messages": True}
    becomes(town, group, chair, {"status": "member"}, muted)
    assert (await chosen(town))[0][1] == "dibungkam"
    becomes(town, group, chair, muted, freed)
    await chair.hears("berlanjut seperti sebelumnya", chat=group)
    becomes(town, group, chair, freed, {"status": "a_status_of_next_year"})
    await goes_out(town, "Mari jaga ketertiban")
    await chair.hears("Mari jaga ketertiban", chat=group)


async def test_a_channel_that_gives_the_right_to_post_later_is_greeted_then(town: Town, chair: Person) -> None:
    channel = town.world.channel("Kabar Kota", admins=[chair])
    posting: Raw = {"status": "administrator", "can_post_messages": True}
    channel.promotes_bot(chair, rights=())
    await town.rests()
    assert channel.messages == []
    channel.promotes_bot(chair)
    await chair.hears("Halo, kami Siaga", chat=channel)
    becomes(town, channel, chair, posting, posting)
    await town.rests()
    assert len(channel.messages) == 1
