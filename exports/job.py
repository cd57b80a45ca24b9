"""The messages between the bot and its export process: a greeting, then jobs and outcomes, one line of JSON each.

The key goes through the pipe and nowhere else: arguments and environment of a process can be read by others.
"""

from dataclasses import asdict, dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first line: where the database lies, and what is known of the resort."""

    database: str  # its address, which may hold a password
    data_folder: str
    data_key: str  # empty: it lies in the data folder
    resort_code: str
    timezone: str
    unsent_seconds: float


@dataclass(frozen=True, slots=True)
class Job:
    """Make the file of a row, at a path of its own; `now` is in milliseconds since 1970."""

    export: int
    path: str
    now: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. `failed` says why there is no file, in words for the log that name nobody."""

    export: int
    figures: dict[str, Any]
    failed: str = ""


def written(line: Greeting | Job | Outcome) -> bytes:
    """One line."""
    return orjson.dumps(asdict(line)) + b"\n"
