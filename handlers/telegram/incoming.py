"""What a Telegram message says in the words of our dialogues."""

import html

from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Message, MessageEntity, Update, User, Venue

from conversations.answer import Answer, Asked, Attachment, Composed, Media, Other, Phone, Point, Text
from db.chats import Sender
from gateway.inbox import Update as RawUpdate
from handlers.telegram import shape
from locales import LANGUAGES

# Passed on as words: a moment, for not every app knows it as more, and the link to somebody's account.
_WORDS_ONLY = frozenset({MessageEntity.DATE_TIME, MessageEntity.TEXT_MENTION})


class Unreadable(Exception):
    """An update that Telegram would not write. The text says what kind of error showed it, and quotes nothing."""


def read(raw: RawUpdate, bot: Bot) -> Update:
    """An update as Telegram wrote it, in python-telegram-bot's types. Raises `Unreadable`.

    Only the kinds we ask for are read. Of the message under a tapped button only where it is, as Telegram itself gives
    one that is two days old: the rest is what we wrote there, and the slowest to read.
    """
    try:
        shape.Update.model_validate(raw)
        return _read({name: raw[name] for name in ("update_id", *shape.Update.model_fields) if name in raw}, bot)
    except Exception as error:  # noqa: BLE001 - the library's readers raise whatever their input makes them
        raise Unreadable(type(error).__name__) from None


def _read(raw: RawUpdate, bot: Bot) -> Update:
    query = raw.get("callback_query")
    if query is None or query.get("message") is None:
        return Update.de_json(raw, bot)
    message = query["message"]
    tapped = CallbackQuery(
        id=query["id"],
        from_user=User.de_json(query["from"], bot),
        chat_instance=query["chat_instance"],
        message=InaccessibleMessage(Chat.de_json(message["chat"], bot), message["message_id"]),
        data=query.get("data"),
    )
    return Update(raw["update_id"], callback_query=tapped)


def answer_of(message: Message) -> Answer:
    """A message as an answer; what a dialogue has no use for is `Other`."""
    own = not of_another(message)
    if message.text is not None:
        return Text(message.text, own)
    if message.location is not None:
        return Point(message.location.latitude, message.location.longitude, _venue(message.venue))
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        number = message.contact.phone_number
        return Phone(number if number.startswith("+") else f"+{number}", own)
    attachment = _attachment(message)
    return Other() if attachment is None else Media(attachment, message.media_group_id, own)


def of_another(message: Message) -> bool:
    """Whether a message brings the words of somebody else: a forward, or a reply to a message of another chat."""
    return message.forward_origin is not None or message.external_reply is not None


def texts_of(update: Update) -> tuple[str, ...]:
    """What somebody writes in private: words or a caption, and of a command also what stands behind it."""
    message = update.message or update.edited_message
    if message is None or message.chat.type != message.chat.PRIVATE:
        return ()
    said = message.text or message.caption or ""
    behind = said.split(maxsplit=1)[1:] if said.startswith("/") else []
    if said.startswith("/") and not behind:
        return ()  # a command alone tells nothing
    return tuple(dict.fromkeys(text for text in (said, *(part.strip() for part in behind)) if text))


def composed_of(message: Message) -> Answer:
    """A message as something to be passed on as it is, with its formatting; what we cannot pass on is `Other`."""
    if message.poll is not None:
        options = tuple(option.text for option in message.poll.options)
        return Composed("", poll=Asked(message.poll.question, options, message.poll.allows_multiple_answers))
    if message.text is not None:
        return Composed(_html(message, message.text, message.entities))
    attachment = _attachment(message)
    if attachment is None or message.animation is not None:
        return Other()
    words = _html(message, message.caption, message.caption_entities) if message.caption else ""
    return Composed(words, attachment, message.media_group_id)


def sender_of(update: Update) -> Sender | None:
    """Who or what an update came from: the person in private, the group in a group; None when it came from neither."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return None
    return Sender(
        telegram_id=chat.id,
        kind=str(chat.type),
        name=chat.effective_name or "",
        username=chat.username,
        language=_language(user) if chat.type == chat.PRIVATE else "id",
    )


def _venue(venue: Venue | None) -> str | None:
    """The name and address of a place on the map."""
    return None if venue is None else ", ".join(part for part in (venue.title, venue.address) if part)


def _html(message: Message, text: str, entities: tuple[MessageEntity, ...]) -> str:
    """A text with its formatting. The library puts addresses and languages in as they stand: they are escaped first."""
    safe = [
        MessageEntity(
            each.type,
            each.offset,
            each.length,
            url=each.url and html.escape(each.url),
            language=each.language and html.escape(each.language),
            custom_emoji_id=each.custom_emoji_id,
        )
        for each in _fitting(entities, text)
    ]
    return Message(message.message_id, message.date, message.chat, text=text, entities=safe).text_html


def _fitting(entities: tuple[MessageEntity, ...], text: str) -> list[MessageEntity]:
    """The entities that lie in the text, each apart from the others or within them, and cut no character in two."""
    units, kept = text.encode("utf-16-le"), list[MessageEntity]()
    ends: list[int] = []  # of the kept ones around the place we are at
    for each in sorted(entities, key=lambda entity: (entity.offset, -entity.length)):
        start, end = each.offset, each.offset + each.length
        while ends and ends[-1] <= start:
            ends.pop()
        if each.type in _WORDS_ONLY:
            continue
        if start < end <= (ends[-1] if ends else len(units) // 2) and _whole(units, start, end):
            ends.append(end)
            kept.append(each)
    return kept


def _whole(units: bytes, start: int, end: int) -> bool:
    """Whether the places lie between characters."""
    try:
        units[: 2 * start].decode("utf-16-le")
        units[: 2 * end].decode("utf-16-le")
    except UnicodeDecodeError:
        return False
    return True


def _language(user: User | None) -> str:
    spoken = ((user.language_code if user is not None else None) or "").partition("-")[0]
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def _attachment(message: Message) -> Attachment | None:
    if message.photo:
        largest = message.photo[-1]
        return Attachment(
            "photo", largest.file_id, largest.file_unique_id, largest.file_size, "image/jpeg", message.caption
        )
    if message.video_note is not None:
        note = message.video_note
        return Attachment("video_note", note.file_id, note.file_unique_id, note.file_size, "video/mp4")
    for kind in ("voice", "video", "audio", "document"):
        file = getattr(message, kind)
        if file is not None:
            return Attachment(kind, file.file_id, file.file_unique_id, file.file_size, file.mime_type, message.caption)
    return None
