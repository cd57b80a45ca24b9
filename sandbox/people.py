"""A person with a phone: what they do in Telegram, and what they see there."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from sandbox import content
from sandbox.bell import Bell
from sandbox.callbacks import Tap, tap
from sandbox.chats import Chat, Message, PrivateChat
from sandbox.content import Item
from sandbox.groups import Group
from sandbox.looking import find_button, menu_of
from sandbox.shapes import Raw

if TYPE_CHECKING:
    from sandbox.keyboards import Button
    from sandbox.world import World


class Person:
    """Acts in private with the bot unless a `chat` is given. Waiting acts take a `timeout` in seconds."""

    patience = 1.0  # how long a tap waits for an answer to what was just done, before it looks at older buttons

    def __init__(self, world: "World", user: Raw, phone: str) -> None:
        self.world = world
        self.user = user
        self.phone = phone
        self.toasts: list[str] = []  # texts of answered callbacks, alerts too
        self.alerts: list[str] = []
        self.opened: list[str] = []  # addresses opened by url buttons or by an answer
        self.place = (1.6667, 101.4333)  # what a "share location" button shares
        self.hides_account = False  # forwards of their messages carry only a name
        self.chat_with_bot = PrivateChat(self)
        self._bell = Bell()
        self._heard: dict[Chat, int] = {}
        self._acted: dict[Chat, int] = {}

    @property
    def id(self) -> int:
        return cast(int, self.user["id"])

    @property
    def name(self) -> str:
        return cast(str, self.user["first_name"])

    @property
    def met_bot(self) -> bool:
        """Whether the bot can know this account: from a group both are in."""
        return any(group.bot.inside and group.member(self).inside for group in self.world.groups)

    # Sending

    async def sends(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        reply_to: Message | None = None,
        topic: int | None = None,
    ) -> Message:
        return self._say(content.text(text), chat, reply_to, topic)

    async def opens(self, payload: str = "") -> Message:
        """Follow a deep link to the bot, `t.me/BOT?start=payload`."""
        return self._say(content.text(f"/start {payload}".strip()), None)

    async def sends_photo(
        self,
        data: bytes = content.PICTURE,
        caption: str = "",
        *,
        chat: Chat | None = None,
        reply_to: Message | None = None,
        topic: int | None = None,
    ) -> Message:
        return self._say(content.file(self.world, Item("photo", data), caption), chat, reply_to, topic)

    async def sends_document(
        self,
        data: bytes = b"%PDF-1.4",
        name: str = "berkas.pdf",
        caption: str = "",
        *,
        size: int | None = None,
        chat: Chat | None = None,
        reply_to: Message | None = None,
        topic: int | None = None,
    ) -> Message:
        """`size` alone stands for a large file without carrying its bytes."""
        file = Item("document", data, name, size)
        return self._say(content.file(self.world, file, caption), chat, reply_to, topic)

    async def sends_video(
        self, data: bytes = b"video", caption: str = "", *, size: int | None = None, chat: Chat | None = None
    ) -> Message:
        return self._say(content.file(self.world, Item("video", data, "", size), caption), chat)

    async def sends_voice(self, data: bytes = b"OggS", *, seconds: int = 3, chat: Chat | None = None) -> Message:
        return self._say(content.file(self.world, Item("voice", data, seconds=seconds), ""), chat)

    async def sends_audio(self, data: bytes = b"ID3", caption: str = "", *, chat: Chat | None = None) -> Message:
        return self._say(content.file(self.world, Item("audio", data, "rekaman.mp3"), caption), chat)

    async def sends_animation(self, data: bytes = b"GIF89a", *, chat: Chat | None = None) -> Message:
        return self._say(content.file(self.world, Item("animation", data, "gerak.mp4"), ""), chat)

    async def sends_video_note(self, data: bytes = b"round", *, chat: Chat | None = None) -> Message:
        return self._say(content.file(self.world, Item("video_note", data), ""), chat)

    async def sends_sticker(self, emoji: str = "👍", *, chat: Chat | None = None) -> Message:
        return self._say(content.sticker(self.world, emoji), chat)

    async def sends_dice(self, value: int = 4, *, chat: Chat | None = None) -> Message:
        return self._say({"dice": {"emoji": "🎲", "value": value}}, chat)

    async def sends_poll(self, question: str, options: Sequence[str], *, chat: Chat | None = None) -> Message:
        return self._say(content.poll(self.world, question, options), chat)

    async def sends_album(
        self, items: Sequence[bytes | Item], caption: str = "", *, chat: Chat | None = None
    ) -> list[Message]:
        """Several photos (bytes) or files at once: one message each, with one media_group_id."""
        group = {"media_group_id": self.world.next_id()}
        made = []
        for number, item in enumerate(items):
            file = item if isinstance(item, Item) else Item("photo", item)
            shown = content.file(self.world, file, "" if number else caption)
            made.append(self._say({**group, **shown}, chat))
        return made

    async def shares_location(self, latitude: float, longitude: float, *, chat: Chat | None = None) -> Message:
        return self._say({"location": {"latitude": latitude, "longitude": longitude}}, chat)

    async def shares_venue(
        self, latitude: float, longitude: float, title: str, address: str, *, chat: Chat | None = None
    ) -> Message:
        place: Raw = {"latitude": latitude, "longitude": longitude}
        return self._say({"location": place, "venue": {"location": place, "title": title, "address": address}}, chat)

    async def shares_contact(self, other: "Person | None" = None, *, chat: Chat | None = None) -> Message:
        """Their own number, or another person's."""
        whose = other or self
        card: Raw = {"phone_number": whose.phone, "first_name": whose.name, "user_id": whose.id}
        return self._say({"contact": card}, chat)

    async def forwards(self, message: Message, *, chat: Chat | None = None) -> Message:
        return self._say({"forward_origin": content.origin(message), **message.content}, chat)

    async def edits(self, message: Message, text: str) -> Message:
        """Change the text, or the caption, of an own message."""
        old = message.chat.by_id.get(message.id)
        assert old is not None, f"{self.name} cannot edit a deleted message"
        said = old.content
        key, entities = ("text", "entities") if "text" in said else ("caption", "caption_entities")
        kept = {name: value for name, value in said.items() if name not in (key, entities)}
        new = content.text(text) if key == "text" else content.caption(text)
        changed = message.chat.change(old, {**kept, **new}, None, by_bot=False)
        self.world.tell_bot("edited_message", changed)
        return changed

    async def deletes(self, message: Message) -> None:
        """Delete a message; Telegram does not tell bots."""
        message.chat.remove(message.id)

    # Buttons

    async def taps(
        self, label: str, *, on: Message | None = None, chat: Chat | None = None, timeout: float = 5.0
    ) -> None:
        """Tap the newest visible button with this label, inline or of the reply keyboard; wait for it to appear.

        The label is matched exactly, else as a part that only one button has. `on` means an older message's button.
        """
        where = on.chat if on else chat or self.chat_with_bot
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        if on is None and self._acted.get(where) == len(where.news):
            await where.bell.wait(min(timeout, self.patience))
        while True:
            found, problem = find_button(where, label, on)
            if found is not None:
                await self._press(*found)
                return
            left = end - loop.time()
            if left <= 0:
                raise AssertionError(f"{self.name}: {problem}")
            await where.bell.wait(left)

    async def presses(self, message: Message, row: int, column: int) -> None:
        """Press the button at a place on a message's keyboard."""
        rows = message.rows
        assert row in range(len(rows)), f"{self.name}: there is no such button"
        assert column in range(len(rows[row])), f"{self.name}: there is no such button"
        await self._press(rows[row][column], message)

    async def forges(self, data: str, *, on: Message) -> Tap:
        """Send a callback with any data, on anybody's message, as a hostile client can."""
        return self._tap(on, data)

    async def _press(self, button: "Button", message: Message) -> None:
        if button.inline:
            if button.data is not None:
                self._tap(message, button.data)
            elif button.url is not None:
                await self._open(button.url)
            else:
                raise AssertionError(f"the sandbox does not play the button {button.raw}")
        elif button.raw.get("request_contact"):
            await self.shares_contact(chat=message.chat)
        elif button.raw.get("request_location"):
            await self.shares_location(*self.place, chat=message.chat)
        else:
            await self.sends(button.label, chat=message.chat)
        keyboard = message.keyboard or {}
        if keyboard.get("one_time_keyboard") and message.chat.reply_keyboard is message:
            message.chat.reply_keyboard = None

    async def _open(self, url: str) -> None:
        self.opened.append(url)
        start = f"https://t.me/{self.world.bot['username']}"
        if url.partition("?")[0].lower() == start.lower():
            await self.opens(url.partition("start=")[2].partition("&")[0])

    def _tap(self, message: Message, data: str) -> Tap:
        self._acted[message.chat] = len(message.chat.news)
        return tap(self.world, self, message, data)

    def told(self, made: Tap) -> None:
        """A callback of theirs was answered."""
        if made.toast:
            self.toasts.append(made.toast)
            if made.alert:
                self.alerts.append(made.toast)
        if made.url:
            self.opened.append(made.url)
        self._bell.ring()

    # Seeing

    async def hears(self, containing: str = "", *, chat: Chat | None = None, timeout: float = 5.0) -> Message:
        """The next new or edited message of the bot since last hearing, or the next one that contains a text."""
        where = chat or self.chat_with_bot
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        missed: list[str] = []
        while True:
            for message in where.news[self._heard.get(where, 0) :]:
                self._heard[where] = self._heard.get(where, 0) + 1
                if containing in message.text:
                    return message
                missed.append(message.text)
            left = end - loop.time()
            if left <= 0:
                wanted = f"{containing!r}" if containing else "anything"
                raise AssertionError(f"{self.name} heard not {wanted} in {timeout} s, but: {missed}")
            await where.bell.wait(left)

    async def hears_nothing(self, *, chat: Chat | None = None, within: float = 0.2) -> None:
        """AssertionError if the bot writes or edits anything here within so many seconds."""
        where = chat or self.chat_with_bot
        seen = self._heard.get(where, 0)
        end = asyncio.get_running_loop().time() + within
        while len(where.news) == seen and (left := end - asyncio.get_running_loop().time()) > 0:
            await where.bell.wait(left)
        heard = [message.text for message in where.news[seen:]]
        assert not heard, f"{self.name} heard {heard}"

    async def sees_toast(self, containing: str = "", *, timeout: float = 5.0) -> str:
        """The newest callback answer with this text, waiting for it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while True:
            for toast in reversed(self.toasts):
                if containing in toast:
                    return toast
            left = end - loop.time()
            if left <= 0:
                raise AssertionError(f"{self.name} saw no toast with {containing!r}, but: {self.toasts}")
            await self._bell.wait(left)

    @property
    def last(self) -> Message:
        """The newest message of the bot in the private chat, as it stands."""
        for message in self.chat_with_bot.newest():
            if message.from_bot:
                return message
        raise AssertionError(f"the bot has not written to {self.name}")

    def commands(self, chat: Chat | None = None) -> dict[str, str]:
        """The command menu that this person sees in a chat: command → description."""
        return menu_of(self, chat or self.chat_with_bot)

    # Standing

    async def blocks_bot(self) -> None:
        self._standing("member", "kicked")

    async def unblocks_bot(self) -> None:
        self._standing("kicked", "member")

    def renames(self, name: str) -> None:
        """Take another first name, also on what was written before, as Telegram shows it."""
        self.user["first_name"] = name
        self.chat_with_bot.info = {**self.chat_with_bot.info, "first_name": name}
        if self.world.watched:
            self.world.tell("renamed", self.chat_with_bot, None)

    async def deletes_account(self) -> None:
        self.chat_with_bot.deactivated = True

    async def reacts(self, message: Message, emoji: str) -> None:
        """React to a message; the bot is told if it asked and, in a group, is an administrator."""
        chat = message.chat
        if isinstance(chat, Group) and not chat.bot.admin:
            return
        reaction: list[Raw] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self.world.push(
            "message_reaction",
            {
                "chat": chat.info,
                "message_id": message.id,
                "user": self.user,
                "date": self.world.timestamp(),
                "old_reaction": [],
                "new_reaction": reaction,
            },
            chat.id,
        )

    async def votes(self, message: Message, *options: str) -> None:
        """Choose options of a poll by their text."""
        content.vote(self.world, self, message, options)

    def _standing(self, old: str, new: str) -> None:
        chat = self.chat_with_bot
        chat.blocked = new == "kicked"
        gone: Raw = {"until_date": 0}
        states: list[Raw] = [
            {"user": self.world.bot, "status": status, **(gone if status == "kicked" else {})} for status in (old, new)
        ]
        self.world.push(
            "my_chat_member",
            {
                "chat": chat.info,
                "from": self.user,
                "date": self.world.timestamp(),
                "old_chat_member": states[0],
                "new_chat_member": states[1],
            },
            chat.id,
        )

    def _say(
        self,
        said: Raw,
        chat: Chat | None,
        reply_to: Message | None = None,
        topic: int | None = None,
    ) -> Message:
        where = chat or self.chat_with_bot
        place: Raw = {}
        if isinstance(where, Group):
            assert where.member(self).inside, f"{self.name} is not in {where.title}"
            author = where.author(self)
            place = where.threaded(topic)
        else:
            assert where is self.chat_with_bot, f"{self.name} cannot write in another person's chat"
            author = {"from": self.user}
            if self.chat_with_bot.blocked:
                self._standing("kicked", "member")  # writing to a blocked bot unblocks it
            self.chat_with_bot.started = True
        if reply_to is not None:
            place["reply_to_message"] = reply_to.quoted()
        self._acted[where] = len(where.news)
        message = where.put(author, {**place, **said})
        self.world.tell_bot("message", message)
        return message
