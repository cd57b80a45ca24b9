"""Taps on inline buttons, from the callback query to its answer."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Raw
from sandbox.world.chats import Message
from sandbox.world.surroundings import Surroundings

LIFE = 15 * 60  # seconds after which Telegram no longer takes an answer; not documented, seen in practice
_KEPT = 10_000


@dataclass(slots=True, eq=False)
class Tap:
    """One tap of a user. `toast` and `alert` hold the bot's answer once it came."""

    id: str
    user: Raw
    message: Message
    data: str
    at: int
    told: Callable[["Tap"], None]  # the person's ear
    answered: bool = False
    toast: str = ""
    alert: bool = False
    url: str = ""


class Taps:
    """The taps that may still be answered."""

    def __init__(self, world: Surroundings) -> None:
        self._world = world
        self._taps: OrderedDict[str, Tap] = OrderedDict()

    def tap(self, user: Raw, message: Message, data: str, told: Callable[[Tap], None]) -> Tap:
        """Send the callback query of a button with this data on this message."""
        made = Tap(self._world.next_id(), user, message, data, self._world.timestamp(), told)
        self._taps[made.id] = made
        if len(self._taps) > _KEPT:
            self._taps.popitem(last=False)
        query: Raw = {
            "id": made.id,
            "from": user,
            "message": _shown(message),
            "chat_instance": str(message.chat.id * 7919),
            "data": data,
        }
        self._world.push("callback_query", query, message.chat.id)
        return made

    def answer(self, query_id: str, text: str, alert: bool, url: str) -> None:
        """The bot's answer reaches the person; a second answer changes nothing."""
        made = self._taps.get(query_id)
        if made is None or self._world.timestamp() - made.at > LIFE:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(text) > 200:
            raise bad("MESSAGE_TOO_LONG")
        if made.answered:
            return
        made.answered, made.toast, made.alert, made.url = True, text, alert, url
        made.told(made)
        made.message.chat.tell("answer", user=made.user, text=text, alert=alert, url=url)


def _shown(message: Message) -> Raw:
    """The message as it stands; of one that was deleted only where it was (Bot API, InaccessibleMessage)."""
    current = message.chat.by_id.get(message.id)
    if current is None:
        return {"chat": message.raw["chat"], "message_id": message.id, "date": 0}
    return current.raw
