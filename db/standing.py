"""What stands: fingerprints of the rows that an act left behind, for the event that remembers the act.

Who changes such a row behind the bot's back, takes it out or puts an old one back is found by the memory of acts, which
cannot be written without the key. A row says where a report stands, or gives somebody a right (`db.vouched`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import orjson

from db.sql import Row

GONE = "-"  # in place of the fingerprint of a row that the bot itself took out
_DIGITS = 32
# Where a report stands: all of its row but what it says, which `db.contents` covers.
_REPORT = (
    "id", "state", "veracity", "rung", "escalation", "ended_at", "closed_at", "result", "unit", "officer",
    "duplicate_of", "filed_by", "version", "wait", "erased_at",
)  # fmt: skip


@dataclass(slots=True)
class Standing:
    """What a transaction has left behind so far and its memory does not hold yet."""

    reports: dict[int, str] = field(default_factory=dict)
    rights: dict[str, str] = field(default_factory=dict)
    compared: bool = False  # whether the rows that give rights were compared with the memory

    def take(self, report: int | None) -> tuple[str | None, str | None]:
        """What the next event holds: where its report stands, and the rows that give rights."""
        stands = None if report is None else self.reports.pop(report, None)
        rights = orjson.dumps(self.rights, option=orjson.OPT_SORT_KEYS).decode() if self.rights else None
        self.rights.clear()
        return stands, rights


def of_report(row: Row) -> str:
    """Where a report stands, as a fingerprint of its row."""
    return _fingerprint("reports", row, _REPORT)


def of_right(table: str, row: Row | Mapping[str, object], columns: Iterable[str]) -> str:
    """The fingerprint of a row that gives a right."""
    return _fingerprint(table, row, columns)


def name_of_right(table: str, row: Row | Mapping[str, object], keys: Iterable[str]) -> str:
    """The name of such a row, which holds its key."""
    return "/".join([table, *(str(_written(row[key])) for key in keys)])


def _fingerprint(table: str, row: Row | Mapping[str, object], columns: Iterable[str]) -> str:
    content = orjson.dumps([table, *(_written(row[column]) for column in columns)])
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def _written(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
