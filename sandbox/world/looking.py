"""What a person finds on the screen: the button with a label, and the command menu."""

import re
from itertools import islice

from sandbox.telegram.keyboards import Button
from sandbox.telegram.members import Actor
from sandbox.world.chats import Chat, Message
from sandbox.world.groups import Group

_SCREEN = 200  # messages a person would scroll back through

_SIGN = re.compile(r"^\W+")  # the little picture before a label

Found = tuple[Button, Message]


def find_button(chat: Chat, label: str, on: Message | None) -> tuple[Found | None, str]:
    """The button to tap, or what to tell the test: every button that could be seen."""
    wanted = label.strip()
    if on is not None:
        now = chat.by_id.get(on.id)
        screens = [on] if now is None or now is on else [on, now]
    else:
        screens = [message for message in islice(chat.newest(), _SCREEN) if _visible(chat, message)]
    part: Found | None = None
    doubt = ""
    for message in screens:
        for button in message.buttons:
            if wanted in (button.label.strip(), _SIGN.sub("", button.label).strip()):
                return (button, message), ""
        like = [button for button in message.buttons if wanted in button.label]
        if like and part is None and not doubt:
            if len(like) == 1:
                part = like[0], message
            else:
                doubt = f"{label!r} could be any of {[button.label for button in like]}"
    if part is not None:
        return part, ""
    seen = [message.labels for message in screens if message.labels]
    return None, doubt or f"no button {label!r}; the buttons seen, newest first: {seen or 'none'}"


def _visible(chat: Chat, message: Message) -> bool:
    """Inline buttons stay on their message; of the reply keyboards only the newest one shows."""
    if message.keyboard is None:
        return False
    return "inline_keyboard" in message.keyboard or (
        chat.reply_keyboard is not None and chat.reply_keyboard.id == message.id
    )


def menu_of(person: Actor, chat: Chat) -> dict[str, str]:
    """The commands of the narrowest scope that has some, the person's language first (Bot API, BotCommandScope)."""
    scopes: list[str]
    if isinstance(chat, Group):
        admin = chat.member(person).admin
        scopes = [f"chat_member {chat.id} {person.id}"]
        scopes += [f"chat_administrators {chat.id}"] * admin
        scopes += [f"chat {chat.id}"]
        scopes += ["all_chat_administrators"] * admin
        scopes += ["all_group_chats"]
    else:
        scopes = [f"chat {chat.id}", "all_private_chats"]
    for scope in (*scopes, "default"):
        for language in (str(person.user.get("language_code", "")), ""):
            if menu := chat.world.commands.get((scope, language)):
                return {str(each["command"]): str(each["description"]) for each in menu}
    return {}
