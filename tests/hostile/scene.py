"""Where hostile updates are made: the town, its people, the dice, and the frame of every update."""

import random
from dataclasses import dataclass

from sandbox import Chat, Person, World
from sandbox.telegram.shapes import Raw
from tests.hostile.cast import Cast


@dataclass(frozen=True, slots=True)
class Made:
    """An update to be sent, and the chat it belongs to."""

    fields: Raw
    chat: Chat


@dataclass(frozen=True, slots=True)
class Scene:
    """The world, who plays, one seed, and `seen`: every callback data the bot has ever given to anybody."""

    world: World
    cast: Cast
    dice: random.Random
    seen: list[str]

    def message(self, person: Person, said: Raw) -> Made:
        """Somebody says something to the bot."""
        chat = person.chat_with_bot
        chat.started = True
        return Made({"message": {**self.envelope(chat), "from": person.user, **said}}, chat)

    def envelope(self, chat: Chat) -> Raw:
        """What every message has."""
        date = self.dice.choice((0, 1, 1_500_000_000, self.world.timestamp(), self.world.timestamp() + 10_000_000))
        return {"message_id": self.world.next_message_id(), "date": date, "chat": chat.info}
