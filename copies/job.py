"""What the bot asks of the process that makes copies, and what it answers: one line of JSON each, and no key."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import orjson

# What a working copy can be sent as, and the ending of its files.
ENDINGS: Mapping[str, str] = {
    "photo": ".jpg",
    "video": ".mp4",
    "video_note": ".mp4",
    "voice": ".ogg",
    "audio": ".m4a",
}
NO_TOOL = "no_tool"  # in place of what it is sent as: ffmpeg is not installed, and the original is a recording


@dataclass(frozen=True, slots=True)
class Job:
    """Make a working copy of the file at `source`, in files whose names begin with `target`.

    `kind` is Telegram's kind of the original. With a `stamp` the source is a working copy already, a picture, and
    `target` becomes that picture with the words below it.
    """

    source: str
    target: str
    kind: str = "document"
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were made, as what they are sent, and what the original told of its maker.

    No files: of this original none can be made. `why` is the reason for the log.
    """

    pages: int
    why: str = ""
    form: str = ""
    found: list[str] = field(default_factory=list)
    look: str = ""  # of its first picture, see `copies.pictures.look`


def written(line: Job | Outcome) -> bytes:
    """One line."""
    return orjson.dumps(asdict(line)) + b"\n"


def page_of(target: str, page: int, form: str = "photo") -> str:
    """The path of one file of a working copy."""
    return f"{target}-{page}{ENDINGS[form]}"
