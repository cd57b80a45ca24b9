"""What Telegram's failures mean to us.

TelegramError
├── Gone        this chat does not want us or no longer exists: never write again until it writes to us
├── Rejected    this call is wrong and stays wrong
├── SlowDown    this chat, or all of us, must wait
├── Migrated    the group is a supergroup now and has another id
├── NotSent     surely not sent: there was no connection
├── Unsure      maybe sent: no answer, or an answer that says nothing
│   └── ServerFailed  5xx: it passes, and hardly ever hides a message that was sent
├── BadToken    the token is not (or no longer) valid
└── Conflict    another program polls with the same token, or a webhook is set
"""

import re
from enum import Enum
from typing import ClassVar

from metrics.call_outcome import CallOutcome


class Meaning(Enum):
    """What Telegram's words mean to a caller, beyond the class of the error."""

    CHAT_GONE = "the chat or its person no longer exists"
    BOT_REMOVED = "the bot was removed from the chat"
    MAY_NOT_WRITE = "the bot may not write in the chat"
    TOPIC_CLOSED = "the topic of a forum is closed"
    TOPIC_GONE = "the topic of a forum no longer exists"
    NOT_MODIFIED = "the message already reads like this"
    NO_MESSAGE_TO_EDIT = "the message to edit no longer exists"
    NO_MESSAGE_TO_DELETE = "the message to delete no longer exists"
    FILE_TOO_BIG = "a bot cannot fetch a file of this size"
    NO_FILES_ALLOWED = "the chat allows no photos, videos or documents"
    NO_CAPTION = "the message has no caption to edit: it was sent as words"
    UNDELETABLE = "the message is too old to be deleted"
    TRY_LATER = "the same call may succeed later"


# All of Telegram's own words that we read, from the Bot API server's source. The first line that fits decides.
_TEXTS: tuple[tuple[str, Meaning], ...] = (
    ("Too Many Requests: retry after", Meaning.TRY_LATER),  # in an album's refusal too, which is a 400
    ("file is temporarily unavailable", Meaning.TRY_LATER),
    ("chat not found", Meaning.CHAT_GONE),
    ("chat was deleted", Meaning.CHAT_GONE),
    ("user is deactivated", Meaning.CHAT_GONE),
    ("kicked", Meaning.BOT_REMOVED),
    ("not enough rights to send photos", Meaning.NO_FILES_ALLOWED),
    ("not enough rights to send videos", Meaning.NO_FILES_ALLOWED),
    ("not enough rights to send documents", Meaning.NO_FILES_ALLOWED),
    ("CHAT_SEND_PHOTOS_FORBIDDEN", Meaning.NO_FILES_ALLOWED),
    ("CHAT_SEND_VIDEOS_FORBIDDEN", Meaning.NO_FILES_ALLOWED),
    ("CHAT_SEND_DOCS_FORBIDDEN", Meaning.NO_FILES_ALLOWED),
    ("CHAT_SEND_MEDIA_FORBIDDEN", Meaning.NO_FILES_ALLOWED),
    ("not enough rights to send animations", Meaning.NO_FILES_ALLOWED),
    ("CHAT_SEND_GIFS_FORBIDDEN", Meaning.NO_FILES_ALLOWED),
    ("there is no caption in the message to edit", Meaning.NO_CAPTION),
    ("message can't be deleted", Meaning.UNDELETABLE),
    ("not enough rights to send text messages", Meaning.MAY_NOT_WRITE),
    ("have no rights to send a message", Meaning.MAY_NOT_WRITE),
    ("need administrator rights in the channel chat", Meaning.MAY_NOT_WRITE),
    ("CHAT_WRITE_FORBIDDEN", Meaning.MAY_NOT_WRITE),
    ("CHAT_SEND_PLAIN_FORBIDDEN", Meaning.MAY_NOT_WRITE),
    ("CHAT_RESTRICTED", Meaning.MAY_NOT_WRITE),
    ("TOPIC_CLOSED", Meaning.TOPIC_CLOSED),
    ("message thread not found", Meaning.TOPIC_GONE),
    ("TOPIC_DELETED", Meaning.TOPIC_GONE),
    ("message is not modified", Meaning.NOT_MODIFIED),
    ("message to edit not found", Meaning.NO_MESSAGE_TO_EDIT),
    ("message to delete not found", Meaning.NO_MESSAGE_TO_DELETE),
    ("file is too big", Meaning.FILE_TOO_BIG),
)
_RETRY_AFTER = re.compile(r"retry after (\d{1,6})")
SECONDS_UNTOLD = 5.0  # the wait when Telegram does not say how long


def meaning_of(description: str) -> Meaning | None:
    """What a description of Telegram's means; None when only its class matters."""
    return next((meaning for text, meaning in _TEXTS if text in description), None)


class TelegramError(Exception):
    """Telegram did not do what was asked. The text is Telegram's own and holds no token."""

    outcome: ClassVar[CallOutcome] = CallOutcome.UNSURE

    @property
    def meaning(self) -> Meaning | None:
        """What its words mean."""
        return meaning_of(str(self))


class Gone(TelegramError):
    """403, or a 400 that says the same."""

    outcome = CallOutcome.GONE


class Rejected(TelegramError):
    """400, and 413."""

    outcome = CallOutcome.REJECTED


class SlowDown(TelegramError):
    """429, or a 400 that passes; `seconds` is how long to wait."""

    outcome = CallOutcome.SLOW_DOWN

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class Migrated(TelegramError):
    """The group has become a supergroup; `telegram_id` is its new id."""

    outcome = CallOutcome.MIGRATED

    def __init__(self, message: str, telegram_id: int) -> None:
        super().__init__(message)
        self.telegram_id = telegram_id


class NotSent(TelegramError):
    """No connection could be made."""

    outcome = CallOutcome.NOT_SENT


class Unsure(TelegramError):
    """Time-out after the request went out, or a broken connection."""

    outcome = CallOutcome.UNSURE


class ServerFailed(Unsure):
    """5xx."""


class BadToken(TelegramError):
    """401 or 404."""

    outcome = CallOutcome.BAD_TOKEN


class Conflict(TelegramError):
    """409."""

    outcome = CallOutcome.CONFLICT


def from_answer(status: int, description: str, parameters: dict[str, object]) -> TelegramError:
    """The error for an answer that is not ok."""
    seconds, moved_to = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
    if isinstance(moved_to, int):
        return Migrated(description, moved_to)
    if isinstance(seconds, int | float):
        return SlowDown(description, float(seconds))
    meaning = meaning_of(description)
    match status:
        case 400 if meaning is Meaning.TRY_LATER:
            told = _RETRY_AFTER.search(description)
            return SlowDown(description, float(told[1]) if told else SECONDS_UNTOLD)
        case 400 if meaning in (Meaning.CHAT_GONE, Meaning.BOT_REMOVED):
            return Gone(description)
        case 400 | 413:
            return Rejected(description)
        case 401 | 404:
            return BadToken(description)
        case 403:
            return Gone(description)
        case 409:
            return Conflict(description)
        case 429:
            return SlowDown(description, SECONDS_UNTOLD)
        case _ if status >= 500:
            return ServerFailed(description)
        case _:
            return Unsure(description)
