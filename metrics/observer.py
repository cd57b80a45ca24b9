"""What the parts tell whoever watches them. This one does nothing: it is what a part gets that nobody watches."""

from datetime import timedelta

from metrics.call_outcome import CallOutcome


class Observer:
    """Override what you want to hear. Everything is called in the event loop and has to return at once."""

    def received(self, count: int) -> None:
        """So many updates are on disk."""

    def in_hand(self, count: int) -> None:
        """So many updates wait or are being handled now."""

    def handled(self, seconds: float) -> None:
        """An update was handled, in so many seconds."""

    def failed(self) -> None:
        """An update met a bug."""

    def sent(self, lane: str, outcome: str) -> None:
        """A message of a lane ended."""

    def committed(self, units: int, seconds: float, well: bool) -> None:
        """The database committed so many units of work together, or could not."""

    def called(self, method: str, seconds: float, outcome: CallOutcome) -> None:
        """A call to Telegram ended."""

    def did_due(self, what: str, seconds: float, well: bool) -> None:
        """A due thing was done in so many seconds, or failed."""

    def operator_reached(self, well: bool) -> None:
        """The operator's channel was tried."""

    def clock_was_set(self, by: timedelta) -> None:
        """The machine's clock was set, ahead or back."""


NOBODY = Observer()
