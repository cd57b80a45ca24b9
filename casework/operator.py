"""Whoever runs the bot's server, as far as the settings name a chat: told when nobody else is left to call."""

from conversations.callback import Topic
from conversations.screen import Line, Screen
from db import chats
from db.chats import Chat, Sender
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from locales import LANGUAGES


async def operator(uow: UnitOfWork) -> Chat | None:
    """The operator's chat, if one is set and can be written to."""
    number = uow.resort.contacts.operator_chat
    if number is None:
        return None
    key = await chats.find(uow.tx, uow.vault, number)
    if key is None:
        kind = "private" if number > 0 else "supergroup"
        return await chats.meet(uow.tx, uow.vault, Sender(number, kind, "", None, LANGUAGES[0]), uow.now)
    return await uow.chat(key)


async def tell(uow: UnitOfWork, text: Line, *, silent: bool = False) -> bool:
    """Write to the operator; False without a chat that can be written to."""
    chat = await operator(uow)
    if chat is not None:
        await uow.write(chat, Screen(text), Topic.HEALTH, lane=Lane.PING, silent=silent)
    return chat is not None
