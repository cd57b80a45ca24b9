"""What Telegram's failures mean to us.

TelegramError
├── Gone        this chat does not want us or is no more: never write again until it writes to us
├── Rejected    this call is wrong and stays wrong
├── SlowDown    this chat, or all of us, must wait
├── Migrated    the group is a supergroup now and has another id
├── NotSent     surely not sent: there was no connection
├── Unsure      maybe sent: no answer, or an answer that says nothing
├── BadToken    the token is not (or no longer) valid
└── Conflict    somebody else polls with the same token, or a webhook is set
"""

from typing import ClassVar

from metrics.call_outcome import CallOutcome


class TelegramError(Exception):
    """Telegram did not do what was asked. The text is Telegram's own and holds no token."""

    outcome: ClassVar[CallOutcome] = CallOutcome.UNSURE


class Gone(TelegramError):
    """403, or a chat that does not exist."""

    outcome = CallOutcome.GONE


class Rejected(TelegramError):
    """400."""

    outcome = CallOutcome.REJECTED


class SlowDown(TelegramError):
    """429; `seconds` is how long."""

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
    """Time-out after the request went out, a broken connection, or 5xx."""

    outcome = CallOutcome.UNSURE


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
    match status:
        case 400 if "chat not found" in description or "kicked" in description:
            return Gone(description)
        case 400:
            return Rejected(description)
        case 401 | 404:
            return BadToken(description)
        case 403:
            return Gone(description)
        case 409:
            return Conflict(description)
        case 413:
            return Rejected(description)
        case 429:
            return SlowDown(description, 5.0)
        case _:
            return Unsure(description)
