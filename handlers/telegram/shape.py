"""The shape of an update: what we read of it, with the types Telegram documents. Any other is refused unread."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Id = Annotated[int, Field(gt=-(1 << 53), lt=1 << 53)]  # Telegram promises at most 52 significant bits
Moment = Annotated[int, Field(ge=0, lt=1 << 33)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True)


class Chat(_Shape):
    """A chat, as far as we read it."""

    id: Id
    type: Literal["private", "group", "supergroup", "channel"]
    title: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None


class User(_Shape):
    """A person or a bot."""

    id: Id
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class Entity(_Shape):
    """A part of a text that means something."""

    type: str
    offset: Annotated[int, Field(ge=0)]
    length: Annotated[int, Field(ge=0)]
    url: str | None = None
    language: str | None = None


class File(_Shape):
    """Whatever lies with Telegram."""

    file_id: str
    file_unique_id: str
    file_size: Annotated[int, Field(ge=0, lt=1 << 53)] | None = None
    mime_type: str | None = None


class Location(_Shape):
    """A place in degrees."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Venue(_Shape):
    """A place on the map, with its name."""

    location: Location
    title: str
    address: str


class Contact(_Shape):
    """A card with a number."""

    phone_number: str
    user_id: Id | None = None


class Option(_Shape):
    """An answer of a poll."""

    text: str


class Poll(_Shape):
    """A question with answers."""

    question: str
    options: list[Option]
    allows_multiple_answers: bool | None = None


class Message(_Shape):
    """A message, as far as we read it; in a private chat only its person writes."""

    message_id: Id
    date: Moment
    chat: Chat
    sender: Annotated[User | None, Field(alias="from")] = None
    sender_chat: Chat | None = None
    message_thread_id: Id | None = None
    is_topic_message: bool | None = None
    media_group_id: str | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] | None = None
    caption_entities: list[Entity] | None = None
    photo: Annotated[list[File] | None, Field(min_length=1)] = None
    voice: File | None = None
    video: File | None = None
    audio: File | None = None
    document: File | None = None
    video_note: File | None = None
    location: Location | None = None
    venue: Venue | None = None
    contact: Contact | None = None
    poll: Poll | None = None
    migrate_to_chat_id: Annotated[Id | None, Field(lt=0)] = None
    migrate_from_chat_id: Annotated[Id | None, Field(lt=0)] = None

    @model_validator(mode="after")
    def _of_its_person(self) -> Self:
        if self.chat.type == "private" and (self.sender is None or self.sender.id != self.chat.id):
            raise ValueError("a private message of somebody else")
        return self


class Tapped(_Shape):
    """The message below which a button was tapped: only where it is."""

    message_id: Id
    chat: Chat


class Query(_Shape):
    """A tap on a button."""

    id: str
    sender: Annotated[User, Field(alias="from")]
    chat_instance: str
    message: Tapped | None = None
    data: str | None = None


class Member(_Shape):
    """What somebody is in a chat."""

    status: str
    is_member: bool | None = None
    can_send_messages: bool | None = None
    can_post_messages: bool | None = None


class Standing(_Shape):
    """A change of what we are in a chat."""

    chat: Chat
    sender: Annotated[User, Field(alias="from")]
    date: Moment
    old_chat_member: Member
    new_chat_member: Member


class Update(_Shape):
    """The kinds of updates that we ask for."""

    message: Message | None = None
    edited_message: Message | None = None
    channel_post: Message | None = None
    callback_query: Query | None = None
    my_chat_member: Standing | None = None
