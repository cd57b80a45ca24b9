"""The world as a page of phones shows it: every conversation, and one with all that its screen holds."""

from collections.abc import Mapping
from itertools import islice

from sandbox.telegram.shapes import Raw
from sandbox.web.acts import Misunderstood
from sandbox.world.chats import Chat, Message, PrivateChat
from sandbox.world.groups import Group
from sandbox.world.looking import menu_of
from sandbox.world.world import World

_SCREEN = 200  # messages a phone holds


def every(world: World) -> list[Raw]:
    """All private chats, then all groups and channels."""
    chats: list[Chat] = [person.chat_with_bot for person in world.people.values()]
    return [_head(world, chat) for chat in (*chats, *(group for group in world.groups if not group.deleted))]


def one(world: World, query: Mapping[str, str]) -> Raw:
    """The conversation with the id `chat`, its newest messages oldest first."""
    chat = _chat(world, query)
    newest = list(islice(chat.newest(), _SCREEN))
    keyboard = chat.reply_keyboard
    return {
        **_head(world, chat),
        "messages": [_shown(message) for message in reversed(newest)],
        "keyboard": _shown(keyboard) if keyboard else None,
        "pinned": chat.pinned,
    }


def menu(world: World, query: Mapping[str, str]) -> Raw:
    """The commands the person called `as` is offered in the conversation `chat`."""
    person = world.named(query.get("as", ""))
    return {} if person is None else {**menu_of(person, _chat(world, query))}


def _chat(world: World, query: Mapping[str, str]) -> Chat:
    number = int(query.get("chat", "0"))
    chat = world.chats.get(world.moved.get(number, number))
    if chat is None:
        raise Misunderstood(f"there is no conversation {number}")
    return chat


def _head(world: World, chat: Chat) -> Raw:
    head: Raw = {"chat": chat.info, "bot": world.bot}
    if isinstance(chat, PrivateChat):
        return head | {"person": chat.title, "blocked": chat.blocked, "started": chat.started}
    assert isinstance(chat, Group)
    people = world.people
    return head | {
        "bot_status": chat.bot.status,
        "silenced": chat.silenced,
        "members": [
            {"name": people[number].name, "id": number, "status": member.status}
            for number, member in chat.members.items()
            if member.inside and number in people
        ],
        "topics": {str(number): name for number, name in chat.topics.items()},
        "closed_topics": sorted(chat.closed_topics),
    }


def _shown(message: Message) -> Raw:
    """As the feed of events tells it, with the bot's reactions."""
    return {
        "message": message.raw,
        "keyboard": message.keyboard,
        "from_bot": message.from_bot,
        "reactions": message.chat.reactions.get(message.id, []),
    }
