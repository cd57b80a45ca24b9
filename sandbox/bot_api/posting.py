"""What every method that sends has in common: the chat, the right to write, the thread, the reply, the limits."""

from typing import cast

from sandbox.telegram.keyboards import keyboard_of
from sandbox.telegram.refusals import bad, not_played
from sandbox.telegram.shapes import Params, Raw
from sandbox.world.chats import Chat, Message
from sandbox.world.groups import GENERAL, Group
from sandbox.world.world import World


def post(world: World, params: Params, content: Raw, what: str) -> Message:
    """Put the bot's message where the parameters say; `what` is the kind as Telegram names it in a refusal."""
    chat, envelope = prepare(world, params, what)
    keyboard = keyboard_of(params, private=chat.id > 0) if "reply_markup" in params else None
    charge(world, chat, params, 1)
    silent = params.flag("disable_notification")
    return chat.put(author(chat), {**envelope, **content}, keyboard, by_bot=True, silent=silent)


def prepare(world: World, params: Params, what: str) -> tuple[Chat, Raw]:
    """The chat, if the bot may write there, and the keys of a message about its place and its reply."""
    chat = world.chat(params["chat_id"])
    chat.check_writable(what)
    envelope: Raw = {}
    if "message_thread_id" in params:
        thread = params.number("message_thread_id")
        if not isinstance(chat, Group):
            raise bad("message thread not found")
        chat.check_thread(thread)
        envelope |= chat.threaded(thread)
    elif isinstance(chat, Group) and chat.info.get("is_forum"):
        chat.check_thread(GENERAL)
    if "reply_parameters" in params:
        envelope |= _reply(chat, params)
    if params.flag("protect_content"):
        envelope["has_protected_content"] = True
    if "message_effect_id" in params:
        envelope["effect_id"] = params["message_effect_id"]
    return chat, envelope


def charge(world: World, chat: Chat, params: Params, messages: int) -> None:
    """Count what is about to be sent against Telegram's limits."""
    world.limits.take(chat.id, messages, paid=params.flag("allow_paid_broadcast"))


def author(chat: Chat) -> Raw:
    """How the bot's messages are signed."""
    return {"sender_chat": chat.info} if chat.kind == "channel" else {"from": chat.world.bot}


def _reply(chat: Chat, params: Params) -> Raw:
    reply = cast(Params, params.object("reply_parameters"))
    if "chat_id" in reply and reply["chat_id"] != chat.id:
        raise not_played("a reply across chats")
    answered = chat.by_id.get(reply.number("message_id"))
    if answered is None:
        if reply.flag("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    return answered.answered(reply.text("quote"))
