"""How a call to Telegram ended, as far as the metrics care."""

from enum import StrEnum


class CallOutcome(StrEnum):
    """One outcome for each class of `gateway.errors`; the values are the metrics' labels."""

    ANSWERED = "ok"
    GONE = "Gone"  # the chat does not want us, or no longer exists
    REJECTED = "Rejected"  # the call is wrong
    SLOW_DOWN = "SlowDown"
    MIGRATED = "Migrated"
    NOT_SENT = "NotSent"  # there was no connection
    UNSURE = "Unsure"  # no answer, or none that could be read
    BAD_TOKEN = "BadToken"  # noqa: S105 - the name of an error
    CONFLICT = "Conflict"  # another poller uses the token

    @property
    def reached(self) -> bool:
        """Whether Telegram was there: a refusal shows it too."""
        return self not in (CallOutcome.NOT_SENT, CallOutcome.UNSURE)
