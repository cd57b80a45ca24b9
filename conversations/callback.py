"""What a button carries: topic, revision and choice, in the 64 bytes Telegram gives."""

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 64


class Topic(StrEnum):
    """Which handler a button belongs to."""

    MENU = "m"
    REPORT = "r"  # a step of the report; the revision is its draft's
    MINE = "l"  # one's own reports
    PEOPLE = "o"  # letting in, duty, the people of a unit
    PING = "p"  # acts on a report; the revision is the report's version
    DESK = "d"  # the desk's queue
    APPEAL = "s"  # writing, approving and following announcements
    PROGRAMME = "g"  # the election's reminders
    TOPICS = "t"  # what a group or citizen gets
    ACTIVITY = "a"  # a step of the giat; the revision is its draft's
    HEALTH = "h"  # how the bot itself is doing
    DATA = "k"  # what is stored of oneself, and erasing it
    OPENING = "b"  # deciding whether to open who reported


@dataclass(frozen=True, slots=True)
class Callback:
    """A button's data. An old revision tells an old button; the choice is checked where it is used."""

    topic: Topic
    choice: str
    revision: int = 0

    def encode(self) -> str:
        """As Telegram carries it. Raises `ValueError` when it would not fit."""
        data = f"{self.topic}:{self.revision}:{self.choice}"
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"callback data over {MOST_BYTES} bytes: {data}")
        return data

    @classmethod
    def decode(cls, data: str) -> "Callback | None":
        """The data of a button, None when it is not one of ours."""
        topic, _, rest = data.partition(":")
        revision, _, choice = rest.partition(":")
        if topic not in set(Topic) or not (revision.isascii() and revision.isdecimal()) or len(revision) > 12:
            return None
        return cls(Topic(topic), choice, int(revision))
