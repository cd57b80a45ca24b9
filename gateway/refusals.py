"""What Telegram's refusal of a message says about the chat: whether it is off, and why its subscription ends."""

from datetime import datetime

from db import chats, parties, subscribers
from db.database import Tx
from db.outbox import Outgoing
from db.subscribers import Ending
from gateway.errors import Gone, Meaning, Rejected, TelegramError

_OF_A_TOPIC = {Meaning.TOPIC_CLOSED: Ending.TOPIC_CLOSED, Meaning.TOPIC_GONE: Ending.TOPIC_GONE}
_OF_A_CHAT = {Meaning.MAY_NOT_WRITE: Ending.MUTED, **_OF_A_TOPIC}


def ending_of(error: TelegramError) -> Ending | None:
    """Why nothing more should be sent there; None when only this one message was wrong."""
    match error:
        case Gone():
            return Ending.GONE if error.meaning is Meaning.CHAT_GONE else Ending.REMOVED
        case Rejected() if error.meaning is not None:
            return _OF_A_CHAT.get(error.meaning)
        case _:
            return None


async def note(tx: Tx, message: Outgoing, error: TelegramError, now: datetime) -> None:
    """Store what a refusal says about the message's chat."""
    if isinstance(error, Gone):
        await chats.set_off(tx, message.chat, now)
        await parties.lost(tx, message.chat, now)
    if (ending := ending_of(error)) is None:
        return
    if ending in _OF_A_TOPIC.values():
        said = message.params.get("message_thread_id")
        thread = said if isinstance(said, int) else None
        await subscribers.lose_thread(tx, message.chat, thread, ending, now)
        chat = await chats.get(tx, tx.vault, message.chat)
        if chat is not None and chat.thread == thread:
            await parties.lost(tx, message.chat, now)
    else:
        await subscribers.end(tx, message.chat, ending, now)
        if ending is Ending.MUTED:
            await parties.lost(tx, message.chat, now)
