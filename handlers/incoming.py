"""What a Telegram message says in the words of our dialogues."""

from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Message, Update, User

from conversations.answer import Answer, Asked, Attachment, Composed, Media, Other, Phone, Point, Text
from db.chats import Sender
from gateway.inbox import Update as RawUpdate


def read(raw: RawUpdate, bot: Bot) -> Update:
    """An update as Telegram wrote it, in python-telegram-bot's types.

    Of the message under a tapped button only where it is, as Telegram itself gives one that is two days old: the rest
    is what we wrote there, and the slowest to read.
    """
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
    if message.text is not None:
        return Text(message.text)
    if message.location is not None:
        return Point(message.location.latitude, message.location.longitude)
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        number = message.contact.phone_number
        return Phone(number if number.startswith("+") else f"+{number}", own)
    attachment = _attachment(message)
    return Other() if attachment is None else Media(attachment, message.media_group_id)


def composed_of(message: Message) -> Answer:
    """A message as something to be passed on as it is, with its formatting; what we cannot pass on is `Other`."""
    if message.poll is not None:
        options = tuple(option.text for option in message.poll.options)
        return Composed("", poll=Asked(message.poll.question, options, message.poll.allows_multiple_answers))
    if message.text is not None:
        return Composed(message.text_html)
    attachment = _attachment(message)
    if attachment is None or message.animation is not None:
        return Other()
    return Composed(message.caption_html if message.caption else "", attachment, message.media_group_id)


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


def _language(user: User | None) -> str:
    return "en" if user is not None and (user.language_code or "").startswith("en") else "id"


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
