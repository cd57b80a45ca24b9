"""What a person can be told to do over the controls, by name."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import cast

from sandbox.telegram.shapes import Raw
from sandbox.web.seen import seen_message
from sandbox.world.chats import Chat, Message
from sandbox.world.content import PICTURE, Item
from sandbox.world.groups import Group
from sandbox.world.people import Person
from sandbox.world.world import World

_SETTLE = 1.1  # seconds without anything new after which the bot has finished: it writes to one person once a second


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
    return group_of(world, title)


def group_of(world: World, title: object) -> Group:
    group = world.titled(str(title))
    if group is None:
        raise Misunderstood(f"there is no group {title!r}")
    return group


async def act(world: World, order: Raw) -> Raw:
    """Let a person do something, and with `wait` seconds also tell what the bot answered to it."""
    person = person_of(world, order)
    chat = chat_of(world, order, person)
    seen, toasts = len(chat.news), len(person.toasts)
    if "topic" in order:
        person.in_topic[chat] = int(cast(int, order["topic"] or 0))
    if isinstance(chat, Group) and not chat.member(person).inside:
        chat.joins(person)
    deed = _DEEDS.get(str(order.get("do")))
    if deed is None:
        raise Misunderstood(f"a person can: {', '.join(_DEEDS)}; not {order.get('do')!r}")
    try:
        did = await deed(_Deed(world, person, chat, order))
    except AssertionError as problem:
        raise Misunderstood(str(problem)) from None
    wait = float(cast(float, order.get("wait", 0)))
    if wait and len(chat.news) == seen:
        await chat.bell.wait(wait)
    while wait and await chat.bell.wait(_SETTLE):
        pass
    return {
        "did": seen_message(did) if isinstance(did, Message) else None,
        "answers": [seen_message(message) for message in chat.news[seen:]],
        "toasts": person.toasts[toasts:],
    }


@dataclass(frozen=True, slots=True)
class _Deed:
    """One order to a person: who, where, and what it says."""

    world: World
    person: Person
    chat: Chat
    order: Raw

    def word(self, name: str, default: str = "") -> str:
        return str(self.order.get(name, default))

    def number(self, name: str) -> float:
        return float(cast(float, self.order[name]))

    def data(self, default: bytes) -> bytes:
        return b64decode(self.word("data")) if "data" in self.order else default

    @property
    def items(self) -> list[Item]:
        return [
            Item(str(each.get("kind", "photo")), b64decode(str(each.get("data", ""))), str(each.get("name", "")))
            for each in cast("list[Raw]", self.order.get("items", []))
        ]

    @property
    def on(self) -> Message | None:
        return self.chat.by_id.get(int(self.number("on"))) if "on" in self.order else None

    @property
    def destination(self) -> Chat:
        """Where a forward goes: `to`, a group's title or empty for the chat with the bot; else where it came from."""
        return chat_of(self.world, {"in": self.order["to"]}, self.person) if "to" in self.order else self.chat

    @property
    def target(self) -> Message:
        if self.on is None:
            raise Misunderstood(f"{self.word('do')} takes an `on`: the number of a message that is there")
        return self.on


async def _press(it: _Deed) -> None:
    """A button by its `row` and `column` on the message `on`; `latitude` and `longitude` are where they share to be."""
    message, keyboard = it.on, it.chat.reply_keyboard
    if message is None and keyboard is not None and keyboard.id == it.order.get("on"):
        message = keyboard  # a reply keyboard outlives its message
    if message is None:
        raise Misunderstood("the message with this button is gone")
    if "latitude" in it.order:
        it.person.place = it.number("latitude"), it.number("longitude")
    await it.person.presses(message, int(it.number("row")), int(it.number("column")))


_DEEDS: Mapping[str, Callable[[_Deed], Awaitable[object]]] = {
    "says": lambda it: it.person.sends(it.word("text"), chat=it.chat, reply_to=it.on, quote=it.word("quote")),
    "taps": lambda it: it.person.taps(it.word("label"), on=it.on, chat=it.chat, timeout=2.0),
    "presses": _press,
    "forges": lambda it: it.person.forges(it.word("data"), on=it.target),
    "opens": lambda it: it.person.opens(it.word("text")),
    "photo": lambda it: it.person.sends_photo(it.data(PICTURE), it.word("caption"), chat=it.chat, reply_to=it.on),
    "document": lambda it: it.person.sends_document(
        it.data(b"-"), it.word("name", "berkas.pdf"), it.word("caption"), chat=it.chat, reply_to=it.on
    ),
    "album": lambda it: it.person.sends_album(it.items, it.word("caption"), chat=it.chat),
    "poll": lambda it: it.person.sends_poll(
        it.word("question"), cast("list[str]", it.order.get("options", [])), chat=it.chat
    ),
    "voice": lambda it: it.person.sends_voice(
        it.data(b"OggS"), seconds=int(cast(float, it.order.get("seconds", 3))), chat=it.chat
    ),
    "video": lambda it: it.person.sends_video(it.data(b"video"), it.word("caption"), chat=it.chat),
    "video_note": lambda it: it.person.sends_video_note(it.data(b"round"), chat=it.chat),
    "sticker": lambda it: it.person.sends_sticker(it.word("emoji", "👍"), chat=it.chat),
    "location": lambda it: it.person.shares_location(it.number("latitude"), it.number("longitude"), chat=it.chat),
    "live": lambda it: it.person.shares_location(it.number("latitude"), it.number("longitude"), live=900, chat=it.chat),
    "moves": lambda it: it.person.moves(it.target, it.number("latitude"), it.number("longitude")),
    "contact": lambda it: it.person.shares_contact(chat=it.chat),
    "edits": lambda it: it.person.edits(it.target, it.word("text")),
    "deletes": lambda it: it.person.deletes(it.target),
    "forwards": lambda it: it.person.forwards(it.target, chat=it.destination),
    "relays": lambda it: it.person.relays(
        it.word("text"), it.word("kind", "hidden_user"), it.word("name", "Seseorang"), chat=it.chat
    ),
    "reacts": lambda it: it.person.reacts(it.target, it.word("emoji", "👍")),
    "votes": lambda it: it.person.votes(it.target, it.word("option")),
    "blocks": lambda it: it.person.blocks_bot(),
    "unblocks": lambda it: it.person.unblocks_bot(),
}
