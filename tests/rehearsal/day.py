"""Everything that is known of a rehearsed day when it is over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from db.vault import Vault
from sandbox import World
from tests.rehearsal.computer import Told
from tests.rehearsal.people import Voter
from tests.rehearsal.played import PlayedTime
from tests.rehearsal.trouble import Diary
from tests.rehearsal.witness import Seen
from tests.stage.rows import rows_of

MARGIN = timedelta(minutes=20)  # after a trouble, until what it left is worked off


@dataclass
class Day:
    """Everything that is known of a day when it is over."""

    database: Path
    evidence: Path
    vault: Vault
    world: World
    seen: Seen
    voters: Sequence[Voter]
    failed: Sequence[str]  # citizens who were never answered, and by what
    stuck: Sequence[str]  # officers who took a report and wait for a button
    upgraded: frozenset[int]  # the numbers of groups that became supergroups, old and new
    diary: Diary
    told: Told
    outputs: Sequence[str]
    played: PlayedTime
    nonsense: int
    officers: frozenset[int]
    command: frozenset[int]  # who write and approve, and see an announcement before it goes out
    examples: dict[str, list[str]] = field(default_factory=dict)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database says."""
        return rows_of(self.database, query, *values)

    def example(self, kind: str, text: str) -> None:
        """Keep what a row of the verdict found, for who has to look for the reason."""
        self.examples.setdefault(kind, []).append(text)

    def calm(self, at: float, seconds: float) -> bool:
        """Whether nothing was wrong, and nothing left from a trouble, for so long from a moment on."""
        return not any(
            self.played.steady_at(began) <= at + seconds and at <= self.played.steady_at(ended + MARGIN)
            for began, ended, _ in self.diary.spans
        )
