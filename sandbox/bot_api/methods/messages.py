"""Texts, forwards, copies, deletions, reactions, chat actions and answers to callbacks."""

from typing import cast

from sandbox.bot_api.posting import author, charge, post, prepare
from sandbox.bot_api.vocabulary import ACTIONS, REACTIONS
from sandbox.telegram.refusals import Refusal, bad
from sandbox.telegram.shapes import Params, Raw
from sandbox.telegram.wording import caption_of, text_of
from sandbox.world import content
from sandbox.world.chats import Chat, Message
from sandbox.world.groups import Group
from sandbox.world.world import World


def send(world: World, params: Params) -> Raw:
    said = text_of(params)
    if "link_preview_options" in params:
        said["link_preview_options"] = params["link_preview_options"]
    return post(world, params, said, "text messages").raw


def forward(world: World, params: Params) -> Raw:
    return _forwarded(world, params, params.number("message_id")).raw


def forward_many(world: World, params: Params) -> list[Raw]:
    _check_many(params)
    ids = _existing(world, params)
    return [{"message_id": _forwarded(world, params, each).id} for each in ids]


def _forwarded(world: World, params: Params, message_id: int) -> Message:
    message = _source(world, params, message_id, "forward")
    chat, envelope = prepare(world, params, "text messages")
    charge(world, chat, params, 1)
    said = {**envelope, "forward_origin": content.origin(message), **message.content}
    return chat.put(author(chat), said, by_bot=True, silent=params.flag("disable_notification"))


def copy(world: World, params: Params) -> Raw:
    return {"message_id": _copied(world, params, params.number("message_id")).id}


def copy_many(world: World, params: Params) -> list[Raw]:
    _check_many(params)
    return [{"message_id": _copied(world, params, each).id} for each in _existing(world, params)]


def _copied(world: World, params: Params, message_id: int) -> Message:
    message = _source(world, params, message_id, "copy")
    said = message.content
    if "caption" in params or params.flag("remove_caption"):
        said = {key: value for key, value in said.items() if key not in ("caption", "caption_entities")}
        said |= caption_of(params)
    return post(world, params, said, "text messages")


def _source(world: World, params: Params, message_id: int, verb: str) -> Message:
    chat = world.chat(params["from_chat_id"])
    chat.check_known()
    message = chat.get(message_id, f"message to {verb} not found")
    if message.raw.get("has_protected_content"):
        raise bad(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return message


def _check_many(params: Params) -> None:
    ids = params.numbers("message_ids")
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > 100:
        raise bad("too many message identifiers specified")


def _existing(world: World, params: Params) -> list[int]:
    """Those of the given messages that are there; Telegram passes over the others."""
    chat = world.chat(params["from_chat_id"])
    found = [each for each in params.numbers("message_ids") if each in chat.by_id]
    if not found:
        raise bad("there are no messages to forward")
    return found


def delete(world: World, params: Params) -> bool:
    chat = world.chat(params["chat_id"])
    chat.check_known()
    _check_deletable(chat, chat.get(params.number("message_id"), "message to delete not found"))
    return chat.remove(params.number("message_id"))


def delete_many(world: World, params: Params) -> bool:
    _check_many(params)
    chat = world.chat(params["chat_id"])
    chat.check_known()
    for each in params.numbers("message_ids"):
        message = chat.by_id.get(each)
        if message is not None:
            try:
                _check_deletable(chat, message)
            except Refusal:
                continue
            chat.remove(each)
    return True


def _check_deletable(chat: Chat, message: Message) -> None:
    if chat.world.timestamp() - message.date > 48 * 3600:
        raise bad("message can't be deleted for everyone")
    if isinstance(chat, Group) and not message.from_bot:
        allowed = chat.bot.admin if chat.kind == "group" else chat.bot.may("can_delete_messages")
        if not allowed:
            raise bad("message can't be deleted")


def show_action(world: World, params: Params) -> bool:
    if params.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = world.chat(params["chat_id"])
    chat.check_writable("text messages")
    chat.actions.append(params.text("action"))
    chat.tell("action", action=params.text("action"))
    return True


def react(world: World, params: Params) -> bool:
    chat = world.chat(params["chat_id"])
    chat.check_reachable()
    message = chat.get(params.number("message_id"), "message to react not found")
    reaction = params.objects("reaction")
    if len(reaction) > 1 or any(each.text("type") == "paid" for each in reaction):
        raise bad("REACTIONS_TOO_MANY")
    for each in reaction:
        if each.text("type") == "emoji" and each.text("emoji") not in REACTIONS:
            raise bad("REACTION_INVALID")
    chat.reactions[message.id] = [cast(str, each.get("emoji", "")) for each in reaction]
    chat.tell("reaction", message, reaction=reaction)
    return True


def answer_callback(world: World, params: Params) -> bool:
    world.taps.answer(
        params.text("callback_query_id"),
        params.text("text"),
        params.flag("show_alert"),
        params.text("url"),
    )
    return True
