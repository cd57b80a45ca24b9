"""Making one delivery of an announcement, with what is done where Telegram does not allow it as it was planned.

- The topic of a forum is gone: the announcement goes to the main chat, this once.
- A group forbids photos, videos or documents: the words go alone.
- A message is too old to be deleted: its words are replaced by "DITARIK", or answered with that.
"""

from dataclasses import dataclass

from broadcasts.state import Fallback
from conversations.render import Params
from db.outbox import Outcome, Outgoing
from gateway.errors import Meaning, Rejected
from gateway.transport import Transport


@dataclass(frozen=True, slots=True)
class Made:
    """How a delivery was made. `refusal` is what Telegram said of the chat, although the delivery was made."""

    result: object = None
    outcome: Outcome = Outcome.SENT
    fallback: Fallback | None = None
    refusal: Rejected | None = None


async def make(transport: Transport, telegram_id: int, message: Outgoing) -> Made:
    """Make a delivery. Raises the errors of `gateway.errors`; made twice, it ends the same way."""
    if message.method == "deleteMessage":
        return await _delete(transport, telegram_id, message)
    method, params = message.method, {"chat_id": telegram_id, **message.params}
    fallback, refusal = None, None
    while True:
        try:
            result = await transport.call(method, params)
        except Rejected as error:
            match error.meaning:
                case Meaning.NOT_MODIFIED:
                    return Made(None, fallback=fallback, refusal=refusal)
                case Meaning.TOPIC_GONE if "message_thread_id" in params:
                    params = {name: value for name, value in params.items() if name != "message_thread_id"}
                    fallback, refusal = Fallback.MAIN_CHAT, error
                case Meaning.NO_FILES_ALLOWED | Meaning.NO_CAPTION if message.otherwise and method == message.method:
                    method, params = _words(message, params)
                    fallback = Fallback.WORDS_ONLY
                case _:
                    raise
        else:
            return Made(result, fallback=fallback, refusal=refusal)


def weight(message: Outgoing) -> int:
    """How many messages a call counts for: each picture of an album is one."""
    media = message.params.get("media")
    return len(media) if isinstance(media, list) else 1


def _words(message: Outgoing, params: Params) -> tuple[str, Params]:
    """The words alone, to the same place."""
    method, words = message.otherwise[0]
    place = ("chat_id", "message_id", "message_thread_id", "allow_paid_broadcast", "disable_notification")
    return method, {**words, **{name: params[name] for name in place if name in params}}


async def _delete(transport: Transport, telegram_id: int, message: Outgoing) -> Made:
    """Delete a message and the rest of its album; what is gone already is as it should be."""
    first = message.params["message_id"]
    try:
        await transport.call("deleteMessage", {"chat_id": telegram_id, "message_id": first})
    except Rejected as error:
        if error.meaning is Meaning.UNDELETABLE and message.otherwise:
            await _mark(transport, telegram_id, message, first)
            return Made(outcome=Outcome.MARKED)
        if error.meaning is not Meaning.NO_MESSAGE_TO_DELETE:
            raise
    if message.also:
        await transport.call("deleteMessages", {"chat_id": telegram_id, "message_ids": list(message.also)})
    return Made()


async def _mark(transport: Transport, telegram_id: int, message: Outgoing, first: object) -> None:
    """Say on a message that it was taken back; below it, where its own words cannot be changed."""
    *before, (method, words) = message.otherwise
    for earlier, params in before:  # a poll that is closed already stays closed
        try:
            await transport.call(earlier, {"chat_id": telegram_id, "message_id": first, **params})
        except Rejected as error:
            if error.meaning is Meaning.NOT_MODIFIED:
                return
            if earlier != "stopPoll":
                continue
        else:
            if earlier != "stopPoll":
                return
    reply = {"message_id": first, "allow_sending_without_reply": True}
    await transport.call(method, {"chat_id": telegram_id, "reply_parameters": reply, **words})
