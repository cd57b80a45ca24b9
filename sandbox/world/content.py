"""What people's messages say: texts with the entities Telegram finds, files, polls, and where a forward comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from zlib import crc32

from sandbox.telegram import entities
from sandbox.telegram.shapes import Params, Raw
from sandbox.world import media
from sandbox.world.chats import Chat, Message
from sandbox.world.surroundings import Surroundings

# A white picture of one dot, for who does not care which.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f0001010100"
    "1bb6ee560000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A file to send: its kind as Telegram names it, bytes, name; `size` alone stands for a large one."""

    kind: str
    data: bytes = b""
    name: str = ""
    size: int | None = None
    seconds: int = 3


def text(words: str) -> Raw:
    found = entities.found_in(words)
    return {"text": words, "entities": found} if found else {"text": words}


def caption(words: str) -> Raw:
    if not words:
        return {}
    found = entities.found_in(words)
    return {"caption": words, "caption_entities": found} if found else {"caption": words}


def file(world: Surroundings, item: Item, words: str) -> Raw:
    stored = world.files.add(item.kind, item.data, name=item.name, size=item.size)
    return {**media.shown(stored, Params(duration=item.seconds)), **caption(words)}


def sticker(world: Surroundings, emoji: str) -> Raw:
    stored = world.files.add("sticker", b"RIFF" + emoji.encode(), mime="image/webp")
    return media.shown(stored, Params(emoji=emoji))


def origin(message: Message) -> Raw:
    """The forward_origin of a forwarded message."""
    raw = message.raw
    if "forward_origin" in raw:
        return cast(Raw, raw["forward_origin"])
    date: Raw = {"date": raw["date"]}
    chat: Chat = message.chat
    if chat.kind == "channel":
        return {"type": "channel", **date, "chat": chat.info, "message_id": message.id}
    if "sender_chat" in raw:
        return {"type": "chat", **date, "sender_chat": raw["sender_chat"]}
    user = cast(Raw, raw["from"])
    if user["id"] in chat.world.hidden:
        return {"type": "hidden_user", **date, "sender_user_name": user["first_name"]}
    return {"type": "user", **date, "sender_user": user}


def foreign(world: Surroundings, kind: str, name: str) -> Raw:
    """The forward_origin of something written by an account or chat that is not in this world."""
    number = 7_000_000_000 + crc32(name.encode())
    date: Raw = {"date": world.timestamp() - 3600}
    match kind:
        case "user":
            return {"type": kind, **date, "sender_user": {"id": number, "is_bot": False, "first_name": name}}
        case "hidden_user":
            return {"type": kind, **date, "sender_user_name": name}
        case "chat":
            group: Raw = {"id": -1_000_000_000_000 - number, "type": "supergroup", "title": name}
            return {"type": kind, **date, "sender_chat": group}
        case "channel":
            channel: Raw = {"id": -1_000_000_000_000 - number, "type": "channel", "title": name}
            return {"type": kind, **date, "chat": channel, "message_id": 7}
    raise AssertionError(f"what is forwarded comes from a user, hidden_user, chat or channel; not {kind!r}")


def poll(world: Surroundings, question: str, options: Sequence[str], **more: object) -> Raw:
    """The part of a message that carries a poll; `more` overrides its settings."""
    made: Raw = {
        "id": world.next_id(),
        "question": question,
        "options": [
            {"persistent_id": str(number), "text": words, "voter_count": 0} for number, words in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
        **more,
    }
    return {"poll": made}


def vote(world: Surroundings, voter: Raw, message: Message, labels: Sequence[str]) -> None:
    """Count a person's choice; the bot hears of it if the poll is its own."""
    current = message.chat.by_id[message.id]
    old = cast(Raw, current.raw["poll"])
    options = cast("list[Raw]", old["options"])
    chosen = [number for number, option in enumerate(options) if option["text"] in labels]
    assert not old["is_closed"], "the poll is closed"
    assert len(chosen) == len(labels), f"no such option among {[option['text'] for option in options]}"
    counted: list[Raw] = [
        {**option, "voter_count": cast(int, option["voter_count"]) + (number in chosen)}
        for number, option in enumerate(options)
    ]
    new: Raw = {**old, "options": counted, "total_voter_count": cast(int, old["total_voter_count"]) + 1}
    counted_message = Message(
        {**current.raw, "poll": new}, message.chat, current.keyboard, current.from_bot, current.silent
    )
    message.chat.by_id[message.id] = counted_message
    message.chat.tell("edited", counted_message)
    if not current.from_bot:
        return
    world.push("poll", new, message.chat.id)
    if not new["is_anonymous"]:
        kept = [str(options[number]["persistent_id"]) for number in chosen]
        answer: Raw = {
            "poll_id": new["id"],
            "user": voter,
            "option_ids": chosen,
            "option_persistent_ids": kept,
        }
        world.push("poll_answer", answer, message.chat.id)
