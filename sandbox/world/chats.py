"""A conversation: its messages as they stand, what is new in it for people, and who waits for that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self, cast

from sandbox.telegram import utf16
from sandbox.telegram.keyboards import Button, buttons_of
from sandbox.telegram.refusals import Refusal, bad, forbidden
from sandbox.telegram.shapes import Raw, pick
from sandbox.world.bell import Bell
from sandbox.world.surroundings import Surroundings

# Keys that belong to a message's place, not to what it says.
_ENVELOPE = frozenset(
    {
        "message_id", "from", "sender_chat", "author_signature", "chat", "date", "edit_date", "reply_markup",
        "reply_to_message", "quote", "forward_origin", "media_group_id", "message_thread_id", "is_topic_message",
        "has_protected_content", "effect_id",
    }
)  # fmt: skip
FILES = ("photo", "video", "animation", "document", "audio", "voice", "video_note", "sticker")


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A message as it stood at one moment; an edit makes another one in its place."""

    raw: Raw
    chat: "Chat"
    keyboard: Raw | None = None  # also reply keyboards, which Telegram does not echo in `raw`
    from_bot: bool = False
    silent: bool = False  # came without a sound, which Telegram does not echo either

    @property
    def id(self) -> int:
        return cast(int, self.raw["message_id"])

    @property
    def text(self) -> str:
        """What can be read: the text, or the caption."""
        return cast(str, self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def date(self) -> int:
        return cast(int, self.raw["date"])

    @property
    def entities(self) -> list[Raw]:
        return cast("list[Raw]", self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def sender(self) -> Raw:
        """The user or chat that wrote it."""
        return cast(Raw, self.raw.get("from") or self.raw.get("sender_chat"))

    @property
    def rows(self) -> list[list[Button]]:
        return buttons_of(self.keyboard)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    @property
    def file_id(self) -> str:
        """The file it carries; of a photo the largest size. Empty without one."""
        for kind in FILES:
            if kind in self.raw:
                shown = self.raw[kind]
                largest = cast("list[Raw]", shown)[-1] if kind == "photo" else cast(Raw, shown)
                return cast(str, largest["file_id"])
        return ""

    @property
    def thread(self) -> int | None:
        return cast("int | None", self.raw.get("message_thread_id"))

    @property
    def content(self) -> Raw:
        """What it says, without where and when: what a copy or a forward carries on."""
        return {key: value for key, value in self.raw.items() if key not in _ENVELOPE}

    def answered(self, quote: str = "") -> Raw:
        """The keys of an answer to it: itself, one level deep, and the part of its words that is quoted."""
        answer: Raw = {"reply_to_message": {key: each for key, each in self.raw.items() if key != "reply_to_message"}}
        if quote:
            at = self.text.find(quote)
            if at < 0:
                raise bad("QUOTE_TEXT_INVALID")
            answer["quote"] = {"text": quote, "position": utf16.length(self.text[:at]), "is_manual": True}
        return answer

    def __repr__(self) -> str:
        return f"<Message {self.id} in {self.chat.title!r}: {self.text[:60]!r} {self.labels or ''}>"


class Chat:
    """What private chats, groups and channels have in common."""

    def __init__(self, world: Surroundings, chat_id: int, info: Raw) -> None:
        self.world = world
        self.id = chat_id
        self.info: Raw = {"id": chat_id, **info}
        self.by_id: dict[int, Message] = {}
        self.news: list[Message] = []  # each message and each edit of the bot, in order
        self.bell = Bell()  # rings with each of these, and with each deletion
        self.reply_keyboard: Message | None = None  # the message that brought the keyboard now shown
        self.pinned: list[int] = []
        self.actions: list[str] = []  # "typing" and the like, as the bot sent them
        self.reactions: dict[int, list[str]] = {}  # the bot's, by message

    @property
    def kind(self) -> str:
        return cast(str, self.info["type"])

    @property
    def title(self) -> str:
        return cast(str, self.info.get("title") or self.info.get("first_name"))

    @property
    def messages(self) -> list[Message]:
        return list(self.by_id.values())

    def newest(self) -> Iterator[Message]:
        return iter(reversed(self.by_id.values()))

    def next_id(self) -> int:
        """Private chats and basic groups share one numbering, as they do for a real bot account."""
        return self.world.next_message_id()

    def put(
        self, author: Raw, content: Raw, keyboard: Raw | None = None, *, by_bot: bool = False, silent: bool = False
    ) -> Message:
        """A new message in the chat. It is not yet told to the bot: that is `tell_bot`."""
        raw: Raw = {
            "message_id": self.next_id(),
            **author,
            "chat": self.info,
            "date": self.world.timestamp(),
            **content,
        }
        if keyboard is not None and "inline_keyboard" in keyboard:
            raw["reply_markup"] = keyboard
        message = Message(raw, self, keyboard, by_bot, silent)
        self.by_id[message.id] = message
        if by_bot:
            self._show_keyboard(message)
            self.news.append(message)
            self.bell.ring()
        self.tell("message", message)
        return message

    def change(self, old: Message, content: Raw, keyboard: Raw | None, *, by_bot: bool) -> Message:
        """The message's new state in place of the old; `content` holds all that it says now."""
        envelope = {key: value for key, value in old.raw.items() if key in _ENVELOPE and key != "reply_markup"}
        raw: Raw = {**envelope, "edit_date": self.world.timestamp(), **content}
        if keyboard is not None and "inline_keyboard" in keyboard:
            raw["reply_markup"] = keyboard
        message = Message(raw, self, keyboard, old.from_bot, old.silent)
        self.by_id[message.id] = message
        if by_bot:
            self.news.append(message)
            self.bell.ring()
        self.tell("edited", message)
        return message

    def remove(self, message_id: int) -> bool:
        """Delete a message; whether it was there."""
        message = self.by_id.pop(message_id, None)
        if message is None:
            return False
        if message_id in self.pinned:
            self.pinned.remove(message_id)
        self.bell.ring()
        self.tell("deleted", message)
        return True

    def get(self, message_id: int, refusal: str) -> Message:
        """The message, or Telegram's refusal in the words of the calling method."""
        try:
            return self.by_id[message_id]
        except KeyError:
            raise bad(refusal) from None

    def tell_bot(self, kind: str, message: Message) -> None:
        """A message of a person or a service message, if the bot may see it here."""
        self.world.push(kind, message.raw, self.id)

    def tell(self, event: str, message: Message | None = None, **more: object) -> None:
        """Tell whoever watches the world what happened here."""
        if not self.world.watched:
            return
        told: Raw = {"event": event, "chat": self.info, **more}
        if message is not None:
            told |= {"message": message.raw, "keyboard": message.keyboard, "from_bot": message.from_bot}
        self.world.show(told)

    def check_known(self) -> None:
        """Raise what Telegram answers when the bot may not even look at this chat."""

    def check_reachable(self) -> None:
        """Raise what Telegram answers when the bot may not change anything here."""

    def check_writable(self, what: str) -> None:
        """Raise what Telegram answers when the bot may not send `what` ("text messages", "photos") here."""

    def _show_keyboard(self, message: Message) -> None:
        if message.keyboard is None:
            return
        if "keyboard" in message.keyboard:
            self.reply_keyboard = message
        elif "remove_keyboard" in message.keyboard:
            self.reply_keyboard = None


class PrivateChat(Chat):
    """A person's chat with the bot."""

    def __init__(self, world: Surroundings, user: Raw, *, met_bot: Callable[[], bool]) -> None:
        """`met_bot` tells whether the bot knows the person from a group."""
        names = pick(user, "first_name", "last_name", "username")
        super().__init__(world, cast(int, user["id"]), {**names, "type": "private"})
        self.user = user
        self.started = False  # has the person ever written to the bot
        self.blocked = False
        self.deactivated = False
        self._met_bot = met_bot

    def tell_bot(self, kind: str, message: Message) -> None:
        if not self.blocked:
            super().tell_bot(kind, message)

    def check_known(self) -> None:
        if not self.started and not self.world.resumed and not self._met_bot():
            raise bad("chat not found")

    def of(self, user: Raw) -> Self:
        """The chat that has waited for this person, as theirs."""
        self.user = user
        self.info.update(pick(user, "first_name", "last_name", "username"))
        return self

    def check_reachable(self) -> None:
        self.check_writable("")

    def check_writable(self, what: str) -> None:
        refusal: Refusal | None = None
        if self.deactivated:
            refusal = forbidden("user is deactivated")
        elif self.blocked:
            refusal = forbidden("bot was blocked by the user")
        elif not self.started and not self.world.resumed:
            refusal = forbidden("bot can't initiate conversation with a user")
        if refusal is not None:
            self.check_known()
            raise refusal
