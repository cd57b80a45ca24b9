"""What Telegram's refusal of a message says of the chat: whether it is off, and why its subscription ends."""

from datetime import datetime

from db import chats, subscribers
from db.database import Tx
from db.outbox import Outgoing
from db.subscribers import Ending
from gateway.errors import Gone, Rejected, TelegramError

# Telegram's own words, from the Bot API server's source; what is no more says one of these.
_NO_MORE = ("chat not found", "was deleted", "is deactivated")
_MAY_NOT_WRITE = (
    "not enough rights to send text messages",
    "have no rights to send a message",
    "need administrator rights in the channel chat",
    "CHAT_WRITE_FORBIDDEN",
)
_TOPICS = {"TOPIC_CLOSED": Ending.TOPIC_CLOSED, "message thread not found": Ending.TOPIC_GONE}


def ending_of(error: TelegramError) -> Ending | None:
    """Why nothing more should be sent there; None when only this one message was wrong."""
    words = str(error)
    match error:
        case Gone():
            return Ending.GONE if any(part in words for part in _NO_MORE) else Ending.REMOVED
        case Rejected() if any(part in words for part in _MAY_NOT_WRITE):
            return Ending.MUTED
        case Rejected():
            return next((ending for part, ending in _TOPICS.items() if part in words), None)
        case _:
            return None


async def note(tx: Tx, message: Outgoing, error: TelegramError, now: datetime) -> None:
    """Write down what a refusal says of the chat the message was for."""
    if isinstance(error, Gone):
        await chats.set_off(tx, message.chat, now)
    if (ending := ending_of(error)) is None:
        return
    if ending in _TOPICS.values():
        thread = message.params.get("message_thread_id")
        await subscribers.lose_thread(tx, message.chat, thread if isinstance(thread, int) else None, ending, now)
    else:
        await subscribers.end(tx, message.chat, ending, now)
