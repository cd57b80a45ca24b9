"""A resort as an earlier release left it: its database, and the world around it with the messages people still see."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import SecretStr

from app.settings import Settings
from sandbox import Limits, Sandbox, World
from sandbox.world.chats import Chat, Message
from sandbox.world.files import File
from tests.stage.engines import moved
from tests.stage.town import PlayedClock, Town

FOLDER = Path(__file__).parent


class Earlier:
    """The recording of one release, by the name of its commit."""

    def __init__(self, commit: str) -> None:
        self.dump = FOLDER.joinpath(f"{commit}.sql").read_text(encoding="utf-8")
        self.recorded: dict[str, Any] = orjson.loads(FOLDER.joinpath(f"{commit}.json").read_bytes())
        self.clock = PlayedClock(datetime.fromisoformat(self.recorded["now"]))

    def world(self) -> World:
        """The same people and groups, with every message of the bot where it was."""
        world = World(clock=self.clock, limits=Limits())
        for file in self.recorded["files"]:
            _put_file(world, file)
        for each in self.recorded["people"]:
            user = each["user"]
            person = world.person(
                user["first_name"],
                language_code=user.get("language_code"),
                username=user.get("username"),
                phone=each["phone"],
            )
            assert person.id == user["id"]
            person.chat_with_bot.started = bool(each["messages"])
            _put_messages(person.chat_with_bot, each["messages"])
        for each in self.recorded["groups"]:
            members = [world.people[number] for number in each["members"]]
            group = world.group(each["title"], members=members, forum=each["forum"], bot="member")
            assert (group.id, group.kind) == (each["id"], each["kind"])
            group._numbered = max((message["id"] for message in each["messages"]), default=0)
            _put_messages(group, each["messages"])
        return world

    def database(self, path: Path) -> None:
        """Write the database of that release."""
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(self.dump)

    def town(self, sandbox: Sandbox, settings_for: Callable[..., Settings]) -> Town:
        """The town with that database, the clock at that moment. `town.open()` upgrades and starts the bot."""
        settings = settings_for(sandbox, data_key=SecretStr(self.recorded["key"]))
        file = settings.address if isinstance(settings.address, Path) else settings.data / "earlier.db"
        self.database(file)
        moved(file, settings.address)
        return Town(sandbox.world, sandbox, settings, self.clock)


def _put_messages(chat: Chat, messages: list[dict[str, Any]]) -> None:
    for each in messages:
        raw = {
            "message_id": each["id"],
            "from": chat.world.bot,
            "chat": chat.info,
            "date": chat.world.timestamp(),
            "text": each["text"],
        }
        keyboard = each.get("keyboard")
        if keyboard is not None and "inline_keyboard" in keyboard:
            raw["reply_markup"] = keyboard
        chat.by_id[each["id"]] = message = Message(raw, chat, keyboard, from_bot=True)
        chat._show_keyboard(message)


def _put_file(world: World, file: dict[str, str]) -> None:
    data = file["data"].encode("latin-1")
    made = world.files.add(file["kind"], data, name=file["name"])
    world.files._by_id[file["id"]] = File(
        file["id"], made.unique_id, made.kind, made.size, data, made.name, made.mime, made.path
    )
