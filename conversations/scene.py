"""What a step of a dialogue may know besides its draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from reports.meaning import Meaning, understand
from resort.agency import Agency
from resort.area import Areas


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step may know besides the draft: the moment, in the resort's zone, and the resort's areas."""

    now: datetime
    areas: Areas
    unsent_after: timedelta = timedelta(minutes=2)  # then an emergency goes to the police by itself
    heard: Mapping[str, Meaning] = field(default_factory=dict)  # what was read before the transaction, by its text
    voting: date | None = None  # the day of the vote, from which people count: "H-1", "pas coblosan"
    said_at: datetime | None = None  # Telegram's date of the message in hand

    partners: tuple[Agency, ...] = ()  # agencies besides the police that a report can reach; read where they are told
    standing: bool = False  # an earlier report of this person is still open; read where a report is offered
    callsign: str = ""  # of the officer who reports as one
    own: tuple[str, ...] = ()  # the kelurahan of that officer's unit

    def hear(self, text: str) -> Meaning:
        """What words say: read already if they are the message in hand, else now."""
        return self.heard.get(text) or understand(text, self.areas, self.now, self.voting)
