"""Whether Telegram can be reached at all: while it cannot, one message at a time is tried, ever more rarely."""

import logging

from gateway.errors import NotSent, ServerFailed, TelegramError

log = logging.getLogger(__name__)

FAILED_IN_A_ROW = 5  # so many 5xx without another answer between: Telegram cannot be reached
LONGEST_ABSENCE = 5.0  # seconds between two tries whether it can be reached again


class Reach:
    """What the calls have shown; `now` is the loop's time."""

    def __init__(self) -> None:
        self.next_try = 0.0
        self._failed_tries = 0  # in a row
        self._server_failures = 0  # 5xx since the last other answer

    @property
    def lost(self) -> bool:
        """Whether it could not be reached last."""
        return self._failed_tries > 0

    def failed(self, error: TelegramError, now: float) -> None:
        """Note a call that ended in an error; most errors are answers."""
        match error:
            case NotSent():
                self._not_reached(error, now)
            case ServerFailed():
                self._server_failures += 1
                if self._server_failures >= FAILED_IN_A_ROW:
                    self._not_reached(error, now)
            case _:
                self.answered()

    def answered(self) -> None:
        """Note an answer."""
        self._server_failures = 0
        if self.lost:
            log.info("Telegram can be reached again")
            self._failed_tries = 0

    def _not_reached(self, error: TelegramError, now: float) -> None:
        if now < self.next_try:
            return  # it left together with one that has shown it already
        if not self.lost:
            log.warning("Telegram cannot be reached, messages wait: %s", error)
        self._failed_tries += 1
        self.next_try = now + min(LONGEST_ABSENCE, 0.25 * 2 ** min(self._failed_tries, 10))
