"""A local stand-in for Telegram's Bot API: played people on one side, the real bot over HTTP on the other."""

from sandbox.web.server import Sandbox
from sandbox.world.chats import Chat, Message
from sandbox.world.clock import Clock
from sandbox.world.content import PICTURE, Item
from sandbox.world.groups import Group
from sandbox.world.limits import Limits, Pace
from sandbox.world.people import Person
from sandbox.world.world import TOKEN, World

__all__ = [
    "PICTURE",
    "TOKEN",
    "Chat",
    "Clock",
    "Group",
    "Item",
    "Limits",
    "Message",
    "Pace",
    "Person",
    "Sandbox",
    "World",
]
