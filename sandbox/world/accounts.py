"""A person's account in Telegram: their chat with the bot, what they can send, and blocking the bot."""

from collections.abc import Sequence
from typing import cast

from sandbox.telegram.shapes import Raw
from sandbox.world import content
from sandbox.world.chats import Chat, Message, PrivateChat
from sandbox.world.content import Item
from sandbox.world.groups import Group
from sandbox.world.surroundings import Surroundings


class Account:
    """Sends in private to the bot unless a `chat` is given."""

    def __init__(self, world: Surroundings, chat_with_bot: PrivateChat, phone: str) -> None:
        self.world = world
        self.user = chat_with_bot.user
        self.phone = phone
        self.chat_with_bot = chat_with_bot
        self.in_topic: dict[Chat, int] = {}  # the topic of a forum they have open: what they send goes there
        self._acted: dict[Chat, int] = {}  # how much the bot had said in a chat when they last did something there

    @property
    def id(self) -> int:
        return cast(int, self.user["id"])

    @property
    def name(self) -> str:
        return cast(str, self.user["first_name"])

    # Sending

    async def sends(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        reply_to: Message | None = None,
        quote: str = "",
        topic: int | None = None,
    ) -> Message:
        """`quote` is the part of `reply_to` that the answer is about."""
        return self._say(content.text(text), chat, reply_to, topic, quote)

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
        spoiler: bool = False,
        above: bool = False,
    ) -> Message:
        """`spoiler` covers it until it is tapped; `above` puts the caption above it."""
        shown = content.file(self.world, Item("photo", data), caption)
        how = {"has_media_spoiler": spoiler, "show_caption_above_media": above}
        return self._say({**shown, **{name: True for name, on in how.items() if on}}, chat, reply_to, topic)

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

    async def sends_poll(
        self, question: str, options: Sequence[str], *, chat: Chat | None = None, **more: object
    ) -> Message:
        """`more` overrides the poll's settings, such as `type="quiz"`."""
        return self._say(content.poll(self.world, question, options, **more), chat)

    async def sends_album(
        self, items: Sequence[bytes | Item], *captions: str, below: int = 0, chat: Chat | None = None
    ) -> list[Message]:
        """Several photos (bytes) or files at once: one message each, with one media_group_id.

        The captions stand below the files from the one with the index `below` on.
        """
        group = {"media_group_id": self.world.next_id()}
        made = []
        for number, item in enumerate(items):
            file = item if isinstance(item, Item) else Item("photo", item)
            own = captions[number - below] if 0 <= number - below < len(captions) else ""
            shown = content.file(self.world, file, own)
            made.append(self._say({**group, **shown}, chat))
        return made

    async def shares_location(
        self, latitude: float, longitude: float, *, live: int = 0, chat: Chat | None = None
    ) -> Message:
        """`live` seconds make it a location that `moves`."""
        period: Raw = {"live_period": live} if live else {}
        return self._say({"location": {"latitude": latitude, "longitude": longitude, **period}}, chat)

    async def shares_venue(
        self, latitude: float, longitude: float, title: str, address: str, *, chat: Chat | None = None
    ) -> Message:
        place: Raw = {"latitude": latitude, "longitude": longitude}
        return self._say({"location": place, "venue": {"location": place, "title": title, "address": address}}, chat)

    async def shares_contact(self, other: "Account | None" = None, *, chat: Chat | None = None) -> Message:
        """Their own number, or another person's."""
        whose = other or self
        card: Raw = {"phone_number": whose.phone, "first_name": whose.name, "user_id": whose.id}
        return self._say({"contact": card}, chat)

    async def forwards(self, message: Message, *, chat: Chat | None = None) -> Message:
        return self._say({"forward_origin": content.origin(message), **message.content}, chat)

    async def relays(self, text: str, kind: str, name: str, *, chat: Chat | None = None) -> Message:
        """Forward a text that comes from outside this world: from a `user`, `hidden_user`, `chat` or `channel`."""
        return self._say({"forward_origin": content.foreign(self.world, kind, name), **content.text(text)}, chat)

    async def moves(self, message: Message, latitude: float, longitude: float) -> Message:
        """Move a live location that they share."""
        old = message.chat.by_id[message.id]
        place: Raw = {"latitude": latitude, "longitude": longitude, "live_period": 900}
        changed = message.chat.change(old, {"location": place}, None, by_bot=False)
        changed.chat.tell_bot("edited_message", changed)
        return changed

    async def edits(self, message: Message, text: str) -> Message:
        """Change the text, or the caption, of an own message."""
        old = message.chat.by_id.get(message.id)
        assert old is not None, f"{self.name} cannot edit a deleted message"
        said = old.content
        key, entities = ("text", "entities") if "text" in said else ("caption", "caption_entities")
        kept = {name: value for name, value in said.items() if name not in (key, entities)}
        new = content.text(text) if key == "text" else content.caption(text)
        changed = message.chat.change(old, {**kept, **new}, None, by_bot=False)
        changed.chat.tell_bot("edited_message", changed)
        return changed

    async def deletes(self, message: Message) -> None:
        """Delete a message; Telegram does not tell bots."""
        message.chat.remove(message.id)

    # Standing

    async def blocks_bot(self) -> None:
        self._standing("member", "kicked")

    async def unblocks_bot(self) -> None:
        self._standing("kicked", "member")

    def renames(self, name: str) -> None:
        """Take another first name, also on what was written before, as Telegram shows it."""
        self.user["first_name"] = name
        self.chat_with_bot.info = {**self.chat_with_bot.info, "first_name": name}
        self.chat_with_bot.tell("renamed")

    def hides_account(self) -> None:
        """From now on, forwards of their messages carry only a name."""
        self.world.hidden.add(self.id)

    async def deletes_account(self) -> None:
        self.chat_with_bot.deactivated = True

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
        quote: str = "",
    ) -> Message:
        where = chat or self.chat_with_bot
        place: Raw = {}
        if isinstance(where, Group):
            assert where.member(self).inside, f"{self.name} is not in {where.title}"
            author = where.author(self)
            place = where.threaded(topic or self.in_topic.get(where))
        else:
            assert where is self.chat_with_bot, f"{self.name} cannot write in another person's chat"
            author = {"from": self.user}
            if self.chat_with_bot.blocked:
                self._standing("kicked", "member")  # writing to a blocked bot unblocks it
            self.chat_with_bot.started = True
        if reply_to is not None:
            place |= reply_to.answered(quote)
        self._acted[where] = len(where.news)
        message = where.put(author, {**place, **said})
        where.tell_bot("message", message)
        return message
