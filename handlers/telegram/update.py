"""An update as far as we read it. What we do not read may be missing, new or odd; what we read may be missing too.

A field of a wrong type counts as missing. Only without what an act hangs on (whose chat, which message, which button)
is an update unreadable.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from handlers.telegram.leading import leads_beside_its_words
from handlers.telegram.service import SERVICE

T = TypeVar("T")
PRIVATE, CHANNEL, SUPERGROUP = "private", "channel", "supergroup"
_KINDS = frozenset({PRIVATE, "group", SUPERGROUP, CHANNEL})


def _or_missing(value: object, read: ValidatorFunctionWrapHandler) -> object:
    """What cannot be read is missing."""
    try:
        return read(value)
    except ValidationError:
        return None


def _readable_ones(value: object, read: ValidatorFunctionWrapHandler) -> object:
    """The items of a list that can be read, in their order."""
    kept: list[object] = []
    for item in value if isinstance(value, list) else ():
        try:
            kept += read([item])
        except ValidationError:
            continue
    return tuple(kept)


def _is_there(value: object) -> bool:
    return value is not None


Maybe = Annotated[T | None, WrapValidator(_or_missing)]
Several = Annotated[tuple[T, ...], Strict(strict=False), WrapValidator(_readable_ones)]
Presence = Annotated[bool, BeforeValidator(_is_there)]  # whether Telegram wrote the field at all
Id = Annotated[int, Field(gt=-(1 << 53), lt=1 << 53)]  # Telegram promises at most 52 significant bits
Moment = Annotated[int, Field(ge=0, lt=1 << 33)]
Size = Annotated[int, Field(ge=0, lt=1 << 53)]


@dataclass(frozen=True, slots=True)
class Account:
    """The bot's own account."""

    id: int
    username: str


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, populate_by_name=True)


class Chat(_Shape):
    """A chat. A type that we do not know is told by the id: only those of people are above 0."""

    id: Id
    written_type: Annotated[Maybe[str], Field(alias="type")] = None
    title: Maybe[str] = None
    first_name: Maybe[str] = None
    last_name: Maybe[str] = None
    username: Maybe[str] = None

    @property
    def type(self) -> str:
        """One of `private`, `group`, `supergroup` and `channel`."""
        if self.written_type in _KINDS:
            return self.written_type or ""
        return PRIVATE if self.id > 0 else SUPERGROUP

    @property
    def name(self) -> str:
        """What the chat or its person calls itself."""
        return self.title or " ".join(part for part in (self.first_name, self.last_name) if part)


class User(_Shape):
    """A person or a bot."""

    id: Id
    first_name: Maybe[str] = None
    last_name: Maybe[str] = None
    username: Maybe[str] = None
    language_code: Maybe[str] = None

    @property
    def full_name(self) -> str:
        """First and last name."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)


class Entity(_Shape):
    """A part of a text that means something."""

    type: str
    offset: Annotated[int, Field(ge=0)]
    length: Annotated[int, Field(ge=0)]
    url: Maybe[str] = None
    language: Maybe[str] = None
    custom_emoji_id: Maybe[str] = None


class File(_Shape):
    """A file that lies with Telegram."""

    file_id: str
    file_unique_id: str
    file_size: Maybe[Size] = None
    mime_type: Maybe[str] = None
    file_name: Maybe[str] = None


class Location(_Shape):
    """A place in degrees."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Venue(_Shape):
    """A place on the map, with its name."""

    title: Maybe[str] = None
    address: Maybe[str] = None


class Contact(_Shape):
    """A card with a number."""

    phone_number: str
    user_id: Maybe[Id] = None


class Option(_Shape):
    """An answer of a poll."""

    text: str
    media: Presence = False


class Poll(_Shape):
    """A question with answers."""

    question: str
    options: Several[Option] = ()
    type: Maybe[str] = None
    is_anonymous: Maybe[bool] = None
    allows_multiple_answers: Maybe[bool] = None
    allows_revoting: Maybe[bool] = None
    members_only: Maybe[bool] = None
    open_period: Presence = False
    close_date: Presence = False
    description: Presence = False
    media: Presence = False
    country_codes: Presence = False


class Origin(_Shape):
    """Where a forwarded message comes from: a person, a group that spoke for itself, or a channel."""

    sender_user: Maybe[User] = None
    sender_chat: Maybe[Chat] = None
    chat: Maybe[Chat] = None


def _or_unknown(value: object, read: ValidatorFunctionWrapHandler) -> object:
    """A forward stays one when we cannot read where it comes from."""
    return None if value is None else _or_missing(value, read) or Origin()


class Quote(_Shape):
    """The part of another message that a reply is about."""

    text: str
    is_manual: Maybe[bool] = None


class Replied(_Shape):
    """The message that another one replies to."""

    sender: Annotated[Maybe[User], Field(alias="from")] = None
    text: Maybe[str] = None
    caption: Maybe[str] = None


class Message(_Shape):
    """A message; in a private chat only its person writes."""

    message_id: Id
    date: Maybe[Moment] = None
    chat: Chat
    sender: Annotated[Maybe[User], Field(alias="from")] = None
    sender_chat: Maybe[Chat] = None
    message_thread_id: Maybe[Id] = None
    is_topic_message: Maybe[bool] = None
    media_group_id: Maybe[str] = None
    forward_origin: Annotated[Origin | None, WrapValidator(_or_unknown)] = None
    external_reply: Presence = False
    reply_to_message: Maybe[Replied] = None
    quote: Maybe[Quote] = None
    text: Maybe[str] = None
    caption: Maybe[str] = None
    has_media_spoiler: Maybe[bool] = None
    show_caption_above_media: Maybe[bool] = None
    entities: Several[Entity] = ()
    caption_entities: Several[Entity] = ()
    photo: Several[File] = ()
    voice: Maybe[File] = None
    video: Maybe[File] = None
    audio: Maybe[File] = None
    document: Maybe[File] = None
    video_note: Maybe[File] = None
    animation: Presence = False  # a document too
    live_photo: Presence = False  # a photo too
    location: Maybe[Location] = None
    venue: Maybe[Venue] = None
    contact: Maybe[Contact] = None
    poll: Maybe[Poll] = None
    migrate_to_chat_id: Maybe[Annotated[Id, Field(lt=0)]] = None
    migrate_from_chat_id: Maybe[Annotated[Id, Field(lt=0)]] = None
    new_chat_members: Presence = False
    forum_topic_closed: Presence = False
    forum_topic_reopened: Presence = False
    links: bool = False  # it leads somewhere, or shows something, that its words do not
    service: bool = False  # Telegram tells of the chat itself: nobody said anything

    @model_validator(mode="before")
    @classmethod
    def _mark_service(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        service = any(raw[name] is not None for name in SERVICE & raw.keys())
        return {**raw, "service": service, "links": leads_beside_its_words(raw)}

    @model_validator(mode="after")
    def _of_its_person(self) -> Self:
        if self.chat.type == PRIVATE and self.sender is not None and self.sender.id != self.chat.id:
            raise ValueError("a private message of somebody else")
        return self

    @property
    def from_user(self) -> User | None:
        """The author; in private always the person, also of a message without a sender."""
        if self.sender is None and self.chat.type == PRIVATE:
            return User(id=self.chat.id, first_name=self.chat.first_name, last_name=self.chat.last_name)
        return self.sender

    @property
    def topic(self) -> int | None:
        """The topic of a forum it stands in; None for the main chat."""
        return self.message_thread_id if self.is_topic_message else None

    @property
    def sent_at(self) -> datetime | None:
        """When Telegram took it."""
        return None if self.date is None else datetime.fromtimestamp(self.date, UTC)

    @property
    def command(self) -> tuple[str, str]:
        """The command it begins with, in lower case, and the bot that it names; twice nothing when it has none.

        A forwarded command is somebody else's.
        """
        first = self.entities[0] if self.entities else None
        if first is None or first.type != "bot_command" or first.offset != 0 or not self.text:
            return "", ""
        if self.forward_origin is not None:
            return "", ""
        name, _, bot = self.text[1 : first.length].partition("@")
        return name.lower(), bot.lower()


class Tapped(_Shape):
    """The message below which a button was tapped: only where it is."""

    message_id: Id
    chat: Chat
    message_thread_id: Maybe[Id] = None
    is_topic_message: Maybe[bool] = None

    @property
    def topic(self) -> int | None:
        """The topic of a forum it stands in; None for the main chat."""
        return self.message_thread_id if self.is_topic_message else None


class Query(_Shape):
    """A tap on a button."""

    id: str
    from_user: Annotated[User, Field(alias="from")]
    message: Maybe[Tapped] = None
    data: Maybe[str] = None


class Member(_Shape):
    """What we are in a chat, and what we may do there."""

    status: str
    is_member: Maybe[bool] = None
    can_send_messages: Maybe[bool] = None
    can_post_messages: Maybe[bool] = None


class Standing(_Shape):
    """A change of what we are in a chat."""

    chat: Chat
    sender: Annotated[Maybe[User], Field(alias="from")] = None
    old_chat_member: Maybe[Member] = None
    new_chat_member: Member


class Update(_Shape):
    """The kinds of updates that we ask for."""

    update_id: int
    me: Account
    message: Message | None = None
    edited_message: Message | None = None
    channel_post: Message | None = None
    callback_query: Query | None = None
    my_chat_member: Standing | None = None

    @property
    def effective_message(self) -> Message | None:
        """What somebody wrote, whichever kind of update brought it."""
        return self.message or self.edited_message or self.channel_post

    @property
    def effective_chat(self) -> Chat | None:
        """Where it happened."""
        tapped = self.callback_query.message if self.callback_query is not None else None
        found = self.effective_message or tapped or self.my_chat_member
        return None if found is None else found.chat

    @property
    def effective_user(self) -> User | None:
        """The person who acted."""
        message = self.effective_message
        if message is not None:
            return message.from_user
        if self.callback_query is not None:
            return self.callback_query.from_user
        return self.my_chat_member.sender if self.my_chat_member is not None else None


Condition = Callable[[Update], object]
