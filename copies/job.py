"""What the bot asks of the process that makes copies, and what it answers: one line of JSON each, and no key."""

from dataclasses import asdict, dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Job:
    """Make pictures of the file at `source`, named `target` and a page each, with `stamp` written on them."""

    source: str
    target: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many pictures were made; 0 is a file that no pictures are made of, and `why` says the reason for the log."""

    pages: int
    why: str = ""


def written(line: Job | Outcome) -> bytes:
    """One line."""
    return orjson.dumps(asdict(line)) + b"\n"


def page_of(target: str, page: int) -> str:
    """The path of one picture."""
    return f"{target}-{page}.jpg"
