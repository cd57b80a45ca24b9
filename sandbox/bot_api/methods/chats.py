"""Chats as the bot can look them up: getChat, members, pins, leaving."""

from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Raw
from sandbox.world.chats import Chat, PrivateChat
from sandbox.world.groups import Group
from sandbox.world.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def _known(world: World, params: Params) -> Chat:
    chat = world.chat(params["chat_id"])
    chat.check_known()
    return chat


def get_chat(world: World, params: Params) -> Raw:
    chat = _known(world, params)
    full: Raw = {
        **chat.info,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if isinstance(chat, Group) and chat.kind != "channel":
        full["permissions"] = chat.permissions()
    if chat.pinned:
        full["pinned_message"] = chat.by_id[chat.pinned[-1]].raw
    return full


def get_member(world: World, params: Params) -> Raw:
    chat = _known(world, params)
    number = params.number("user_id")
    if isinstance(chat, PrivateChat):
        if number not in (chat.id, world.bot_id):
            raise bad("user not found")
        return {"user": chat.user if number == chat.id else world.bot, "status": "member"}
    assert isinstance(chat, Group)
    member = chat.members.get(number)
    if member is not None:
        return member.raw(chat.kind)
    if number not in world.people:
        raise bad("user not found")
    return {"user": world.people[number].user, "status": "left"}


def get_administrators(world: World, params: Params) -> list[Raw]:
    """Anonymous ones are shown only to a bot that is an administrator itself."""
    chat = _known(world, params)
    if not isinstance(chat, Group):
        raise bad("there are no administrators in the private chat")
    return [
        each.raw(chat.kind) for each in chat.members.values() if each.admin and (chat.bot.admin or not each.anonymous)
    ]


def count_members(world: World, params: Params) -> int:
    chat = _known(world, params)
    return sum(each.inside for each in chat.members.values()) if isinstance(chat, Group) else 2


def leave(world: World, params: Params) -> bool:
    chat = _known(world, params)
    if not isinstance(chat, Group):
        raise bad("chat member status can't be changed in private chats")
    chat.bot_leaves()
    return True


def pin(world: World, params: Params) -> bool:
    chat = _pinnable(world, params)
    message = chat.get(params.number("message_id"), "message to pin not found")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    chat.tell("pinned", message)
    return True


def unpin(world: World, params: Params) -> bool:
    chat = _pinnable(world, params)
    number = params.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    chat.tell("unpinned", chat.by_id.get(number))
    return True


def unpin_all(world: World, params: Params) -> bool:
    chat = _pinnable(world, params)
    chat.pinned.clear()
    chat.tell("unpinned")
    return True


def _pinnable(world: World, params: Params) -> Chat:
    chat = world.chat(params["chat_id"])
    chat.check_reachable()
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if isinstance(chat, Group) and not chat.bot.may(right):
        raise bad("not enough rights to manage pinned messages in the chat")
    return chat
