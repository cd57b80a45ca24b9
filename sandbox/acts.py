"""What a person or a group can be told to do over the controls, by name."""

from base64 import b64decode
from typing import cast

from sandbox.chats import Chat, Message
from sandbox.content import PICTURE
from sandbox.groups import Group
from sandbox.people import Person
from sandbox.shapes import Raw
from sandbox.world import World

_SETTLE = 0.4  # seconds without anything new after which the bot is taken to have finished its answer


class Misunderstood(Exception):
    """An order the sandbox cannot follow, with the reason for whoever gave it."""


def person_of(world: World, order: Raw, key: str = "as") -> Person:
    """The person an order names; a new one if there is none of that name."""
    name = str(order.get(key) or "Warga")
    return world.named(name) or world.person(name)


def chat_of(world: World, order: Raw, person: Person) -> Chat:
    title = order.get("in")
    if not title:
        return person.chat_with_bot
    group = world.titled(str(title))
    if group is None:
        raise Misunderstood(f"there is no group {title!r}")
    return group


async def act(world: World, order: Raw) -> Raw:
    """Let a person do something, and with `wait` seconds also tell what the bot answered to it."""
    person = person_of(world, order)
    chat = chat_of(world, order, person)
    seen, toasts = len(chat.news), len(person.toasts)
    if isinstance(chat, Group) and not chat.member(person).inside:
        chat.joins(person)
    try:
        did = await _do(person, chat, order)
    except AssertionError as problem:
        raise Misunderstood(str(problem)) from None
    wait = float(cast(float, order.get("wait", 0)))
    if wait and len(chat.news) == seen:
        await chat.bell.wait(wait)
    while wait and await chat.bell.wait(_SETTLE):
        pass
    return {
        "did": seen_message(did) if did else None,
        "answers": [seen_message(message) for message in chat.news[seen:]],
        "toasts": person.toasts[toasts:],
    }


async def _do(person: Person, chat: Chat, order: Raw) -> Message | None:
    def word(name: str, default: str = "") -> str:
        return str(order.get(name, default))

    def number(name: str) -> float:
        return float(cast(float, order[name]))

    def data(default: bytes) -> bytes:
        return b64decode(word("data")) if "data" in order else default

    on = chat.by_id.get(int(number("on"))) if "on" in order else None
    match word("do"):
        case "says":
            return await person.sends(word("text"), chat=chat, reply_to=on)
        case "taps":
            await person.taps(word("label"), on=on, chat=chat, timeout=2.0)
            return None
        case "forges":
            if on is None:
                raise Misunderstood("there is no such message to forge a callback on")
            await person.forges(word("data"), on=on)
            return None
        case "opens":
            return await person.opens(word("text"))
        case "photo":
            return await person.sends_photo(data(PICTURE), word("caption"), chat=chat)
        case "document":
            return await person.sends_document(
                data(b"-"), word("name", "berkas.pdf"), word("caption"), chat=chat
            )
        case "voice":
            return await person.sends_voice(data(b"OggS"), chat=chat)
        case "video":
            return await person.sends_video(data(b"video"), word("caption"), chat=chat)
        case "sticker":
            return await person.sends_sticker(word("emoji", "👍"), chat=chat)
        case "location":
            return await person.shares_location(number("latitude"), number("longitude"), chat=chat)
        case "contact":
            return await person.shares_contact(chat=chat)
        case "edits":
            if on is None:
                raise Misunderstood("there is no such message to edit")
            return await person.edits(on, word("text"))
        case "forwards":
            if on is None:
                raise Misunderstood("there is no such message to forward")
            return await person.forwards(on, chat=chat)
        case "blocks":
            await person.blocks_bot()
            return None
        case "unblocks":
            await person.unblocks_bot()
            return None
        case other:
            raise Misunderstood(f"nobody knows how to {other!r}")


def change(world: World, order: Raw) -> Raw:
    """Let something happen to a group."""
    group = world.titled(str(order.get("group")))
    if group is None:
        raise Misunderstood(f"there is no group {order.get('group')!r}")
    by = person_of(world, order, "by") if "by" in order else None
    person = person_of(world, order, "person") if "person" in order else None
    try:
        match order.get("do"), person:
            case "adds_bot", _:
                group.adds_bot(by)
            case "removes_bot", _:
                group.removes_bot(by)
            case "promotes_bot", _:
                group.promotes_bot(by)
            case "demotes_bot", _:
                group.demotes_bot(by)
            case "loses_right_to_write", _:
                group.loses_right_to_write(by)
            case "gets_right_to_write", _:
                group.gets_right_to_write(by)
            case "becomes_supergroup", _:
                group.becomes_supergroup(by=by)
            case "deletes", _:
                group.deletes()
            case "joins", Person():
                group.joins(person, by=by)
            case "leaves", Person():
                group.leaves(person, by=by)
            case "promotes", Person():
                group.promotes(person, by=by, anonymous=bool(order.get("anonymous")))
            case other, _:
                raise Misunderstood(f"a group cannot {other!r}, or it takes a person")
    except AssertionError as problem:
        raise Misunderstood(str(problem)) from None
    return seen_group(group)


def seen_message(message: Message) -> Raw:
    """A message as the controls show it."""
    raw = message.raw
    what = next((key for key in _KINDS if key in raw), "")
    return {
        "id": message.id,
        "from": message.sender.get("first_name") or message.sender.get("title"),
        "bot": message.from_bot,
        "date": message.date,
        "edited": "edit_date" in raw,
        "kind": what,
        "text": message.text,
        "entities": message.entities,
        "buttons": [[button.label for button in row] for row in message.rows],
        "inline": "reply_markup" in raw,
    }


def seen_person(person: Person) -> Raw:
    return {"name": person.name, "user": person.user, "blocked": person.chat_with_bot.blocked}


def seen_group(group: Group) -> Raw:
    names = [str(each.user["first_name"]) for each in group.members.values() if each.inside]
    return {
        "title": group.title,
        "id": group.id,
        "kind": group.kind,
        "bot": group.bot.status,
        "members": names,
    }


_KINDS = (
    "photo", "video", "animation", "document", "voice", "audio", "video_note", "sticker", "venue", "location",
    "contact", "poll", "dice", "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id",
    "new_chat_title", "forum_topic_created", "forum_topic_closed",
)  # fmt: skip
