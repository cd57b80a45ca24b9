"""Edits of the bot's own messages. As with Telegram, an edit without reply_markup takes the keyboard away."""

from sandbox.bot_api.methods.media import file_content
from sandbox.telegram.keyboards import keyboard_of
from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Raw
from sandbox.telegram.wording import caption_of, text_of
from sandbox.world.chats import Message
from sandbox.world.world import World

_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_CAPTIONED = ("photo", "video", "document", "animation", "audio", "voice")


def edit_text(world: World, params: Params) -> Raw:
    new = text_of(params)
    message = _editable(world, params)
    if "text" not in message.raw:
        raise bad("there is no text in the message to edit")
    if "link_preview_options" in params:
        new["link_preview_options"] = params["link_preview_options"]
    return _changed(message, params, new)


def edit_caption(world: World, params: Params) -> Raw:
    new = caption_of(params)
    message = _editable(world, params)
    if not any(key in message.raw for key in _CAPTIONED):
        raise bad("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if key not in _CAPTION}
    if params.flag("show_caption_above_media"):
        new["show_caption_above_media"] = True
    return _changed(message, params, kept | new)


def edit_media(world: World, params: Params) -> Raw:
    message = _editable(world, params)
    item = params.object("media")
    assert item is not None  # required
    return _changed(message, params, file_content(world, params, item, item.text("type")))


def edit_keyboard(world: World, params: Params) -> Raw:
    message = _editable(world, params)
    return _changed(message, params, message.content)


def _editable(world: World, params: Params) -> Message:
    if "chat_id" not in params:
        raise bad("chat_id is empty")
    if "message_id" not in params:
        raise bad("message identifier is not specified")
    chat = world.chat(params["chat_id"])
    chat.check_reachable()
    message = chat.get(params.number("message_id"), "message to edit not found")
    plain = message.keyboard is None or "inline_keyboard" in message.keyboard
    if not message.from_bot or not plain or "forward_origin" in message.raw:
        raise bad("message can't be edited")
    return message


def _changed(message: Message, params: Params, new: Raw) -> Raw:
    keyboard = keyboard_of(params)
    if new == message.content and keyboard == message.keyboard:
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return message.chat.change(message, new, keyboard, by_bot=True).raw
