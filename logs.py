"""Logs that say what went wrong and never whom it concerned."""

import logging
import sys
import traceback
from types import TracebackType

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Leaves out what an exception says, which may quote a person, and blots out the token wherever it turns up."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's own name
        """The frames and the exception's class, not its text."""
        kind, _, trace = ei
        frames = "".join(traceback.format_tb(trace)).rstrip()
        return f"{frames}\n{kind.__name__ if kind else ''}"

    def format(self, record: logging.LogRecord) -> str:
        """A line without the token."""
        line = super().format(record)
        return line.replace(self._token, "<token>") if self._token else line


def set_up(level: str, token: str) -> None:
    """Log to standard error from `level` on; libraries from WARNING on, for some log addresses that hold the token."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(token))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for room in ("bot", "gateway", "handlers", "db", "__main__"):
        logging.getLogger(room).setLevel(level)
