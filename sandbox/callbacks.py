"""Taps on inline buttons, from the callback query to its answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.chats import Message
from sandbox.refusals import bad
from sandbox.shapes import Raw

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.world import World

LIFE = 15 * 60  # seconds after which Telegram no longer takes an answer; not documented, seen in practice
_KEPT = 10_000


@dataclass(slots=True, eq=False)
class Tap:
    """One tap. `toast` and `alert` hold the bot's answer once it came."""

    id: str
    person: "Person"
    message: Message
    data: str
    at: int
    answered: bool = False
    toast: str = ""
    alert: bool = False
    url: str = ""


def tap(world: "World", person: "Person", message: Message, data: str) -> Tap:
    """Send the callback query of a button with this data on this message."""
    made = Tap(world.next_id(), person, message, data, world.timestamp())
    world.taps[made.id] = made
    if len(world.taps) > _KEPT:
        world.taps.popitem(last=False)
    world.push(
        "callback_query",
        {
            "id": made.id,
            "from": person.user,
            "message": _shown(message),
            "chat_instance": str(message.chat.id * 7919),
            "data": data,
        },
        message.chat.id,
    )
    return made


def _shown(message: Message) -> Raw:
    """The message as it stands; of one that was deleted only where it was (Bot API, InaccessibleMessage)."""
    current = message.chat.by_id.get(message.id)
    if current is None:
        return {"chat": message.raw["chat"], "message_id": message.id, "date": 0}
    return current.raw


def answer(world: "World", query_id: str, text: str, alert: bool, url: str) -> None:
    """The bot's answer reaches the person; a second answer changes nothing."""
    made = world.taps.get(query_id)
    if made is None or world.timestamp() - made.at > LIFE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if made.answered:
        return
    made.answered, made.toast, made.alert, made.url = True, text, alert, url
    made.person.told(made)
    if world.watched:
        world.tell("answer", made.message.chat, None, user=made.person.user, text=text, alert=alert, url=url)
