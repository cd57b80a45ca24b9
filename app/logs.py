"""Logs that say what went wrong and name nobody: as text, or as one JSON object a line."""

import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

import orjson

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Leaves out the text of an exception, which may quote a person, and replaces the token wherever it occurs."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's own name
        """The frames and the class of the exception, without its text."""
        kind, _, trace = ei
        frames = "".join(traceback.format_tb(trace)).rstrip()
        return f"{frames}\n{kind.__name__ if kind else ''}"

    def format(self, record: logging.LogRecord) -> str:
        """A line without the token."""
        line = self.line(record)
        return line.replace(self._token, "<token>") if self._token else line

    def line(self, record: logging.LogRecord) -> str:
        """A record as text, with its frames on lines of their own."""
        return super().format(record)


class DiscreetJson(Discreet):
    """The same as JSON: `time`, `level`, `room`, `message`; `reference` if a person was told one, `trace` for a bug."""

    def line(self, record: logging.LogRecord) -> str:
        """A record as one line."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "room": record.name,
            "message": record.getMessage(),
        }
        if (reference := getattr(record, "reference", None)) is not None:
            fields["reference"] = str(reference)
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(fields).decode()


ROOMS = ("bot", "app", "casework", "db", "exports", "gateway", "handlers", "health", "publishing", "__main__")
FORMATS = {"text": Discreet, "json": DiscreetJson}


def set_up(level: str, token: str, form: str = "text") -> None:
    """Log to standard error from `level` on; libraries from WARNING on, because some log addresses with the token."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[form](token))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("psycopg").setLevel(logging.ERROR)  # what it ignores after a fault that we have told already
    for room in ROOMS:
        logging.getLogger(room).setLevel(level)
