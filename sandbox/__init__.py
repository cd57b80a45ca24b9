"""A local stand-in for Telegram's Bot API: played people on one side, the real bot over HTTP on the other."""

from sandbox.chats import Chat, Message
from sandbox.clock import Clock
from sandbox.content import PICTURE, Item
from sandbox.groups import Group
from sandbox.limits import Limits, Pace
from sandbox.people import Person
from sandbox.server import Sandbox
from sandbox.world import TOKEN, World

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
