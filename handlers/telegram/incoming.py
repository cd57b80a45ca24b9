"""What a Telegram message says in the words of our dialogues."""

import html
from datetime import UTC, datetime

import telegram
from pydantic import ValidationError
from telegram import MessageEntity

from conversations.answer import Answer, Asked, Attachment, Composed, Media, Other, Phone, Point, Text
from db.chats import Sender
from gateway.inbox import Update as RawUpdate
from handlers.telegram.update import PRIVATE, Account, Chat, Entity, Message, Update, User, Venue
from locales import LANGUAGES

# Passed on as words: a moment, for not every app knows it as more, and the link to somebody's account.
_WORDS_ONLY = frozenset({MessageEntity.DATE_TIME, MessageEntity.TEXT_MENTION})
_ANSWERED = ("message", "edited_message", "callback_query")  # somebody waits for an answer to these


class Unreadable(Exception):
    """An update without what an act hangs on. The text says what kind of error showed it, and quotes nothing."""


def read(raw: RawUpdate, me: Account) -> Update:
    """An update as Telegram wrote it. Raises `Unreadable`.

    Of the message under a tapped button only where it is, as Telegram itself gives one that is two days old.
    """
    try:
        return Update.model_validate({**raw, "me": me})
    except (ValidationError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None


def waits_for(raw: RawUpdate) -> Sender | None:
    """The person who waits in private for an answer to an update that cannot be read; None when nobody is known."""
    for kind in _ANSWERED:
        content = raw.get(kind)
        told = content if isinstance(content, dict) else {}
        wrote = told.get("from") if kind == "callback_query" else told.get("chat")
        try:
            chat = Chat.model_validate(wrote)
        except (ValidationError, RecursionError):
            continue
        if chat.type == PRIVATE and chat.id > 0:
            return Sender(chat.id, PRIVATE, chat.name, chat.username, LANGUAGES[0])
    return None


def answer_of(message: Message) -> Answer:
    """A message as an answer; what a dialogue has no use for is `Other`."""
    own, source = not of_another(message), _source(message)
    if message.text is not None:
        return Text(message.text, own, source, None if _answers_us(message) else quoted(message))
    if message.location is not None:
        return Point(message.location.latitude, message.location.longitude, _venue(message.venue))
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        number = message.contact.phone_number
        return Phone(number if number.startswith("+") else f"+{number}", own)
    attachment = _attachment(message)
    if attachment is None and message.caption is not None:
        return Text(message.caption, own, source)  # the words below a kind of file that we do not know
    return Other() if attachment is None else Media(attachment, message.media_group_id, own, source)


def quoted(message: Message) -> str | None:
    """The part of another message that somebody chose to answer; None for what Telegram itself cuts out."""
    quote = message.quote
    return quote.text.strip() or None if quote is not None and quote.is_manual else None


def _answers_us(message: Message) -> bool:
    """Whether a message replies to one of ours: what those say may be of another report, or tell who its author is."""
    replied, wrote = message.reply_to_message, message.from_user
    return replied is not None and (replied.sender is None or wrote is None or replied.sender.id != wrote.id)


def _source(message: Message) -> str | None:
    """The channel or group that a forward names as its author. People are not named: they did not write to us."""
    origin = message.forward_origin
    chat = None if origin is None else origin.chat or origin.sender_chat
    if chat is None or chat.type == PRIVATE or not chat.name:
        return None
    return f"{chat.name} (@{chat.username})" if chat.username else chat.name


def of_another(message: Message) -> bool:
    """Whether a message brings the words of somebody else: a forward, or a reply to a message of another chat."""
    return message.forward_origin is not None or message.external_reply


def texts_of(update: Update) -> tuple[str, ...]:
    """What somebody writes in private: words or a caption, and of a command also what stands behind it."""
    message = update.message or update.edited_message
    if message is None or message.chat.type != PRIVATE:
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
        asked = Asked(message.poll.question, options, message.poll.allows_multiple_answers is True)
        return Composed("", poll=asked, links=message.links)
    if message.text is not None:
        return Composed(_html(message.text, message.entities), links=message.links)
    attachment = _attachment(message)
    if attachment is None or message.animation or message.live_photo:
        return Other()
    words = _html(message.caption, message.caption_entities) if message.caption else ""
    return Composed(
        words,
        attachment,
        message.media_group_id,
        spoiler=message.has_media_spoiler is True,
        above=message.show_caption_above_media is True,
        links=message.links,
    )


def sender_of(update: Update) -> Sender | None:
    """Who or what an update came from: the person in private, the group in a group; None when it came from neither."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return None
    return Sender(
        telegram_id=chat.id,
        kind=chat.type,
        name=chat.name,
        username=chat.username,
        language=_language(user) if chat.type == PRIVATE else "id",
    )


def _venue(venue: Venue | None) -> str | None:
    """The name and address of a place on the map."""
    return None if venue is None else ", ".join(part for part in (venue.title, venue.address) if part)


def _html(text: str, entities: tuple[Entity, ...]) -> str:
    """A text with its formatting. The library puts addresses and languages in as they stand: they are escaped first."""
    safe = [
        MessageEntity(
            each.type,
            each.offset,
            each.length,
            url=each.url and html.escape(each.url),
            language=each.language and html.escape(each.language),
            custom_emoji_id=each.custom_emoji_id and html.escape(each.custom_emoji_id),
        )
        for each in _fitting(entities, text)
    ]
    anywhere, ever = telegram.Chat(1, PRIVATE), datetime.fromtimestamp(0, UTC)
    return telegram.Message(1, ever, anywhere, text=text, entities=safe).text_html


def _fitting(entities: tuple[Entity, ...], text: str) -> list[Entity]:
    """The entities that lie in the text, each apart from the others or within them, and cut no character in two."""
    units, kept = text.encode("utf-16-le"), list[Entity]()
    ends: list[int] = []  # of the kept ones around the place we are at
    for each in sorted(entities, key=lambda entity: (entity.offset, -entity.length)):
        start, end = each.offset, each.offset + each.length
        while ends and ends[-1] <= start:
            ends.pop()
        if each.type in _WORDS_ONLY or _lacks_its_value(each):
            continue
        if start < end <= (ends[-1] if ends else len(units) // 2) and _whole(units, start, end):
            ends.append(end)
            kept.append(each)
    return kept


def _lacks_its_value(each: Entity) -> bool:
    """Whether a link leads nowhere, or an emoji of somebody's own is none."""
    link, emoji = MessageEntity.TEXT_LINK, MessageEntity.CUSTOM_EMOJI
    return (each.type == link and not each.url) or (each.type == emoji and not each.custom_emoji_id)


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
